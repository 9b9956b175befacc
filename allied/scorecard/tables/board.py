"""The rows of the scorecard: an objective with its wins, its measures, and its initiatives."""

# ruff: noqa: S308  only escaped words, numbers and keys of closed lists reach the markup

from collections.abc import Iterable
from functools import cached_property
from html import escape
from typing import Final, NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from allied.foundation.ui.addresses import numbered
from allied.foundation.ui.marks import (
    STATUS_WORDS,
    icon,
    room_mark,
    spark,
    status_mark,
    trend_mark,
)

from ..formats import score_text, share_text
from ..initiatives.tensions import Tensions
from ..queries.board import BoardMeasure, BoardObjective, By
from ..queries.rows import InitiativeRow, MeasureRow, NodeScore
from .hands import by_hand_text, proposed_mark

OURS: Final = ' class="ours"'


class BoardTable:
    """Writes the rows of one page. `company` is the reader's, for the mark of its own room."""

    def __init__(
        self,
        slug: str,
        by: By,
        company: str,
        *,
        may_edit: bool,
        tensions: Tensions[InitiativeRow, MeasureRow],
    ) -> None:
        self.parted = {item.initiative.id for item in tensions.green_but_red}
        self.unserved = {row.id for row in tensions.unserved}
        self.by, self.company, self.may_edit = by, company, may_edit
        self.measure_url = numbered("scorecard:measure", slug)
        self.initiative_url = numbered("scorecard:initiative", slug)
        self.add_url = reverse("scorecard:measure_add", args=[slug])
        self.map_url = reverse("cockpit:map", args=[slug])
        self.words = _words()

    def rows(self, objectives: Iterable[BoardObjective]) -> SafeString:
        """A `<tbody>` for each objective."""
        return mark_safe("".join(map(self._block, objectives)))

    def _block(self, item: BoardObjective) -> str:
        head, tail = self._objective(item), self._initiatives(item)
        if item.measures:
            first, *others = item.measures
            rows = self._row(first, head, tail) + "".join(map(self._row, others))
        else:
            rows = f"<tr>\n{head}{self._no_measure(item)}{tail}</tr>"
        ours = " ours" if item.is_ours else ""
        return f'<tbody class="b-block{ours}">\n{rows}</tbody>'

    def _row(self, item: BoardMeasure, head: str = "", tail: str = "") -> str:
        """A measure; the first of an objective stands beside what spans them all."""
        row, words = item.row, self.words
        ours = OURS if row.is_ours else ""
        title = f' title="{escape(row.period)}"' if row.period else ""
        by_hand = _by_hand(row) if row.status_by_hand else ""
        alone = self._tension(words.unserved) if row.id in self.unserved else ""
        proposed = words.proposed if row.is_proposed else ""
        return (
            f"<tr{ours}>\n{head}"
            f'<td class="b-measure">{self._name(item)}</td>\n'
            f'<td class="num" data-label="{words.baseline}">{escape(item.baseline)}</td>\n'
            f'<td class="num" data-label="{words.target}">{escape(item.target)}{proposed}</td>\n'
            f'<td class="num b-actual" data-label="{words.actual}"{title}>'
            f"{escape(item.actual) or '–'}</td>\n"
            f'<td class="b-status">{status_mark(row.status)}{by_hand}{alone}</td>\n'
            f'<td class="b-course">{trend_mark(row.trend, row.better)}'
            f"{spark(row.spark, row.target)}</td>\n{tail}</tr>"
        )

    def _name(self, item: BoardMeasure) -> str:
        row, words = item.row, self.words
        name = f'<a href="{self.measure_url(row.id)}" dir="auto">{escape(row.name)}</a>'
        if item.unit:
            name += f' <span class="unit">{escape(item.unit)}</span>'
        if row.is_leading:
            name += words.leading
        if row.is_illustrative:
            name += words.illustrative
        if row.is_ours:
            name += f" {self._ours}"
        return name

    def _objective(self, item: BoardObjective) -> str:
        ours = self._ours if item.is_ours else ""
        draft = self.words.draft
        wins = "".join(
            f'<p{OURS if win.is_ours else ""} dir="auto"><span class="muted small">'
            f"{escape(win.company)}</span> {escape(win.text)}{draft if win.is_ours else ''}</p>"
            for win in item.wins
        )
        return (
            f'<th scope="rowgroup" rowspan="{item.rows}" class="b-objective">'
            f'<a href="{self.map_url}?objective={item.id}" dir="auto">{escape(item.title)}</a>\n'
            f'<p class="b-node">{self._score(item.score)}</p>\n'
            f'<p class="muted small" dir="auto">{self._elsewhere(item)}</p>{ours}</th>\n'
            f'<td rowspan="{item.rows}" class="b-wins">{wins}</td>\n'
        )

    def _score(self, node: NodeScore) -> str:
        mark = status_mark(node.status, short=True)
        if node.score is None:
            return mark
        coverage = ""
        if node.coverage < 1:
            told = escape(self.words.coverage % {"share": share_text(node.coverage)})
            coverage = f' <span class="muted small">{told}</span>'
        return (
            f'{mark} <span class="num">{score_text(node.score)}</span>'
            f"{trend_mark(node.trend, node.better)}{coverage}"
        )

    def _elsewhere(self, item: BoardObjective) -> str:
        """The perspective on the page by theme, the theme on the page by perspective."""
        if self.by == "theme":
            return escape(item.perspective)
        dot = f'<span class="theme-{item.colour}"><span class="theme-dot"></span></span>'
        return f"{dot} {escape(item.theme)}"

    def _initiatives(self, item: BoardObjective) -> str:
        shown = "".join(map(self._initiative, item.initiatives))
        return f'<td rowspan="{item.rows}" class="b-initiatives">{shown}</td>\n'

    def _initiative(self, item: InitiativeRow) -> str:
        done = f" {item.progress.done}/{item.progress.total}" if item.progress.total else ""
        parted = self._tension(self.words.parted) if item.id in self.parted else ""
        return (
            f"<div{OURS if item.is_ours else ''}>"
            f'<a href="{self.initiative_url(item.id)}" dir="auto">{escape(item.name)}</a> '
            f'<span class="muted small nowrap">{escape(item.state_label)}{done}</span>'
            f"{parted}</div>"
        )

    @staticmethod
    def _tension(said: str) -> str:
        return f'<p class="tension small">{said}</p>'

    def _no_measure(self, item: BoardObjective) -> str:
        said = self.words.no_measure
        if self.may_edit:
            said = f'<a href="{self.add_url}?objective={item.id}">{self.words.add_measure}</a>'
        return f'<td colspan="6" class="muted b-none">{said}</td>\n'

    @cached_property
    def _ours(self) -> str:
        return room_mark(False, self.company)


