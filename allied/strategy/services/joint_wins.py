"""Writes of joint wins: each side its own."""

from django.db import transaction
from django.utils.translation import gettext as _
from msgspec import Struct

from allied.alliances.models import Partner
from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused

from ..models import JointWin, MapChange, Objective
from .changes import Edit
from .texts import one_line


class Win(Struct, frozen=True):
    """What one partner hopes to win; an empty text takes it away.

    `version` is the one seen: 0 where there was none, None where it does not matter.
    """

    partner: Partner
    text: str
    version: int | None = None


@transaction.atomic
def set_joint_win(
    *, by: Actor, objective: Objective, partner: Partner, text: str, version: int | None = None
) -> MapChange | None:
    """Write what the actor's own side hopes to win from an objective; empty text takes it away.

    Conflict where the side's own people wrote another since `version` (0: there was none).
    """
    demand(by, "strategy.set_joint_win", objective.alliance, partner)
    edit = Edit(by, objective.alliance)
    if not Objective.objects.filter(pk=objective.pk, removed_at__isnull=True).exists():
        raise Refused(_("This objective was removed from the map."))
    write_win(edit, objective, Win(partner, text, version))
    return edit.close("set_joint_win", objective.title, kind="objective", pk=objective.pk)


def write_win(edit: Edit, objective: Objective, win: Win) -> None:
    """Write, change or take away the win as part of an edit; PermissionDenied for another side."""
    demand(edit.by, "strategy.set_joint_win", edit.alliance, win.partner)
    if win.partner.alliance_id != edit.alliance.pk:
        raise Refused(_("This company is no partner of the alliance."))
    text = one_line(win.text, 300, "text")
    row = JointWin.objects.filter(objective=objective, partner=win.partner, room=edit.room).first()
    if row is not None and win.version is not None and row.version != win.version:
        raise Conflict(row)
    if row is None:
        if win.version:
            raise Conflict(JointWin(objective=objective, partner=win.partner, text="", version=0))
        if text:
            edit.add(JointWin(objective=objective, partner=win.partner, text=text))
    elif text:
        edit.set(row, text=text)
    else:
        edit.drop(row)
