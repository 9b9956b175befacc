"""The trail told in sentences."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from msgspec import Struct

from allied.foundation.access.actor import Actor

from .models import Entry
from .words import act_in_words, detail_in_words, value_in_words

LONGEST = 200
_DAY = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z))?")


class Told(Struct, frozen=True):
    """One act as a reader meets it. `is_ours`: it stands in the room of the reader's own side."""

    pk: int
    at: datetime
    author: str
    act: str
    label: str
    lines: Sequence[str]
    is_ours: bool
    alliance_id: int | None
    kind: str
    object_id: int | None
    details: Mapping[str, Any]


def tell(entries: Iterable[Entry], actor: Actor) -> list[Told]:
    own = {seat.own_room_id for seat in actor.seats.values()}
    return [
        Told(
            entry.pk, timezone.localtime(entry.at), entry.author, act_in_words(entry.act),
            entry.label, _lines(entry.details), entry.room_id in own, entry.alliance_id,
            entry.kind, entry.object_id, entry.details,
        )
        for entry in entries
    ]  # fmt: skip


def _lines(details: Mapping[str, Any], changes: bool = False) -> list[str]:
    """What changed, a line each; ids of records are for programs and are left out.

    Within a mapping such as `changes`, a list of two is before and after.
    """
    found = []
    for name, value in details.items():
        if isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
            continue  # steps to undo by, not to read
        if isinstance(value, Mapping):
            found += _lines(value, changes=True)
        elif not name.endswith(("_id", "_ids", "_pk", "_kind", "version")):
            pair = changes and isinstance(value, list) and len(value) == 2
            both = [_said(value_in_words(name, each)) for each in value] if pair else []
            said = " → ".join(both) if pair else _said(value_in_words(name, value))
            found.append(f"{detail_in_words(name)}: {said}")
    return found


def _day_in_words(text: str) -> str:
    """A day, or a moment in the reader's zone, as people write it; any other text as it is."""
    if not _DAY.fullmatch(text):
        return text
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if "T" not in text:
        return date_format(moment, "DATE_FORMAT")
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_said(each) for each in value)
    if value is None or value == "":
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = _day_in_words(str(value))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