def _by_hand(row: MeasureRow) -> str:
    """Who looks at the status sees why people differ from the rule, and what the rule says."""
    return by_hand_text(row.by_hand_reason, str(STATUS_WORDS[row.computed_status]))


class _Words(NamedTuple):
    """Words of the reader's language as they stand in the markup."""

    baseline: str
    target: str
    actual: str
    coverage: str
    leading: str
    illustrative: str
    proposed: str
    draft: str
    no_measure: str
    add_measure: str
    parted: str
    unserved: str


def _words() -> _Words:
    return _Words(
        baseline=escape(_("Baseline")),
        target=escape(_("Target")),
        actual=escape(_("Actual")),
        coverage=_("coverage %(share)s"),
        leading=f' <span class="tag">{escape(_("leading"))}</span>',
        illustrative=_sign("illustrative", _("illustrative"), "flask-conical"),
        proposed=proposed_mark(),
        draft=f' <span class="tag">{icon("lock", 12)}{escape(_("draft"))}</span>',
        no_measure=escape(_("No measure yet")),
        add_measure=escape(_("Add its first measure")),
        parted=escape(_("milestones green, measure red")),
        unserved=escape(_("no initiative")),
    )


def _sign(css: str, text: str, name: str) -> str:
    """A small picture with its words for the ear and for the pointer."""
    said = escape(text)
    return (
        f' <span class="{css}" title="{said}">{icon(name, 12)}'
        f'<span class="visually-hidden">{said}</span></span>'
    )
