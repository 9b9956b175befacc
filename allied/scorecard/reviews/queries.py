"""Reads of reviews. The list reads two numbers of each frozen copy, not the copy."""

from datetime import date, datetime

from django.shortcuts import get_object_or_404
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor

from ..models import Review


class ReviewRow(Struct, frozen=True):
    """One review in the list."""

    pk: int
    name: str
    held_on: date
    author: str
    frozen_at: datetime
    is_ours: bool
    status: str
    score: float | None


def reviews_of(alliance: Alliance, actor: Actor) -> list[ReviewRow]:
    """The reviews that the actor sees in the present view, the latest first. One query."""
    joint = actor.seats[alliance.pk].joint_room_id
    rows = Review.objects.visible_to(actor).filter(alliance=alliance)
    found = rows.values_list(
        "pk", "name", "held_on", "author", "frozen_at", "room_id",
        "scorecard__score__status", "scorecard__score__score",
    )  # fmt: skip
    return [
        ReviewRow(
            pk, name, held_on, author, frozen_at, room_id != joint, status or "no_data", score
        )
        for pk, name, held_on, author, frozen_at, room_id, status, score in found
    ]


def review_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Review:
    rows = Review.objects.visible_to(actor).filter(alliance=alliance)
    return get_object_or_404(rows.select_related("room__partner__company"), pk=pk)


def review_before(actor: Actor, review: Review) -> Review | None:
    """The review of the same room that was held before this one; its copy is not read."""
    rows = Review.objects.visible_to(actor).filter(alliance=review.alliance_id, room=review.room_id)
    earlier = rows.filter(held_on__lt=review.held_on) | rows.filter(
        held_on=review.held_on, pk__lt=review.pk
    )
    return earlier.defer("scorecard").order_by("held_on", "pk").last()
