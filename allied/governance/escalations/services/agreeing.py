"""The ladder is proposed by one side and agreed by the others; the one in force is superseded.

What is under way keeps the ladder that it began on.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.agreement.queries import partners_asked
from allied.alliances.models import Alliance, Partner, Room
from allied.alliances.queries import joint_room
from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.strategy.services.texts import one_line

from ...models import Ladder, LadderAgreement
from ...trail import trace
from ..steps import Step, same_ladder
from .ladders import in_words, ladder_values, lay_rungs

State = Ladder.State
ENDED = ["state", "ended_at", "ended_by", "ended_why"]
LONGEST = 500


@transaction.atomic
def propose_ladder(
    *, by: Actor, alliance: Alliance, seen: int, levels: Sequence[Step], why: str = "",
    **told: Any,
) -> Ladder:  # fmt: skip
    """Propose a ladder for the joint room; the proposer's side has agreed. It replaces an open
    proposal, and changes nothing before all partners agree.

    `seen`: the number of the latest ladder that was read, 0 for none; Conflict where there is a
    later one. `told`: what `ladder_values` takes. Refused where nothing differs.
    """
    demand(by, "governance.edit_ladder", alliance)
    room = joint_room(alliance)
    own = _own_side(by, alliance)
    rows = _held(room)
    last = max((row.number for row in rows), default=0)
    open_one = next((row for row in rows if row.is_open), None)
    if last != seen:
        raise Conflict(open_one or next((row for row in rows if row.number == last), None))
    reason = one_line(why, LONGEST, "why")
    values, matters = ladder_values(alliance, room, levels=levels, **told)
    for row in rows:
        if row.state in {State.PROPOSED, State.IN_FORCE} and same_ladder(
            row, levels, values, matters
        ):
            said = _("Nothing differs from the ladder that is %(state)s.")
            raise Refused(said % {"state": row.get_state_display()})
    if open_one is not None:
        _end(open_one, by, State.WITHDRAWN, _("Replaced by ladder %(n)d.") % {"n": last + 1})
    made = Ladder(
        alliance=alliance, room=room, number=last + 1, why=reason, partner=own,
        proposed_by_id=by.person_id, author=by.name, **values,
    )  # fmt: skip
    made.save()
    made.final_matters.set(matters)
    lay_rungs(made, levels)
    trace("propose_ladder", by, "ladder", made, levels=in_words(made))
    _agree(by, made, own)
    return made


@transaction.atomic
def agree_ladder(*, by: Actor, ladder: Ladder) -> bool:
    """The actor's side agrees; True where it is in force thereby. Conflict where it is not open."""
    demand(by, "governance.agree_ladder", ladder.alliance)
    own = _own_side(by, ladder.alliance)
    row = _held_open(ladder)
    return _agree(by, row, own)


@transaction.atomic
def decline_ladder(*, by: Actor, ladder: Ladder, why: str) -> None:
    """Another side does not agree, and says why. The one in force stays."""
    demand(by, "governance.agree_ladder", ladder.alliance)
    own, row = _own_side(by, ladder.alliance), _held_open(ladder)
    if row.partner_id == own.pk:
        raise Refused(_("It is your own proposal: withdraw it."))
    reason = one_line(why, LONGEST, "why", required=True)
    _end(row, by, State.DECLINED, reason)
    trace("decline_ladder", by, "ladder", row, why=reason)


@transaction.atomic
def withdraw_ladder(*, by: Actor, ladder: Ladder, why: str) -> None:
    """The side that proposed it takes it back, and says why."""
    demand(by, "governance.edit_ladder", ladder.alliance)
    own, row = _own_side(by, ladder.alliance), _held_open(ladder)
    if row.partner_id != own.pk:
        raise Refused(_("Only the side that proposed it withdraws it. You can decline it."))
    reason = one_line(why, LONGEST, "why", required=True)
    _end(row, by, State.WITHDRAWN, reason)
    trace("withdraw_ladder", by, "ladder", row, why=reason)


def _own_side(by: Actor, alliance: Alliance) -> Partner:
    seat = by.seat_in(alliance.pk)
    own = [row for row in partners_asked(alliance) if seat and row.pk == seat.partner_id]
    if not own:
        raise Refused(_("Your company is not asked about the ladder."))
    return own[0]


def _held(room: Room) -> list[Ladder]:
    """All of the room, which is held: nobody else proposes or agrees until the end."""
    Room.objects.select_for_update().get(pk=room.pk)
    return list(Ladder._base_manager.filter(room=room).select_related("room"))


def _held_open(ladder: Ladder) -> Ladder:
    rows = {row.pk: row for row in _held(ladder.room)}
    row = rows[ladder.pk]
    if not row.is_open:
        raise Conflict(row)
    row.alliance = ladder.alliance
    return row


def _agree(by: Actor, row: Ladder, own: Partner) -> bool:
    _made, is_new = LadderAgreement.objects.get_or_create(
        ladder=row, partner=own, defaults={"person_id": by.person_id, "author": by.name}
    )
    if is_new:
        trace("agree_ladder", by, "ladder", row)
    given = set(row.agreements.values_list("partner", flat=True))
    if any(partner.pk not in given for partner in partners_asked(row.alliance)):
        return False
    for earlier in Ladder._base_manager.filter(room=row.room_id, state=State.IN_FORCE):
        _end(earlier, by, State.SUPERSEDED, "")
    row.state, row.in_force_at = State.IN_FORCE, timezone.now()
    row.save(update_fields=["state", "in_force_at"])
    trace("put_ladder_in_force", by, "ladder", row)
    return True


def _end(row: Ladder, by: Actor, state: str, why: str) -> None:
    row.state, row.ended_at, row.ended_by, row.ended_why = state, timezone.now(), by.name, why
    row.save(update_fields=ENDED)
