"""The rows in which readings are typed: a measure, its last value, its target, value and note."""

# ruff: noqa: S308  only escaped words, numbers and keys of closed lists reach the markup

from collections.abc import Callable, Iterable
from functools import cached_property
from html import escape
from typing import Final, NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from allied.foundation.ui.addresses import numbered
from allied.foundation.ui.marks import icon, room_mark, status_mark

from ..formats import unit_text, value_texts
from ..forms.readings_sheet import SheetRow
from ..queries.due import DueMeasure, Whose
from .hands import by_hand_text, proposed_mark

SELECTED: Final = " selected"


class ReadingsTable:
    """Writes the rows of one page. `company` is the reader's, for the mark of its own room."""

    def __init__(self, whose: Whose, company: str) -> None:
        self.with_owner, self.company = whose == "side", company
        self.words, self.said = _words(), value_texts()
        self._measure_urls: dict[str, Callable[[int], str]] = {}

    def rows(self, items: Iterable[SheetRow]) -> SafeString:
        return mark_safe("".join(map(self._row, items)))

    def _row(self, row: SheetRow) -> str:
        due, words = row.due, self.words
        ours, is_due = "ours" if due.is_ours else "", " is-due" if due.is_due else ""
        value = self._locked_value(due) if due.is_locked else self._value(row)
        note = _locked_note(due) if due.is_locked else self._note(row)
        goal = f"{escape(self.said(due.target, due.kind, due.currency)) or '–'}"
        proposed = words.proposed if due.is_proposed else ""
        return (
            f'<tr class="{ours}{is_due}">\n'
            f'<th scope="row">{self._measure(row)}</th>\n'
            f'<td class="num r-last" data-label="{words.last}">{self._last(due)}</td>\n'
            f'<td class="num r-goal" data-label="{words.target}">{goal}{proposed}</td>\n'
            f'<td class="r-value" data-label="{words.value}">{value}</td>\n'
            f'<td class="r-note" data-label="{words.note}">{note}</td>\n</tr>'
        )

    def _measure(self, row: SheetRow) -> str:
        due, words = row.due, self.words
        ours = f" {self._ours}" if due.is_ours else ""
        illustrative = words.illustrative if due.is_illustrative else ""
        owner = f" · {escape(due.owner_name) or words.nobody}" if self.with_owner else ""
        return (
            f'<a href="{self._url(due)}" id="m-{row.key}" dir="auto">{escape(due.name)}</a>'
            f"{ours}{illustrative}\n"
            f'<p class="muted small" dir="auto">{escape(due.objective)}{owner}</p>'
        )

    def _url(self, due: DueMeasure) -> str:
        slug = due.alliance.slug
        if slug not in self._measure_urls:
            self._measure_urls[slug] = numbered("scorecard:measure", slug)
        return self._measure_urls[slug](due.measure_id)

    def _locked_value(self, due: DueMeasure) -> str:
        text = self.said(due.value, due.kind, due.currency)
        return f"{icon('lock', 14)} {escape(text) or '–'}"

    def _value(self, row: SheetRow) -> str:
        due, key = row.due, row.key
        seen = "" if row.seen is None else row.seen
        unit = escape(unit_text(due.kind, due.unit, due.currency))
        affix = f'<span class="affix" dir="auto">{unit}</span>' if unit else ""
        return (
            f'\n<input type="hidden" name="seen-{key}" value="{seen}">'
            f'<input type="hidden" name="for-{key}" value="{escape(due.period_label)}">\n'
            f'<span class="affixed">{self._control(row)}{affix}</span>\n'
            f"{self._value_fault(row)}"
        )

    def _control(self, row: SheetRow) -> str:
        key = row.key
        named = f'name="value-{key}" aria-labelledby="m-{key}"{_invalid("f", key, row.value_fault)}'
        if row.input_type == "select":
            options = "".join(
                f'<option value="{value}"{SELECTED if row.value == value else ""}>{word}</option>'
                for value, word in (("1", self.words.yes), ("0", self.words.no))
            )
            empty = '<option value=""></option>'
            return f'<select class="input" {named} data-value>{empty}{options}</select>'
        css, mode = "input", ""
        if row.input_type == "text":
            css, mode = "input num", ' inputmode="decimal"'
        return (
            f'<input class="{css}" type="{row.input_type}" {named} value="{escape(row.value)}"'
            f' maxlength="200" autocomplete="off"{mode} data-value>'
        )

    def _value_fault(self, row: SheetRow) -> str:
        theirs = ""
        if row.theirs:
            theirs = " " + escape(self.words.theirs % {"value": row.theirs})
        return _fault("f", row.key, row.value_fault, theirs)

    def _note(self, row: SheetRow) -> str:
        key = row.key
        label = escape(self.words.note_on % {"name": row.due.name})
        return (
            f'<input class="input" name="note-{key}" value="{escape(row.note)}" maxlength="2000"'
            f' aria-label="{label}"{_invalid("n", key, row.note_fault)} dir="auto">\n'
            f"{_fault('n', key, row.note_fault)}"
        )

    def _last(self, due: DueMeasure) -> str:
        last = self.said(due.last_value, due.kind, due.currency)
        if not last:
            return '<span class="muted">–</span>'
        status = f" {status_mark(due.last_status, short=True)}" if due.last_status else ""
        period = f'<span class="muted small">{escape(due.last_period)}{status}</span>'
        hand = by_hand_text(due.by_hand) if due.by_hand else ""
        return f"{escape(last)} <br>{period}{hand}"

    @cached_property
    def _ours(self) -> str:
        return room_mark(False, self.company)


def _locked_note(due: DueMeasure) -> str:
    return f'<span dir="auto">{escape(due.note)}</span>'


def _invalid(stem: str, key: str, fault: str) -> str:
    """Ties a control to the fault beside it."""
    return f' aria-invalid="true" aria-describedby="{stem}-{key}"' if fault else ""


def _fault(stem: str, key: str, fault: str, more: str = "") -> str:
    if not fault:
        return ""
    sign = icon("circle-alert", 14)
    return f'<p class="fault" id="{stem}-{key}">{sign}<span>{escape(fault)}{more}</span></p>'


class _Words(NamedTuple):
    """Words of the reader's language as they stand in the markup; two are yet to be filled."""

    last: str
    target: str
    value: str
    note: str
    note_on: str
    theirs: str
    yes: str
    no: str
    nobody: str
    illustrative: str
    proposed: str


def _words() -> _Words:
    return _Words(
        last=escape(_("Last")),
        target=escape(_("Target")),
        value=escape(_("Value")),
        note=escape(_("Note")),
        note_on=_("Note on %(name)s"),
        theirs=_("Theirs: %(value)s. Save again to correct it with yours."),
        yes=escape(_("yes")),
        no=escape(_("no")),
        nobody=escape(_("nobody")),
        illustrative=f' <span class="tag">{escape(_("illustrative"))}</span>',
        proposed=proposed_mark(),
    )
