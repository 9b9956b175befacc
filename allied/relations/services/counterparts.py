"""Writes of counterparts, one by one or many at once."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.pure.periods import FIRST_YEAR, LAST_YEAR
from allied.scorecard.services.owners import check_owner_in
from allied.strategy.services.texts import key, one_line

from ..models import Counterpart, Round, Sheet, Template
from ..quarters import quarter_of
from .trail import trace_on

MOST_COUNTERPARTS: Final = 1000
FIELDS: Final = (
    "name", "kind", "owner", "contact", "email", "active_from", "active_until", "is_illustrative",
)  # fmt: skip


@transaction.atomic
def add_counterpart(*, by: Actor, template: Template, **fields: Any) -> Counterpart:
    """Add one. Where it is active in the quarter of the open round, it has a sheet there too."""
    return add_counterparts(by=by, template=template, rows=[fields])[0]


@transaction.atomic
def add_counterparts(
    *, by: Actor, template: Template, rows: Sequence[Mapping[str, Any]]
) -> list[Counterpart]:
    """Add all or, where one is at fault, none. The refusal of many names the line."""
    demand(by, "relations.keep", template.alliance)
    Template._base_manager.select_for_update().get(pk=template.pk)
    names = {key(name) for name in _names(template)}
    if len(names) + len(rows) > MOST_COUNTERPARTS:
        raise Refused(_("A template has at most 1,000 counterparts."), "name")
    made = []
    for number, fields in enumerate(rows, start=1):
        try:
            row = _filled(Counterpart(template=template), fields, names)
        except Refused as refused:
            if len(rows) == 1:
                raise
            said = _("Line %(line)d: %(why)s") % {"line": number, "why": refused}
            raise Refused(said, "lines") from refused
        names.add(key(row.name))
        made.append(row)
    for row in made:
        row.save()
        trace_on("add_counterpart", by, row)
    _take_in(template, made)
    return made


@transaction.atomic
def edit_counterpart(*, by: Actor, counterpart: Counterpart, version: int, **fields: Any) -> None:
    """Change what is known of it. Its sheets stay where they are."""
    template = counterpart.template
    demand(by, "relations.keep", template.alliance)
    names = {key(name) for name in _names(template, but=counterpart.pk)}
    kept_owner = counterpart.owner_id
    _filled(counterpart, fields, names, kept_owner=kept_owner)
    counterpart.save_over(version, [_column(name) for name in fields])
    _take_in(template, [counterpart])
    trace_on("edit_counterpart", by, counterpart)


@transaction.atomic
def remove_counterpart(*, by: Actor, counterpart: Counterpart) -> None:
    """Refused once it was in a round: then it ends by a date, and its record stays."""
    demand(by, "relations.keep", counterpart.template.alliance)
    if Sheet.objects.filter(counterpart=counterpart).exists():
        raise Refused(
            _("It has been in a round, and its record stays. Say until which day it is active.")
        )
    trace_on("remove_counterpart", by, counterpart)
    counterpart.delete()


def is_active_in(counterpart: Counterpart, period_start: date) -> bool:
    """Whether it is active on any day of the quarter."""
    quarter = quarter_of(period_start)
    begins, ends = counterpart.active_from, counterpart.active_until
    return (begins is None or begins <= quarter.end) and (ends is None or ends >= quarter.start)


def _take_in(template: Template, counterparts: Sequence[Counterpart]) -> None:
    """A sheet in the open round for each that is active in its quarter and has none."""
    open_round = Round.objects.filter(template=template, closed_at__isnull=True).first()
    if open_round is None:
        return
    for each in counterparts:
        if is_active_in(each, open_round.period_start):
            Sheet.objects.get_or_create(round=open_round, counterpart=each)


def _names(template: Template, but: int | None = None) -> list[str]:
    rows = Counterpart.objects.filter(template=template).exclude(pk=but or 0)
    return list(rows.values_list("name", flat=True))


def _column(name: str) -> str:
    return "owner_id" if name == "owner" else name


def _filled(
    row: Counterpart, fields: Mapping[str, Any], names: set[str], kept_owner: int | None = None
) -> Counterpart:
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise TypeError(f"no such fields: {sorted(unknown)}")
    for name, value in fields.items():
        setattr(row, name, value)
    row.name = one_line(row.name, 140, "name", required=True)
    if key(row.name) in names:
        raise Refused(_("There is a counterpart “%(name)s” already.") % {"name": row.name}, "name")
    row.kind = one_line(row.kind, 60, "kind")
    row.contact = one_line(row.contact, 120, "contact")
    row.email = checked_address(row.email) if row.email else ""
    if row.owner_id != kept_owner or kept_owner is None:
        check_owner_in(row.template.alliance, row.template.room, row.owner)
    _check_days(row)
    return row


def checked_address(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as fault:
        raise Refused(_("This is no e-mail address."), "email") from fault
    if len(email) > 254:
        raise Refused(_("This is no e-mail address."), "email")
    return email


def _check_days(row: Counterpart) -> None:
    for name in ("active_from", "active_until"):
        day = getattr(row, name)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Refused(_("Enter a date between 1900 and 2200."), name)
    if row.active_from and row.active_until and row.active_until < row.active_from:
        raise Refused(_("The last day must not be before the first."), "active_until")
