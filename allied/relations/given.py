"""What stands on an answer: a value and a note for each criterion, as text in a document."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.translation import gettext as _
from msgspec import Struct

from allied.foundation.access.refusal import Refused
from allied.scorecard.formats import full_text
from allied.scorecard.values import checked
from allied.strategy.services.texts import paragraphs

from .definition import Asked, Definition
from .models import Answered

NOTE_LIMIT: Final = 1000


class Given(Struct, frozen=True):
    """What was answered to one criterion. No value: not answered."""

    value: Decimal | None = None
    note: str = ""


NOTHING: Final = Given()


def to_json(
    definition: Definition, view: str, given: Mapping[int, Given]
) -> dict[str, dict[str, str]]:
    """As it is kept: only what was asked of this side and holds anything. Refused at `value_<id>`
    or `note_<id>`."""
    kept = {}
    for asked in definition.asked_of(view):
        each = given.get(asked.id, NOTHING)
        row = {}
        if each.value is not None:
            row["value"] = f"{checked_value(asked, each.value):f}"
        if note := paragraphs(each.note, NOTE_LIMIT, f"note_{asked.id}"):
            row["note"] = note
        if row:
            kept[str(asked.id)] = row
    return kept


def from_json(kept: Mapping[str, Any]) -> dict[int, Given]:
    return {
        int(pk): Given(_decimal(row.get("value")), row.get("note", "")) for pk, row in kept.items()
    }


def values_of(kept: Mapping[str, Any]) -> dict[int, Decimal]:
    return {pk: each.value for pk, each in from_json(kept).items() if each.value is not None}


def checked_value(asked: Asked, value: Decimal) -> Decimal:
    """The number as it is kept, if this criterion can be answered by it; else Refused."""
    field = f"value_{asked.id}"
    number = checked(value, asked.number_kind, field)
    if asked.kind == Answered.SCALE and not (
        number == number.to_integral_value() and asked.lowest <= number <= asked.highest
    ):
        raise Refused(
            _("Choose a whole score from %(lowest)d to %(highest)d.")
            % {"lowest": asked.lowest, "highest": asked.highest},
            field,
        )
    return number


def shown(asked: Asked, given: Given) -> str:
    """Such as 4, 93 %, 12 days, yes; empty where nothing was answered."""
    if given.value is None:
        return ""
    unit = asked.unit if asked.kind == Answered.NUMBER else ""
    return full_text(given.value, asked.number_kind, unit)


def _decimal(text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return None
