"""The rows of a measure's history, and the marks on its chart: sixty of one, forty of the other."""

# ruff: noqa: S308  only escaped words, numbers and keys of closed lists reach the markup

from collections.abc import Iterable
from html import escape
from typing import Final, NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from allied.foundation.ui.marks import icon, status_mark, status_shape
from allied.strategy.editions import Edition, Editions

from ..chart import Mark
from ..formats import exact_text, score_text
from ..models import Measure, Reading
from ..queries.history import HistoryRow

_PLACED: Final = {True: "translate(-8 -8)", False: "translate(-5.6 -5.6) scale(.7)"}


class HistoryTable:
    """Writes the rows of one measure: corrected readings stand there struck out.

    Above the readings of a version of the map stands which one was in force when their periods
    began; nothing where none ever came in force.
    """

    def __init__(self, measure: Measure, editions: Editions) -> None:
        self.measure = measure
        self.editions = editions
        self.words = _words()

    def rows(self, items: Iterable[HistoryRow]) -> SafeString:
        written: list[str] = []
        last: Edition | str | None = "" if self.editions else None
        for item in items:
            if (edition := self.editions.on(item.reading.period_start)) != last:
                last = edition
                written.append(self._heading(edition))
            written.append(self._row(item))
        return mark_safe("".join(written))

    def _heading(self, edition: Edition | None) -> str:
        said = _("No version of the map was in force yet")
        if edition is not None:
            told = {"number": edition.number, "day": date_format(localtime(edition.since))}
            said = _("Version %(number)d of the map, in force from %(day)s") % told
            address = reverse("cockpit:version", args=[self.measure.alliance.slug, edition.pk])
            said = f'<a href="{escape(address)}">{escape(said)}</a>'
        return f'<tr class="history-map"><th scope="rowgroup" colspan="6">{said}</th></tr>\n'

    def _row(self, item: HistoryRow) -> str:
        reading, words = item.reading, self.words
        css = "" if reading.is_current else ' class="superseded"'
        lock = words.locked if item.is_locked else ""
        status = status_mark(item.status) if reading.is_current else words.corrected
        return (
            f'<tr{css}><th scope="row" class="nowrap">{escape(item.period)}{lock}</th>\n'
            f'<td class="num">{self._value(item)}</td>\n'
            f'<td class="num" data-label="{words.score}">{score_text(item.score)}</td>'
            f"<td>{status}</td>\n"
            f'<td class="history-note" dir="auto">{escape(reading.note)}{self._source(reading)}'
            f'</td><td class="muted entered">{_entered(reading)}</td></tr>\n'
        )

    def _value(self, item: HistoryRow) -> str:
        value = escape(item.value)
        if not item.reading.is_current:
            return f"<del>{value}</del>"
        exact = escape(exact_text(item.reading.value, self.measure.kind))
        return f'<span title="{exact}">{value}</span>'

    def _source(self, reading: Reading) -> str:
        """Where it differs from that of the measure, which stands beside the table."""
        if not reading.source or reading.source == self.measure.source:
            return ""
        return f'<span class="muted small">{escape(reading.source)}</span>'


def _entered(reading: Reading) -> str:
    """By whom, of which company, and when; a formula has no author."""
    author, at = reading.author, localtime(reading.entered_at)
    told = escape(date_format(at, "DATETIME_FORMAT"))
    nobody = escape(_("computed")) if getattr(reading, "computed_by_id", None) else "–"
    return (
        f'<span dir="auto">{escape(author.with_company) if author else nobody}</span><br>'
        f'<span class="nowrap"><time datetime="{at.isoformat()}" title="{told}">'
        f"{escape(date_format(at, 'SHORT_DATE_FORMAT'))}</time></span>"
    )


class MarksDrawing:
    """The marks of a chart, each with what is said of it."""

    @staticmethod
    def rows(marks: Iterable[Mark]) -> SafeString:
        return mark_safe(
            "".join(
                f'<svg class="chart-mark" x="{mark.x}%" y="{mark.y}">'
                f"<title>{escape(mark.title)}</title>"
                f'<g transform="{_PLACED[mark.is_last]}">{status_shape(mark.status)}</g></svg>'
                for mark in marks
            )
        )


class _Words(NamedTuple):
    """Words of the reader's language as they stand in the markup."""

    locked: str
    corrected: str
    score: str


def _words() -> _Words:
    locked = escape(_("locked"))
    return _Words(
        locked=f' <span title="{locked}">{icon("lock", 12)}'
        f'<span class="visually-hidden">{locked}</span></span>',
        corrected=f'<span class="muted">{escape(_("corrected"))}</span>',
        score=escape(_("Score")),
    )
