"""Writes of workshops: preparing, opening, voting, closing."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.alliances.queries import current_room
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.strategy.services.texts import one_line

from ..models import Candidate, Card, Move, Stage, State, Workshop
from .interviews import day_held
from .trail import trace

MOST_CARDS = 200
MOST_VOTES = 20


@transaction.atomic
def prepare_workshop(
    *, by: Actor, alliance: Alliance, name: str, held_on: date, votes_each: int = 5,
    with_candidates: bool = True, is_illustrative: bool = False,
) -> Workshop:  # fmt: skip
    """A workshop in the room of the view; with all open candidates of that room as its cards."""
    demand(by, "discovery.run_workshop", alliance)
    row = Workshop(
        alliance=alliance, room=current_room(by, alliance), is_illustrative=is_illustrative
    )
    for field, value in _values(name=name, held_on=held_on, votes_each=votes_each).items():
        setattr(row, field, value)
    row.save()
    trace("prepare_workshop", by, "workshop", row)
    if with_candidates:
        _lay_out(by, row)
    return row


def _lay_out(by: Actor, row: Workshop) -> None:
    """All open candidates as cards, each in the place suggested for it."""
    found = Candidate.objects.filter(room=row.room, state=State.CANDIDATE)[:MOST_CARDS]
    cards = Card.objects.bulk_create(
        Card(
            workshop=row, candidate=each, perspective_id=each.perspective_id,
            theme_id=each.theme_id,
        )
        for each in found
    )  # fmt: skip
    Move.objects.bulk_create(
        Move(
            workshop=row, card=card, tick=0, card_version=1, person_id=by.person_id,
            author=by.name, act="add", perspective_id=card.perspective_id, theme_id=card.theme_id,
        )
        for card in cards
    )  # fmt: skip


@transaction.atomic
def edit_workshop(*, by: Actor, workshop: Workshop, version: int, **fields: Any) -> None:
    """Change name, date or votes each. Conflict where it was saved since."""
    demand(by, "discovery.run_workshop", workshop.alliance)
    kept = _values(**fields)
    for name, value in kept.items():
        setattr(workshop, name, value)
    workshop.save_over(version, sorted(kept))
    Workshop.objects.filter(pk=workshop.pk).update(tick=F("tick") + 1)
    trace("edit_workshop", by, "workshop", workshop)


@transaction.atomic
def set_stage(*, by: Actor, workshop: Workshop, version: int, stage: str) -> None:
    """Open or close it, or open it again. Closing writes where the cards lie to the candidates."""
    demand(by, "discovery.run_workshop", workshop.alliance)
    if stage not in {Stage.OPEN, Stage.CLOSED}:
        raise Refused(_("A workshop is opened or closed."))
    workshop.stage = Stage(stage)
    fields = ["stage"]
    if stage == Stage.CLOSED:
        workshop.is_voting = False
        fields.append("is_voting")
    workshop.save_over(version, fields)
    Workshop.objects.filter(pk=workshop.pk).update(tick=F("tick") + 1)
    if stage == Stage.CLOSED:
        _keep_places(workshop)
    trace(f"{'open' if stage == Stage.OPEN else 'close'}_workshop", by, "workshop", workshop)


def _keep_places(workshop: Workshop) -> None:
    lying = Card.objects.filter(workshop=workshop, gone_at=None).select_related("candidate")
    changed = []
    for card in lying:
        candidate = card.candidate
        place = (card.perspective_id, card.theme_id)
        if not candidate.is_open or place == (candidate.perspective_id, candidate.theme_id):
            continue
        candidate.perspective_id, candidate.theme_id = place
        candidate.version += 1
        changed.append(candidate)
    Candidate.objects.bulk_update(changed, ["perspective_id", "theme_id", "version"])


@transaction.atomic
def set_voting(*, by: Actor, workshop: Workshop, version: int, is_voting: bool) -> None:
    demand(by, "discovery.run_workshop", workshop.alliance)
    if workshop.stage != Stage.OPEN:
        raise Refused(_("People vote while the workshop is open."))
    workshop.is_voting = is_voting
    workshop.save_over(version, ["is_voting"])
    Workshop.objects.filter(pk=workshop.pk).update(tick=F("tick") + 1)
    trace(f"{'open' if is_voting else 'close'}_voting", by, "workshop", workshop)


def _values(**fields: Any) -> dict[str, Any]:
    kept = dict(fields)
    if "name" in kept:
        kept["name"] = one_line(kept["name"], 140, "name", required=True)
    if "held_on" in kept:
        kept["held_on"] = day_held(kept["held_on"])
    if "votes_each" in kept and not 1 <= (kept["votes_each"] or 0) <= MOST_VOTES:
        raise Refused(
            _("Each person has 1 to %(most)d votes.") % {"most": MOST_VOTES}, "votes_each"
        )
    return kept
