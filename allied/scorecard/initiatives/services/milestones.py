"""Milestones: adding, changing (done on a day, or not yet), removing."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Opened
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused

from ...models import Initiative, Milestone
from ...services.owners import check_owner_in
from ...texts import clean_text
from ..amounts import checked_day
from .core import audit_initiative

FIELDS: Final = ("name", "due_on", "done_on", "owner")
MOST: Final = 200


@transaction.atomic
def add_milestone(*, by: Actor, initiative: Initiative, **fields: Any) -> Milestone:
    """A milestone of the initiative: name, due day, owner, and the day it was done if it is."""
    demand(by, "scorecard.edit_initiatives", initiative.alliance, initiative)
    made = Milestone(initiative=initiative)
    _set(made, fields)
    if initiative.milestones.filter(removed_at=None).count() >= MOST:
        raise Refused(_("An initiative has at most %(most)s milestones.") % {"most": MOST}, "name")
    made.save()
    audit_initiative("scorecard.add_milestone", by, initiative, milestone=made.name)
    return made


@transaction.atomic
def edit_milestone(*, by: Actor, milestone: Milestone, version: int, **fields: Any) -> Milestone:
    """Change a milestone; Conflict where it is no longer at `version`."""
    initiative = milestone.initiative
    demand(by, "scorecard.edit_initiatives", initiative.alliance, initiative)
    stored = Milestone.objects.visible_to(by).select_related("initiative__room").get(
        pk=milestone.pk
    )  # fmt: skip
    opened = Opened(stored, version, fields)
    _set(stored, fields)
    opened.save()
    audit_initiative(
        "scorecard.edit_milestone", by, initiative, milestone=stored.name, changes=opened.changes
    )
    return stored


@transaction.atomic
def remove_milestone(*, by: Actor, milestone: Milestone, version: int) -> None:
    """Take it off the initiative; it stays in the record."""
    initiative = milestone.initiative
    demand(by, "scorecard.edit_initiatives", initiative.alliance, initiative)
    milestone.removed_at = timezone.now()
    milestone.save_over(version, ["removed_at"])
    audit_initiative("scorecard.remove_milestone", by, initiative, milestone=milestone.name)


def _set(milestone: Milestone, fields: Mapping[str, Any]) -> None:
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise TypeError(f"a milestone has no {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(milestone, name, value)
    initiative = milestone.initiative
    milestone.name = clean_text(milestone.name, 200, "name", required=True)
    if milestone.due_on is None:
        raise Refused(_("This field is required."), "due_on")
    checked_day(milestone.due_on, "due_on")
    done = checked_day(milestone.done_on, "done_on")
    if done and done > initiative.alliance.today():
        raise Refused(_("It cannot have been done on a day to come."), "done_on")
    check_owner_in(initiative.alliance, initiative.room, milestone.owner)
