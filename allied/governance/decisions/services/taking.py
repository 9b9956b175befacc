"""A question is answered: what was decided, by whom, under which rule."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.strategy.services.texts import paragraphs

from ...models import Body, Decision, Meeting, Option, Topic
from ...trail import trace
from .raising import LONG, raise_decision

FIELDS = [
    "state", "decided", "chosen", "meeting", "topic", "taken_at", "recorded_by", "on_the_spot",
    "deciders",
]  # fmt: skip


@transaction.atomic
def take_decision(
    *, by: Actor, decision: Decision, version: int, decided: str, chosen: Option | None = None,
    meeting: Meeting | None = None, topic: Topic | None = None,
    taken_at: datetime | None = None, deciders: Sequence[str] = (),
) -> Decision:  # fmt: skip
    """Record what was decided. Afterwards only a later decision supersedes it.

    Conflict where it was changed since `version`; Refused where it is not open, or nothing is said.
    """
    demand(by, "governance.record_decisions", decision.alliance)
    if decision.state != Decision.State.OPEN:
        raise Refused(_("This decision is no longer open."))
    if chosen is not None and chosen.decision_id != decision.pk:
        raise Refused(_("Choose one of its options."), "chosen")
    text = paragraphs(decided, LONG, "decided") or (chosen.title if chosen else "")
    if not text:
        raise Refused(_("Write what was decided, or choose an option."), "decided")
    decision.state, decision.decided, decision.chosen = Decision.State.TAKEN, text, chosen
    decision.meeting, decision.topic = meeting, topic
    decision.taken_at = taken_at or timezone.now()
    decision.recorded_by_id = by.person_id
    decision.deciders = list(deciders)
    decision.save_over(version, FIELDS)
    trace("take_decision", by, "decision", decision)
    return decision


@transaction.atomic
def record_decision(
    *, by: Actor, alliance: Alliance, title: str, decided: str, body: Body | None = None,
    meeting: Meeting | None = None, topic: Topic | None = None, key: UUID | None = None,
    **raised: Any,
) -> Decision:  # fmt: skip
    """Raise and take in one: what a meeting decides on the spot. Sent twice with one `key`: once.

    `raised`: whatever else `raise_decision` takes.
    """
    row = raise_decision(by=by, alliance=alliance, title=title, body=body, key=key, **raised)
    if row.state != Decision.State.OPEN:
        return row
    return take_decision(
        by=by, decision=row, version=row.version, decided=decided, meeting=meeting, topic=topic
    )
