"""What the rows say of a measure, checked and completed by what is known of it."""

from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from allied.pure.money import MoneyError, check_currency
from allied.pure.periods import PeriodError, parse_period

from ..models import Kind, Measure, Preset
from .cells import Clear
from .columns import BY_NAME, MEASURE_COLUMNS, Holds, field_of
from .drafts import Draft
from .faults import Faults
from .known import Known, has_readings
from .texts import many_lines, one_line, presentable
from .words import written

NEAR: Final = 1e-9
_CLEARED: Final = {"owner": None, "tolerance_days": None}
_SHARES: Final = ("on_track_from", "caution_from")
_PRESET_OF: Final = {"at_least": "threshold", "at_most": "threshold", "on_target": "on_target"}
_KEPT_BY_READINGS: Final = ("frequency", "kind")


def default_terms() -> dict[str, Any]:
    """What a new measure is where the sheet says nothing, by column."""
    blank = Measure()
    return {column: getattr(blank, field_of(column)) for column in MEASURE_COLUMNS}


def terms_of(draft: Draft, known: Known, faults: Faults) -> dict[str, Any]:
    """All columns of the measure as they will be. What cannot be is a fault."""
    terms = dict(draft.known.values) if draft.known else default_terms()
    said = {column: _plain(draft, column, value, faults) for column, value in draft.said.items()}
    said = {column: value for column, value in said.items() if value is not _SKIP}
    if "owner" in said:
        _find_owner(draft, said, terms, known, faults)
    terms.update(said)
    if draft.known is None:
        _complete(draft, said, terms, faults)
    _check_kind(draft, said, terms, known, faults)
    _check_kept_by_readings(draft, terms, faults)
    if terms["caution_from"] > terms["on_track_from"]:
        column = "caution_from" if "caution_from" in said else "on_track_from"
        _fault(
            draft, faults, column, draft.said.get(column),
            _("caution must begin at or below on track."),
        )  # fmt: skip
    return terms


_SKIP: Final = object()


def _plain(draft: Draft, column: str, value: Any, faults: Faults) -> Any:
    """The value as the measure keeps it; _SKIP where it is none."""
    if isinstance(value, Clear):
        return _CLEARED.get(column, "")
    if column in _SHARES:
        return _share(draft, column, value, faults)
    if column == "tolerance_days":
        return _days(draft, column, value, faults)
    return _as_stored(draft, column, value)


def _as_stored(draft: Draft, column: str, value: Any) -> Any:
    """The stored text where the sheet says the same, however it is spaced."""
    if draft.known is None or not isinstance(value, str):
        return value
    stored = draft.known.values[column]
    tidy = one_line if BY_NAME[column].holds is Holds.LINE else many_lines
    return stored if isinstance(stored, str) and tidy(presentable(stored)) == value else value


def _share(draft: Draft, column: str, value: Any, faults: Faults) -> Any:
    if not isinstance(value, Decimal) or not 0 <= value <= 1:
        _fault(draft, faults, column, value, _("a number between 0 and 1 is expected."))
        return _SKIP
    stored = draft.known.values[column] if draft.known else None
    # Ten decimals of a stored 2/3 are that 2/3.
    near = stored is not None and abs(stored - float(value)) < NEAR
    return stored if near else float(value)


def _days(draft: Draft, column: str, value: Any, faults: Faults) -> Any:
    if (
        not isinstance(value, Decimal)
        or value != value.to_integral_value()
        or not 0 <= value <= 3660
    ):
        _fault(draft, faults, column, value, _("a whole number of days, 0 to 3660, is expected."))
        return _SKIP
    return int(value)


def _find_owner(
    draft: Draft, said: dict[str, Any], terms: dict[str, Any], known: Known, faults: Faults
) -> None:
    name = said.pop("owner")
    if name is None:
        said["owner"] = None
        return
    anybody, present = known.owners(name)
    if terms["owner"] in anybody:  # stays, though perhaps a former member
        return
    if len(present) == 1:
        said["owner"] = next(iter(present))
        return
    message = (
        _("several people of the alliance have this name: write the e-mail address.")
        if present
        else _("nobody with a role on this alliance has this name or e-mail address.")
    )
    _fault(draft, faults, "owner", name, message)


def _complete(draft: Draft, said: dict[str, Any], terms: dict[str, Any], faults: Faults) -> None:
    """What follows from what a new measure's rows say."""
    if "preset" not in said:
        if terms["kind"] == Kind.YES_NO:
            terms["preset"] = Preset.YES_NO.value
        else:
            terms["preset"] = _PRESET_OF.get(terms["direction"], Preset.BASELINE_TARGET.value)
    if "direction" not in said:
        if terms["preset"] == Preset.THRESHOLD:
            faults.add(
                draft.row_of("preset").number, "direction", "",
                _("say whether the threshold is one of at least or at most."),
            )  # fmt: skip
            terms["direction"] = "at_least"
        elif terms["preset"] == Preset.ON_TARGET:
            terms["direction"] = "on_target"
    if "kind" not in said:
        terms["kind"] = usual_kind(terms)
    if "frequency" not in said:
        terms["frequency"] = _frequency_of_periods(draft) or terms["frequency"]


def usual_kind(terms: dict[str, Any]) -> str:
    """The kind of a measure whose sheet does not say it."""
    if terms["preset"] == Preset.YES_NO:
        return Kind.YES_NO.value
    if terms["currency"]:
        return Kind.MONEY.value
    return Kind.PERCENTAGE.value if terms["unit"].strip() == "%" else Kind.NUMBER.value


def _frequency_of_periods(draft: Draft) -> str | None:
    """That of the first row with a period; 2022-03 is a month."""
    for row in draft.rows:
        period = row.get("period")
        if isinstance(period, str):
            try:
                return parse_period(period).frequency.value
            except PeriodError:
                return None
    return None


def _check_kind(
    draft: Draft, said: dict[str, Any], terms: dict[str, Any], known: Known, faults: Faults
) -> None:
    if (terms["kind"] == Kind.YES_NO) != (terms["preset"] == Preset.YES_NO):
        _fault(
            draft, faults, "kind" if "kind" in said else "preset", written("kind", terms["kind"]),
            _("a measure answered by yes or no is judged by the preset yes / no, and no other is."),
        )  # fmt: skip
    if terms["kind"] != Kind.MONEY:
        if said.get("currency"):
            _fault(
                draft, faults, "currency", said["currency"],
                _("only a measure of the kind money has a currency."),
            )  # fmt: skip
        return
    terms["currency"] = (terms["currency"] or known.alliance.currency).upper()
    try:
        check_currency(terms["currency"])
    except MoneyError:
        _fault(
            draft, faults, "currency", said.get("currency"),
            _("this is no currency: three letters are expected, such as EUR."),
        )  # fmt: skip


def _check_kept_by_readings(draft: Draft, terms: dict[str, Any], faults: Faults) -> None:
    if draft.known is None:
        return
    for column in _KEPT_BY_READINGS:
        before = draft.known.values[column]
        if terms[column] != before and has_readings(draft.known.pk):
            _fault(
                draft, faults, column, written(column, terms[column]),
                _("the measure has readings as “%(before)s”: give the new one another name.")
                % {"before": written(column, before)},
            )  # fmt: skip


def _fault(draft: Draft, faults: Faults, column: str, value: object, message: str) -> None:
    faults.add(draft.row_of(column).number, column, value, message)
