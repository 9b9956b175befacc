"""Lines of my work about measures: who owns many has as many lines; no template draws them."""

# ruff: noqa: S308  only escaped words, numbers and keys of closed lists reach the markup

from collections.abc import Callable, Iterable, Sequence
from html import escape
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.ui.addresses import numbered
from allied.foundation.ui.marks import icon, status_mark
from allied.scorecard.queries.due import DueMeasure

from .parting import Parted
from .standing import Measured


class DueLines(Struct, frozen=True):
    """What is due in one alliance."""

    alliance: Alliance
    lines: SafeString


def due_lines(rows: Sequence[DueMeasure]) -> list[DueLines]:
    """By alliance, as the rows are sorted."""
    draw = _Draw()
    last, never = _("last %(period)s"), escape(_("never read"))

    def side(row: DueMeasure) -> str:
        told = escape(last % {"period": row.last_period}) if row.last_status else never
        period = escape(row.period_label)
        return f'<span class="nowrap">{period}</span><span class="small muted">{told}</span>'

    return [
        DueLines(
            alliance,
            draw.lines(
                (draw.measure(alliance, row.measure_id, row.name, row.is_ours), row.objective,
                 side(row))
                for row in group
            ),
        )
        for alliance, group in groupby(rows, lambda row: row.alliance)
    ]  # fmt: skip


def wanting_lines(rows: Iterable[Measured]) -> SafeString:
    """Measures off track or in caution, each with its alliance and status."""
    draw = _Draw()
    return draw.lines(
        (draw.measure(row.alliance, row.id, row.name, row.is_ours), row.alliance.name,
         status_mark(row.status))
        for row in rows
    )  # fmt: skip


def parted_lines(rows: Iterable[Parted]) -> SafeString:
    """Initiatives with milestones green and a measure red, and measures without an initiative."""
    draw = _Draw()
    green = _("milestones green, %(name)s off track")
    unserved = _("off track, no initiative is to move it")

    def line(row: Parted) -> tuple[str, str, str]:
        measure, work = row.measure, row.initiative
        mark = status_mark(measure.status, short=True)
        if work is None:
            head = draw.measure(row.alliance, measure.id, measure.name, measure.is_ours)
            return head, unserved, mark
        head = draw.initiative(row.alliance, work.id, work.name, work.is_ours)
        return head, green % {"name": measure.name}, mark

    return draw.lines(map(line, rows))


class _Draw:
    def __init__(self) -> None:
        self.lock = f"{icon('lock', 14, label=_('our room'))} "
        self.urls: dict[tuple[str, str], Callable[[int], str]] = {}

    def lines(self, rows: Iterable[tuple[str, str, str]]) -> SafeString:
        """Of each its head and what stands at its side as markup, the text between as words."""
        return mark_safe(
            "".join(
                f'<li>\n<div>{head}\n<p class="muted small" dir="auto">{escape(text)}</p></div>\n'
                f'<span class="work-side">{side}</span>\n</li>'
                for head, text, side in rows
            )
        )

    def measure(self, alliance: Alliance, pk: int, name: str, is_ours: bool) -> str:
        return self._linked("scorecard:measure", alliance, pk, name, is_ours)

    def initiative(self, alliance: Alliance, pk: int, name: str, is_ours: bool) -> str:
        return self._linked("scorecard:initiative", alliance, pk, name, is_ours)

    def _linked(self, page: str, alliance: Alliance, pk: int, name: str, is_ours: bool) -> str:
        if (page, alliance.slug) not in self.urls:
            self.urls[page, alliance.slug] = numbered(page, alliance.slug)
        url = self.urls[page, alliance.slug](pk)
        return f'{self.lock if is_ours else ""}<a href="{url}" dir="auto">{escape(name)}</a>'
