"""What each role may do, in words, read off the rules: what the page says is what is so."""

from types import SimpleNamespace
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from allied.foundation.access.actor import Actor, Seat, View
from allied.foundation.access.permissions import allowed, known

from .models import Alliance, Role

OF_OTHERS: Final = SimpleNamespace(owner_id=None)
OWN: Final = SimpleNamespace(owner_id=1)


class Duty(NamedTuple):
    """A permission as the page says it; `about` is the record that its rule looks at, if one."""

    permission: str
    said: Any
    about: Any = None
    instead_of: Any = None
    """What is said of this permission where it holds for fewer records."""


DUTIES: Final = (
    Duty("strategy.edit_map", _("edits the map")),
    Duty("strategy.set_joint_win", _("writes the joint wins of the own side")),
    Duty("scorecard.edit_measures", _("edits measures and targets")),
    Duty("scorecard.propose_targets", _("offers targets for the own side")),
    Duty("scorecard.agree_targets", _("agrees to targets for the own side")),
    Duty(
        "scorecard.enter_readings", _("enters readings of every measure"), OF_OTHERS,
        _("enters readings of own measures"),
    ),
    Duty(
        "scorecard.edit_initiatives", _("edits all initiatives"), OF_OTHERS,
        _("edits own initiatives"),
    ),
    Duty("scorecard.import_sheet", _("imports sheets")),
    Duty("scorecard.freeze_review", _("freezes reviews")),
    Duty("scorecard.lock_periods", _("locks periods")),
    Duty("governance.raise_decisions", _("raises questions and records decisions")),
    Duty("governance.suggest", _("suggests what to do")),
    Duty("relations.keep", _("keeps relationship scorecards")),
    Duty("notes.write", _("writes notes")),
    Duty("alliances.share", _("shares what is in our room")),
    Duty("alliances.manage_people", _("looks after the people of the own side")),
    Duty("alliances.edit", _("edits the settings")),
)  # fmt: skip
"""Of contexts above, by the names of their permissions; one that nobody registered is not said."""


def duties_of(role: str) -> list[str]:
    """What somebody with this role alone may do beside reading."""
    alliance = Alliance(pk=1)
    seat = Seat(1, partner_id=1, joint_room_id=1, own_room_id=2, roles=frozenset({role}))
    actor = Actor(user_id=1, person_id=1, company_id=1, view=View.OURS, seats={1: seat})
    return [said for duty in DUTIES if (said := _said(duty, actor, alliance))]


def _said(duty: Duty, actor: Actor, alliance: Alliance) -> str:
    if not known(duty.permission):
        return ""
    if allowed(actor, duty.permission, alliance, *([duty.about] if duty.about else [])):
        return str(duty.said)
    if duty.instead_of and allowed(actor, duty.permission, alliance, OWN):
        return str(duty.instead_of)
    return ""


def duties_of_all() -> list[tuple[str, list[str]]]:
    """Every role by its name, with what it may do."""
    return [(str(role.label), duties_of(role)) for role in Role]
