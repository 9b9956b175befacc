"""Readings as they are sent, turned into what the service records; every fault by its place."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import allowed
from allied.foundation.access.refusal import Refused
from allied.pure.periods import Period, PeriodError, parse_period
from allied.scorecard.models import Kind, Measure
from allied.scorecard.services import UNCHECKED, Entry

from .body import text_of, whole
from .faults import Problem, fault
from .queries import measures_to_record

MOST: Final = 1000
"""Readings in one request."""
FIELDS: Final = frozenset({"measure", "period", "value", "note", "source", "seen"})
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
NEEDED: Final = ("measure", "period", "value")


def entries_of(body: Any, alliance: Alliance, actor: Actor) -> list[Entry]:
    """What to record. Problem 422 with all faults; 403 where a measure is not the actor's."""
    rows = _rows(body)
    wanted = {pk for row in rows if isinstance(row, dict) and (pk := whole(row.get("measure")))}
    measures = measures_to_record(actor, alliance, wanted)
    entries, faults = [], []
    for place, row in enumerate(rows):
        try:
            entries.append(_entry(row, alliance, measures))
        except Refused as refused:
            faults.append(fault(refused.field or "value", refused.message, place))
    if faults:
        raise Problem(422, _("Nothing was saved: see the faults."), faults)
    _only_own(entries, alliance, actor)
    return entries


def _rows(body: Any) -> list[Any]:
    rows = body.get("readings") if isinstance(body, dict) and set(body) == {"readings"} else None
    if not isinstance(rows, list):
        raise Problem(422, _('Send an object with one list: {"readings": […]}.'))
    if not rows:
        raise Problem(422, _("The list of readings is empty."))
    if len(rows) > MOST:
        raise Problem(
            422, _("At most %(most)d readings at once; these are %(count)d.")
            % {"most": MOST, "count": len(rows)},
        )  # fmt: skip
    return rows


def _entry(row: Any, alliance: Alliance, measures: Mapping[int, Measure]) -> Entry:
    if not isinstance(row, dict):
        raise Refused(_("A reading is an object with measure, period and value."), "measure")
    for name in row:
        if name not in FIELDS:
            raise Refused(_("There is no such field."), str(text_of(name) or "?")[:40])
    for name in NEEDED:
        if row.get(name) is None:
            raise Refused(_("This field is required."), name)
    measure = measures.get(whole(row["measure"]) or 0)
    if measure is None:
        raise Refused(_("There is no such measure in this alliance."), "measure")
    return Entry(
        measure=measure,
        period=_period(row["period"], alliance),
        value=_value(row["value"], measure.kind),
        note=_text(row, "note"),
        source=_text(row, "source"),
        seen=_seen(row),
    )


def _period(value: Any, alliance: Alliance) -> Period:
    try:
        return parse_period(str(text_of(value) or "")[:20], alliance.fiscal_start_month)
    except PeriodError:
        raise Refused(
            _("Write the period as 2022-03, 2022-Q1, 2022-H1 or 2022."), "period"
        ) from None


def _value(value: Any, kind: str) -> Decimal | int:
    """The number that is stored; the service looks at its size."""
    if kind == Kind.YES_NO:
        if isinstance(value, bool):
            return int(value)
        raise Refused(_("Send true or false."), "value")
    if kind == Kind.DATE:
        return _ordinal(value)
    if not isinstance(value, Decimal):
        raise Refused(_("Send a number, without quotation marks."), "value")
    return value


def _ordinal(value: Any) -> int:
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value).toordinal()
    except ValueError:
        pass
    raise Refused(_('Send a date, such as "2022-03-31".'), "value")


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    text = "" if value is None else text_of(value)
    if text is None:
        raise Refused(_("Send a text."), name)
    return text


def _seen(row: Mapping[str, Any]) -> Any:
    """The id of the reading that the sender replaces, null for none; not sent: not compared."""
    if "seen" not in row:
        return UNCHECKED
    seen = whole(row["seen"])
    if row["seen"] is not None and seen is None:
        raise Refused(_("Send the id of the reading you saw, or null."), "seen")
    return seen


def _only_own(entries: list[Entry], alliance: Alliance, actor: Actor) -> None:
    message = _("You may not enter readings of this measure.")
    faults = [
        fault("measure", message, place)
        for place, entry in enumerate(entries)
        if not allowed(actor, "scorecard.enter_readings", alliance, entry.measure)
    ]
    if faults:
        raise Problem(403, _("Nothing was saved: see the faults."), faults)
