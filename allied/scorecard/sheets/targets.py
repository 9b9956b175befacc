"""Targets along time: which a sheet adds, and whether readings can be judged by them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from allied.foundation.access.refusal import Refused
from allied.pure.periods import Frequency, Period, period_containing
from allied.pure.scoring import ScoringRefusal, check_yardstick, time_elapsed

from ..formats import PERCENT_KINDS
from ..models import Kind, Target
from ..values import checked, exact
from ..yardsticks import in_force, yardstick_of
from .cells import Clear, NotExpected, Share
from .columns import TARGET_COLUMNS
from .drafts import Draft
from .faults import Faults
from .known import Known, Version
from .numbers import plain
from .rows import Row
from .words import WORDS, written

HEAVIEST: Final = Decimal(1_000_000)
_DATES: Final = ("baseline_on", "target_on")
_TARGET: Final = frozenset(TARGET_COLUMNS)
NOTHING: Final[Mapping[str, Any]] = {
    name: Decimal(1) if name == "weight" else None for name in TARGET_COLUMNS
}
_JUDGED: Final = frozenset({"preset", "direction", "capped", "on_track_from", "caution_from"})


class _Unfit(Exception):
    """A value that a target cannot have: the column and a translated sentence."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


class Timeline:
    """The targets of one measure by the day they are valid from, with those the sheet adds."""

    def __init__(
        self,
        known: Known,
        draft: Draft,
        terms: Mapping[str, Any],
        faults: Faults,
        locked: Mapping[int, list[date]],
    ) -> None:
        self.known = known
        self.draft = draft
        self.terms = terms
        self.faults = faults
        pk = draft.known.pk if draft.known else 0
        self.versions = list(known.timelines.get(pk, ()))
        self.locked = locked.get(pk, ())
        self.superseded: list[int] = []
        self._checked: dict[tuple[Any, ...], _Unfit | None] = {}
        self._kept: dict[tuple[str, Any], Any] = {}
        self._refused = False

    @property
    def made(self) -> list[Version]:
        return [version for version in self.versions if version.pk is None]

    def follow(self, dated: list[tuple[Period | None, Row]]) -> None:
        """Add what the rows say, in the order of time."""
        first = min((period.start for period, _row in dated if period), default=None)
        for period, row in dated:
            said = row.about(_TARGET)
            if not said:
                continue
            day = period.start if period else self._day_without_period(first)
            try:
                self._say(day, row, self._overlaid(day, said))
            except _Unfit as unfit:
                self._refused = True
                self._fault(row, unfit)

    def examine(self, row: Row) -> None:
        """Tell the faults of a row that says nothing in the end, as its period is at fault."""
        said = row.about(_TARGET)
        if not said:
            return
        try:
            self._check(self._overlaid(date.max, said))
        except _Unfit as unfit:
            self._fault(row, unfit)

    def _day_without_period(self, first: date | None) -> date:
        """Without a period: of a new measure from its start, of a known one from now."""
        if first is not None and self.draft.known is None:
            return first
        month = self.known.alliance.fiscal_start_month
        frequency = Frequency(self.terms["frequency"])
        return period_containing(self.known.today, frequency, month).start

    def _overlaid(self, day: date, said: Mapping[str, Any]) -> dict[str, Any]:
        before = in_force(self.versions, day)
        values = dict(before.values if before else NOTHING)
        for column, value in said.items():
            if (column, value) not in self._kept:
                self._kept[column, value] = self._checked_value(column, value)
            values[column] = self._kept[column, value]
        return values

    def _checked_value(self, column: str, value: Any) -> Any:
        """The value as the target keeps it."""
        if isinstance(value, Clear):
            return NOTHING[column]
        if column in _DATES:
            return value
        if column == "weight":
            return _weight(value)
        try:
            if column == "margin":
                return exact(value_of(value, Kind.NUMBER), column)
            return checked(value_of(value, self.terms["kind"]), self.terms["kind"], column)
        except (NotExpected, Refused) as fault:
            raise _Unfit(column, str(fault)) from fault

    def _say(self, day: date, row: Row, values: dict[str, Any]) -> None:
        before = in_force(self.versions, day)
        if values == (before.values if before else NOTHING):
            return
        self._check(values)
        self._refuse_locked(day, row)
        for version in self.versions:
            if version.valid_from == day and version.pk is not None:
                self.superseded.append(version.pk)
        kept = [version for version in self.versions if version.valid_from != day]
        self.versions = sorted([*kept, Version(day, values)], key=lambda item: item.valid_from)

    def _check(self, values: Mapping[str, Any]) -> None:
        """_Unfit where readings cannot be judged by these values. Asked once for equal ones."""
        key = tuple(values.values())
        if key not in self._checked:
            refusal = self._refusal(values)
            self._checked[key] = None
            if refusal is not None:
                self._checked[key] = _Unfit(refusal.field or "target", refusal.sentence(_))
        if (unfit := self._checked[key]) is not None:
            raise _Unfit(unfit.column, str(unfit))

    def _refusal(self, values: Mapping[str, Any]) -> ScoringRefusal | None:
        try:
            check_yardstick(yardstick_of(self.terms, _values(values)))
            if values["baseline_on"] and values["target_on"]:
                time_elapsed(values["baseline_on"], values["target_on"], values["target_on"])
        except ScoringRefusal as refusal:
            return refusal
        return None

    def check_terms(self, changes: Mapping[str, Any]) -> None:
        """How the measure is judged must fit the target it had, or stand without one."""
        if self._refused or (self.draft.known and not _JUDGED & set(changes)):
            return
        if self.versions and self.versions[-1].pk is None:
            return  # checked when it was made
        refusal = self._refusal(self.versions[-1].values if self.versions else NOTHING)
        if refusal is None or (not self.versions and refusal.code == "missing"):
            return
        column = next((name for name in changes if name in _JUDGED), refusal.field or "preset")
        self._fault(self.draft.row_of(column), _Unfit(column, refusal.sentence(_)))

    def _refuse_locked(self, day: date, row: Row) -> None:
        """A closed period is not judged anew."""
        first = not self.versions or day <= self.versions[0].valid_from
        until = min((v.valid_from for v in self.versions if v.valid_from > day), default=date.max)
        if any((first or start >= day) and start < until for start in self.locked):
            raise _Unfit(
                next(iter(row.about(_TARGET))),
                _("this would change scores of a locked period. It can be reopened by %(people)s.")
                % {"people": self.known.who_can_open()},
            )

    def yardstick_terms(self, version: Version | None) -> tuple[Mapping[str, Any], dict[str, Any]]:
        """What `yardstick_of` takes for readings judged by this version."""
        return self.terms, _values(version.values) if version else {}

    def _fault(self, row: Row, unfit: _Unfit) -> None:
        said = row.get(unfit.column)
        shown = written(unfit.column, said) if unfit.column in WORDS and said else said
        self.faults.add(row.number, unfit.column, shown_said(shown), str(unfit))


