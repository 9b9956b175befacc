"""Stating many joint wins at once: drafts in our room, or put forward to the partners."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from msgspec import Struct

from allied.alliances.models import Alliance, Partner
from allied.alliances.rooms import Room
from allied.foundation.access.actor import Actor, View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.audit import services as audit

from ..models import JointWin, Objective
from ..services.changes import Edit
from ..services.joint_wins import Win, write_win
from ..services.texts import one_line


class Stated(Struct, frozen=True):
    """What our side hopes to win from one objective; empty takes it away.

    `version` and `draft_version` are those seen, 0 where there was none. `put_forward`: the
    partners shall read it; else it is a draft that only our side sees.
    """

    objective: Objective
    text: str
    version: int
    draft_version: int
    put_forward: bool


class WinsRefused(Exception):
    """Nothing was saved. `faults`: why not, by the id of the objective."""

    def __init__(self, faults: Mapping[int, Refused | Conflict]) -> None:
        super().__init__("some joint wins were refused")
        self.faults = faults

    @property
    def is_lost_race(self) -> bool:
        return any(isinstance(fault, Conflict) for fault in self.faults.values())


@transaction.atomic
def state_wins(*, by: Actor, alliance: Alliance, partner: Partner, stated: Sequence[Stated]) -> int:
    """Save all, or none: WinsRefused with every fault. How many were put forward.

    What is put forward is one change of the map, which can be undone; drafts are none.
    """
    demand(by, "strategy.set_joint_win", alliance, partner)
    edit = Edit(by, alliance)
    faults: dict[int, Refused | Conflict] = {}
    for one in stated:
        try:
            with transaction.atomic():
                _state(edit, partner, one)
        except (Refused, Conflict) as fault:
            faults[one.objective.pk] = fault
    if faults:
        raise WinsRefused(faults)
    edit.close("state_joint_wins", partner.company.name, kind="map", pk=edit.strategy_map.pk)
    return sum(one.put_forward for one in stated)


def _state(edit: Edit, partner: Partner, one: Stated) -> None:
    if not Objective.objects.filter(pk=one.objective.pk, removed_at__isnull=True).exists():
        raise Refused(_("This objective was removed from the map."))
    draft = _draft(edit.by, partner, one)
    if not one.put_forward:
        _keep(edit.by, partner, one, draft)
        return
    write_win(edit, one.objective, Win(partner, one.text, one.version))
    if draft is not None:
        draft.delete()


def _draft(by: Actor, partner: Partner, one: Stated) -> JointWin | None:
    """The draft of our side. In the joint view there is none to see, and it is left alone."""
    if by.view is not View.OURS:
        return None
    rows = JointWin.objects.filter(objective=one.objective, partner=partner)
    draft: JointWin | None = rows.filter(room=by.seats[partner.alliance_id].own_room_id).first()
    if (draft.version if draft else 0) != one.draft_version:
        raise Conflict(draft or JointWin(objective=one.objective, partner=partner, version=0))
    return draft


def _keep(by: Actor, partner: Partner, one: Stated, draft: JointWin | None) -> None:
    """Write, change or throw away a draft of ours."""
    if by.view is not View.OURS:
        raise Refused(_("A draft is kept in our room: change to the view of our room first."))
    text = one_line(one.text, 300, "text")
    joint = JointWin.objects.filter(objective=one.objective, partner=partner, room__partner=None)
    if not text and draft is None and joint.exists():
        raise Refused(_("Tick “put forward” to take away what the partner reads."), "text")
    if draft is not None and not text:
        draft.delete()
    elif draft is not None:
        draft.text = text
        draft.save_over(one.draft_version, ["text"])
    elif text:
        _first(by, partner, one.objective, text)
    _record(by, one.objective)


def _first(by: Actor, partner: Partner, objective: Objective, text: str) -> None:
    room = Room.objects.get(pk=by.seats[partner.alliance_id].own_room_id)
    JointWin.objects.create(
        alliance=objective.alliance, room=room, objective=objective, partner=partner, text=text
    )


def _record(by: Actor, objective: Objective) -> None:
    audit.record(
        "strategy.draft_joint_win", by=by, kind="objective", object_id=objective.pk,
        label=objective.title, alliance_id=objective.alliance_id,
        room_id=by.seats[objective.alliance_id].own_room_id,
    )  # fmt: skip
