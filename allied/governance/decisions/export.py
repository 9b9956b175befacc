"""The decision log as a sheet: a row for each decision that the actor sees in the present view."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from django.utils import timezone

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.scorecard.sheets.export import Value

from ..models import Decision
from .queries.log import Wanted, all_of, days_taken
from .tallying import rule_in_words

COLUMNS: Final = (
    "number", "decision", "state", "room", "body", "matter", "amount", "currency", "importance",
    "reversibility", "raised on", "due on", "taken on", "days", "on the spot", "situation",
    "options", "recommended", "recommended by", "recommended because", "decided", "who decided",
    "rule", "rests on", "owner", "look backs", "superseded by", "withdrawn because", "source",
    "illustrative",
)  # fmt: skip


def rows_of(actor: Actor, alliance: Alliance, wanted: Wanted) -> Iterator[list[Value]]:
    """Read a few hundred at a time. The journal is in no sheet."""
    joint = actor.seats[alliance.pk].joint_room_id
    for row in all_of(actor, alliance, wanted).iterator(chunk_size=200):
        yield _cells(row, "joint" if row.room_id == joint else "ours", actor)


def _cells(row: Decision, room: str, actor: Actor) -> list[Value]:
    later = getattr(row, "superseded_by", None)
    taken = row.taken_at
    return [
        _number(row.number), row.title, row.get_state_display(), room,
        row.body.name if row.body else "", row.matter.name if row.matter else "", row.amount,
        row.currency, row.get_importance_display(), row.get_reversibility_display(),
        timezone.localdate(row.raised_at), row.due_on, timezone.localdate(taken) if taken else None,
        _number(days_taken(row)), _yes(row.on_the_spot), row.situation,
        "; ".join(option.title for option in row.options.all()),
        row.recommended.title if row.recommended else "",
        row.recommended_by.name if row.recommended_by else "", row.recommended_why, row.decided,
        ", ".join(row.deciders), rule_in_words(row.rule), _grounds(row, actor),
        row.owner.name if row.owner else "", _look_backs(row),
        _number(later.number if later else None), row.withdrawn_why, row.source,
        _yes(row.is_illustrative),
    ]  # fmt: skip


def _number(value: int | None) -> Value:
    return None if value is None else Decimal(value)


def _yes(value: bool) -> str:
    return "yes" if value else ""


def _grounds(row: Decision, actor: Actor) -> str:
    """What of it this view may name."""
    shown = []
    for ground in row.grounds.all():
        record = ground.objective or ground.measure or ground.initiative
        if record is None or record.room_id in actor.room_ids:
            shown.append(str(ground))
    return "; ".join(shown)


def _look_backs(row: Decision) -> str:
    return "; ".join(
        f"{timezone.localdate(look.at).isoformat()}: {look.get_outcome_display()}"
        for look in row.look_backs.all()
    )