def shown_said(said: Any) -> str:
    """What a cell said, as a fault shows it."""
    if said is None:
        return ""
    if isinstance(said, Clear):
        return "none"
    if isinstance(said, bool):
        return "yes" if said else "no"
    if isinstance(said, Share):
        return f"{plain(said.value)} %"
    return plain(said) if isinstance(said, Decimal) else str(said)


def value_of(said: Any, kind: str) -> Decimal | int:
    """What a cell says, as a value of this kind: dates count as days, yes as 1.

    NotExpected where a date or a yes stands in the column of a number, and the other way round.
    """
    if kind == Kind.DATE:
        if not isinstance(said, date):
            raise NotExpected(_("a date is expected, such as 2022-01-31."))
        return said.toordinal()
    if isinstance(said, Share):
        if kind not in PERCENT_KINDS:
            raise NotExpected(_("the cell is in percent, and the unit of the measure is not %."))
        return said.value
    if isinstance(said, date):
        raise NotExpected(_("a number is expected, and the cell holds a date."))
    if isinstance(said, bool):
        if kind != Kind.YES_NO:
            raise NotExpected(_("a number is expected, not yes or no."))
        return int(said)
    return said


def _weight(value: Any) -> Decimal:
    if not isinstance(value, Decimal) or not 0 <= value < HEAVIEST:
        raise _Unfit("weight", _("a weight is a number that is not below zero."))
    if value != round(value, 3):
        raise _Unfit("weight", _("a weight has at most three decimals."))
    return value


def _values(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in Target.VALUES}
