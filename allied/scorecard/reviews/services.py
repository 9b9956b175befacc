"""Freezing the scorecard. A review is never changed afterwards."""

from datetime import date, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.alliances.queries import current_room
from allied.alliances.rooms import Room
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.services import record
from allied.pure.periods import FIRST_YEAR
from allied.pure.scoring import ALGORITHM
from allied.strategy.services.texts import one_line, paragraphs, same_name

from ..models import Review
from . import rules
from .payload import frozen_scorecard

AHEAD: Final = timedelta(days=366)


@transaction.atomic
def freeze_review(
    *, by: Actor, alliance: Alliance, name: str, held_on: date, remarks: str = ""
) -> Review:
    """Keep the scorecard as it stands now, in the room of the actor's view.

    `held_on` is the day of the meeting. Refused at `name` where the room has a review of that
    name, and at `held_on` for a day that no meeting is on.
    """
    demand(by, "scorecard.freeze_review", alliance)
    room = current_room(by, alliance)
    name = one_line(name, 120, "name", required=True)
    _check_name(name, room)
    if not date(FIRST_YEAR, 1, 1) <= held_on <= timezone.localdate() + AHEAD:
        raise Refused(_("Enter the day of the meeting, at most a year ahead."), "held_on")
    review = Review(
        alliance=alliance, room=room, name=name, held_on=held_on, frozen_by_id=by.person_id,
        author=by.name or "system", algorithm=ALGORITHM,
        remarks=paragraphs(remarks, 4000, "remarks"),
        scorecard=frozen_scorecard(alliance, by),
    )  # fmt: skip
    try:
        with transaction.atomic():
            review.save()
    except IntegrityError as error:
        raise _taken(name) from error
    record(
        "scorecard.freeze_review", by=by, kind="review", object_id=review.pk, label=name,
        alliance_id=alliance.pk, room_id=room.pk, held_on=held_on.isoformat(),
    )  # fmt: skip
    return review


def _check_name(name: str, room: Room) -> None:
    """Of the room alone: another side's own reviews are no reason, and no news."""
    names = Review.objects.filter(room=room).values_list("name", flat=True)
    if any(same_name(name, other) for other in names):
        raise _taken(name)


def _taken(name: str) -> Refused:
    return Refused(
        _("There is a review “%(name)s” already: give this one another name.") % {"name": name},
        "name",
    )


__all__ = ["freeze_review", "rules"]
