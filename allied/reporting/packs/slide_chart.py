"""A line of values with its target as a chart that the reader's own program draws and edits."""

from datetime import UTC, datetime
from typing import Any

from allied.reporting.letters.lettering import tidy
from allied.reporting.sheets.signs import INK, MUTED, RULE

from .drawn_chart import LABELS, SIZE, TARGET, VALUE, heading_of, target_word, value_word
from .paper import Chart
from .slide_file import FACE, emu
from .slide_parts import rgb
from .ticks import drawable, scale_of

LONGEST = 60  # letters of a label below the chart


def chart(slide: Any, part: Chart, made_at: datetime) -> Any:
    from pptx.enum.chart import XL_CHART_TYPE  # noqa: PLC0415

    shape = slide.shapes.add_chart(
        XL_CHART_TYPE.LINE_MARKERS, emu(part.x), emu(part.y), emu(part.width), emu(part.height),
        _data(part, made_at),
    )  # fmt: skip
    made = shape.chart
    made.font.size, made.font.name, made.font.color.rgb = emu(SIZE), FACE, rgb(MUTED)
    _title(made, heading_of(part.series))
    _legend(made)
    _axes(made, part)
    _lines(made)
    return shape


def _data(part: Chart, made_at: datetime) -> Any:
    from .slide_workbook import DatedChartData  # noqa: PLC0415  loads python-pptx

    series = part.series
    data = DatedChartData(made_at.astimezone(UTC).replace(tzinfo=None))
    data.categories = [tidy(label)[:LONGEST] for label in series.labels]
    data.add_series(value_word(), [drawable(each) for each in series.values])
    if series.targets:
        data.add_series(target_word(), [drawable(each) for each in series.targets])
    return data


def _title(made: Any, text: str) -> None:
    made.has_title = bool(text)
    if not text:
        return
    frame = made.chart_title.text_frame
    frame.text = text[:200]
    run = frame.paragraphs[0].runs[0]
    run.font.size, run.font.bold, run.font.color.rgb = emu(SIZE), True, rgb(INK)
    made.chart_title.include_in_layout = False


def _legend(made: Any) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION  # noqa: PLC0415

    made.has_legend = True
    made.legend.position = XL_LEGEND_POSITION.BOTTOM
    made.legend.include_in_layout = False


def _axes(made: Any, part: Chart) -> None:
    scale = scale_of(part.series)
    values, labels = made.value_axis, made.category_axis
    values.minimum_scale, values.maximum_scale = scale.low, scale.high
    values.major_unit = scale.step
    values.tick_labels.number_format = "#,##0.##########" if scale.step % 1 else "#,##0"
    values.tick_labels.number_format_is_linked = False
    values.major_gridlines.format.line.color.rgb = rgb(RULE)
    values.format.line.fill.background()
    labels.format.line.color.rgb = rgb(RULE)
    labels.has_major_gridlines = False
    every = -(-len(part.series.labels) // LABELS)
    _skipping(labels._element, max(1, every))


def _skipping(axis: Any, every: int) -> None:
    """Only some labels below the chart, as many as have room; after what the schema puts first."""
    from lxml import etree  # noqa: PLC0415

    space = axis.nsmap["c"]
    skip = etree.Element(f"{{{space}}}tickLblSkip", val=str(every))
    last = axis.find(f"{{{space}}}noMultiLvlLbl")
    axis.append(skip) if last is None else last.addprevious(skip)


def _lines(made: Any) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE  # noqa: PLC0415
    from pptx.enum.dml import MSO_LINE  # noqa: PLC0415

    for at, each in enumerate(made.plots[0].series):
        colour = rgb(TARGET if at else VALUE)
        each.smooth = False
        each.format.line.width, each.format.line.color.rgb = emu(1.8), colour
        if at:
            each.format.line.dash_style = MSO_LINE.DASH
            each.marker.style = XL_MARKER_STYLE.NONE
            continue
        each.marker.style, each.marker.size = XL_MARKER_STYLE.CIRCLE, 5
        each.marker.format.fill.solid()
        each.marker.format.fill.fore_color.rgb = colour
        each.marker.format.line.color.rgb = colour
