"""Reads of the map page: the map with its scores, as the drawing and as a table."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from allied.agreement.compare import Comparison
from allied.agreement.queries import Beside, differing, lines_with_versions
from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.ui.marks import status_mark, trend_mark
from allied.scorecard.formats import score_text
from allied.scorecard.queries import NodeScore, Scorecard, scorecard_of
from allied.strategy.queries import MapData, map_of

from .boxes import geometry_for
from .drawing import draw
from .drawn import BandFace, Drawing, Face
from .faces import face_of
from .layouts import layout_of
from .trace import Standing, Trace, trace, weakness

NAMED = 3  # objectives off track that the head of the page names


class Named(Struct, frozen=True):
    """An objective by id and title."""

    id: int
    title: str


class LegendEntry(Struct, frozen=True):
    """A theme with its colour and how it stands."""

    name: str
    colour: int
    status: str
    statement: str


class Row(Struct, frozen=True):
    """One objective of the table; its cells are put together in Python, as boxes are."""

    classes: str
    cells: SafeString


class BandRows(Struct, frozen=True):
    """The objectives of one perspective, as they stand from left to right."""

    id: int
    name: str
    question: str
    status: str
    rows: list[Row]


class Weak(Struct, frozen=True):
    """An objective named as the weakest of a chain."""

    id: int
    title: str
    status: str
    score: str


class Told(Struct, frozen=True):
    """A trace in words. `is_sound`: even the weakest is on track."""

    chosen: Named
    sentence: str
    weakest: list[Weak]
    is_sound: bool
    silent: str


class MapPage(Struct, frozen=True):
    """All that the page shows of the map."""

    answer: str
    off_track: list[Named]
    mission: str
    values_line: str
    drawing: Drawing | None
    legend: list[LegendEntry]
    bands: list[BandRows]
    count: int
    told: Told | None
    data: MapData
    beside: Beside
    differing: Comparison | None


def map_page(
    alliance: Alliance, actor: Actor, chosen: int | None = None, *, editing: bool = False
) -> MapPage:
    """The page of a map. `chosen`: the objective whose chain is lit; an unknown one is ignored.

    `editing`: each link is told once, with its effect, as the page holds the editor besides.
    """
    lines, beside = lines_with_versions(alliance, actor)
    data = map_of(alliance, actor, with_undo=False, with_people=False, lines=lines)
    scores = scorecard_of(alliance, actor, nodes=data)
    faces = [face_of(row, data, scores) for row in data.objectives]
    known = {row.pk for row in data.objectives}
    lit = traced(data, chosen) if chosen in known and chosen is not None else None
    drawing = _drawing(data, scores, faces, lit) if data.perspectives else None
    return MapPage(
        answer=answer([face.status for face in faces]),
        off_track=_off_track(faces),
        mission=data.strategy_map.mission,
        values_line=data.strategy_map.values_line,
        drawing=drawing,
        legend=[
            LegendEntry(row.name, row.colour, scores.themes[row.pk].status, row.statement)
            for row in data.themes
        ],
        bands=_bands(data, scores, faces, drawing, with_effects=not editing),
        count=len(faces),
        told=told(lit, data, scores) if lit else None,
        data=data,
        beside=beside,
        differing=differing(beside, alliance, actor, data),
    )


def traced(data: MapData, chosen: int) -> Trace:
    return trace(chosen, [(link.cause_id, link.effect_id) for link in data.links])


def answer(statuses: Sequence[str]) -> str:
    """The head of the page in a sentence or two: what needs attention."""
    total, count = len(statuses), Counter(statuses)
    if not total:
        return _("Nothing is on the map yet.")
    silent, old = count["no_data"], count["stale"]
    if silent == total:
        return ngettext(
            "The one objective has no data yet.", "None of the %(total)d objectives has data yet.",
            total,
        ) % {"total": total}  # fmt: skip
    sentences = [_judged(total, count)] if silent + old < total else []
    if silent:
        sentences.append(
            ngettext("%(count)d has no data.", "%(count)d have no data.", silent)
            % {"count": silent}
        )
    if old:
        sentences.append(
            ngettext("%(count)d has old data only.", "%(count)d have old data only.", old)
            % {"count": old}
        )
    return " ".join(sentences)


def _judged(total: int, count: Counter[str]) -> str:
    """The first sentence: how many are off track or need caution, or else are well."""
    off, caution, good = count["off_track"], count["caution"], count["on_track"] + count["exceeds"]
    if off:
        said = ngettext(
            "%(off)d of %(total)d objectives is off track.",
            "%(off)d of %(total)d objectives are off track.",
            off,
        ) % {"off": off, "total": total}
        more = ngettext("%(count)d needs caution.", "%(count)d need caution.", caution)
        return f"{said} {more % {'count': caution}}" if caution else said
    if caution:
        return ngettext(
            "%(count)d of %(total)d objectives needs caution; none is off track.",
            "%(count)d of %(total)d objectives need caution; none is off track.",
            caution,
        ) % {"count": caution, "total": total}
    return ngettext(
        "The one objective with data is on track.",
        "All %(count)d objectives with data are on track.",
        good,
    ) % {"count": good}


def _off_track(faces: Sequence[Face]) -> list[Named]:
    found = [Named(face.id, face.title) for face in faces if face.status == "off_track"]
    return found if len(found) <= NAMED else []


def _drawing(data: MapData, scores: Scorecard, faces: Sequence[Face], lit: Trace | None) -> Drawing:
    bands = [
        BandFace(row.pk, row.name, scores.perspectives[row.pk].status)
        for row in reversed(data.perspectives)
    ]
    link_ids = {(link.cause_id, link.effect_id): link.pk for link in data.links}
    layout = layout_of(data, geometry_for(faces))
    return draw(layout, faces, bands, link_ids=link_ids, trace=lit)


def _bands(
    data: MapData,
    scores: Scorecard,
    faces: Sequence[Face],
    drawing: Drawing | None,
    *,
    with_effects: bool,
) -> list[BandRows]:
    """From the top band down, in the order in which the boxes stand."""
    titles = {face.id: face.title for face in faces}
    causes: dict[int, list[str]] = defaultdict(list)
    effects: dict[int, list[str]] = defaultdict(list)
    for link in data.links:
        causes[link.effect_id].append(titles[link.cause_id])
        effects[link.cause_id].append(titles[link.effect_id])
    by_id = {face.id: face for face in faces}
    band_of = {row.pk: row.perspective_id for row in data.objectives}
    found: dict[int, list[Row]] = defaultdict(list)
    for pk in (int(box.id) for box in (drawing.boxes if drawing else ())):
        led_to = effects[pk] if with_effects else None
        found[band_of[pk]].append(_row(by_id[pk], causes[pk], led_to))
    return [
        BandRows(row.pk, row.name, row.question, scores.perspectives[row.pk].status, found[row.pk])
        for row in reversed(data.perspectives)
    ]


_CELLS = (
    '<th role="rowheader" scope="row"><a href="?objective={0:d}" data-choose dir="auto">'
    '{1}</a></th><td role="cell" class="of-theme" dir="auto"><span class="theme-dot"></span>{2}'
    '</td><td role="cell" class="of-status">{3} {4}</td>{5}{6}'
    '<td role="cell" class="of-wins">{7}</td>'
)


def _chain(titles: list[str]) -> str:
    return f'<td role="cell" class="of-chain" dir="auto">{escape("; ".join(titles))}</td>'


def _row(face: Face, causes: list[str], effects: list[str] | None) -> Row:
    wins = "".join(
        f'<span dir="auto"><b>{escape(win.partner)}</b> {escape(win.text)}</span>'
        for win in face.wins
    )
    cells = _CELLS.format(
        face.id, escape(face.title), escape(face.theme_name), status_mark(face.status),
        trend_mark(face.trend, face.better), _chain(causes),
        "" if effects is None else _chain(effects), wins,
    )  # fmt: skip
    return Row(f"theme-{face.theme:d}", mark_safe(cells))  # noqa: S308  all of it escaped


def told(lit: Trace, data: MapData, scores: Scorecard) -> Told:
    """A trace in words: how long the chain is, and where it is weak."""
    titles = {row.pk: row.title for row in data.objectives}
    standings = {
        pk: Standing(scores.objectives[pk].score, scores.objectives[pk].status)
        for pk in lit.chain
        if pk in scores.objectives
    }
    found = weakness(lit.chain, standings)
    return Told(
        Named(lit.start, titles[lit.start]),
        _extent(len(lit.causes), len(lit.effects)),
        [_weak(pk, titles[pk], scores.objectives[pk]) for pk in found.weakest],
        found.sound,
        _silent(len(found.without_data)),
    )


def _extent(causes: int, effects: int) -> str:
    if not causes and not effects:
        return _("No link leads to it or away from it.")
    before = ngettext("%(n)d cause", "%(n)d causes", causes) % {"n": causes}
    after = ngettext("%(n)d effect", "%(n)d effects", effects) % {"n": effects}
    return _("%(causes)s and %(effects)s, direct and indirect.") % {
        "causes": before, "effects": after,
    }  # fmt: skip


def _weak(pk: int, title: str, score: NodeScore) -> Weak:
    return Weak(pk, title, score.status, score_text(score.score))


def _silent(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)d of the chain has no data.", "%(count)d of the chain have no data.", count
    ) % {"count": count}
