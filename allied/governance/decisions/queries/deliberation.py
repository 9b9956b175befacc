"""Decisions as `pure/deliberation` sees them. One query each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.pure import deliberation
from allied.pure.deliberation import Question
from allied.pure.periods import label
from allied.pure.shares import Share

from ...models import Body, Decision, Importance


class Asked(Struct, frozen=True):
    """A question, decided or open, as the page names it."""

    pk: int
    number: int
    title: str
    importance: int
    taken_at: datetime | None
    body: str
    is_illustrative: bool
    is_ours: bool

    @property
    def importance_in_words(self) -> str:
        return str(Importance(self.importance).label)


class Group(Struct, frozen=True):
    """Some questions together: how many are decided, half within how long, on the spot."""

    name: str
    questions: Sequence[Question]

    @property
    def count(self) -> int:
        return len(deliberation.days_to_decide(self.questions))

    @property
    def median(self) -> float | None:
        return deliberation.median(deliberation.days_to_decide(self.questions))

    @property
    def longest(self) -> float | None:
        return max(deliberation.days_to_decide(self.questions), default=None)

    @property
    def spot(self) -> Share:
        return deliberation.on_the_spot(self.questions)


class Deliberation(Struct, frozen=True):
    now: datetime
    whole: Group
    by_importance: Sequence[tuple[Group, deliberation.Times]]
    by_body: Sequence[Group]
    by_quarter: Sequence[Group]
    took_long: deliberation.TookLong
    trend: deliberation.Trend
    correlation: deliberation.Correlation

    @property
    def decided(self) -> list[Question]:
        return [each for each in self.whole.questions if each.taken is not None]


def questions_of(actor: Actor, alliance: Alliance, body: Body | None = None) -> list[Question]:
    """All that were not withdrawn, superseded ones too, by the moment they were raised."""
    rows = Decision.objects.visible_to(actor).filter(alliance=alliance)
    rows = rows.exclude(state=Decision.State.WITHDRAWN)
    if body is not None:
        rows = rows.filter(body=body)
    columns = (
        "pk", "number", "title", "importance", "taken_at", "body__name", "is_illustrative",
        "room_id", "raised_at", "on_the_spot",
    )  # fmt: skip
    joint = actor.seats[alliance.pk].joint_room_id
    return [_question(row, joint) for row in rows.order_by("raised_at", "pk").values_list(*columns)]


def _question(row: tuple[Any, ...], joint: int) -> Question:
    pk, number, title, importance, taken, body, illustrative, room, raised, spot = row
    asked = Asked(pk, number, title, importance, taken, body or "", illustrative, room != joint)
    return Question(asked, importance, raised, taken and max(taken, raised), body or "", spot)


def deliberation_of(actor: Actor, alliance: Alliance, body: Body | None = None) -> Deliberation:
    asked, now = questions_of(actor, alliance, body), moment_of(alliance)
    zone, month = timezone.get_current_timezone_name(), alliance.fiscal_start_month
    quarters = deliberation.by_quarter(asked, zone, month)
    times = deliberation.times_by_importance(asked, now)
    return Deliberation(
        now=now,
        whole=Group("", asked),
        by_importance=[
            (_of_importance(each.importance, asked), each) for each in times
        ],
        by_body=[Group(name, found) for name, found in sorted(deliberation.by_body(asked).items())],
        by_quarter=[Group(label(quarter, month), found) for quarter, found in quarters.items()],
        took_long=deliberation.took_long(asked, now),
        trend=deliberation.trend(asked, zone, month),
        correlation=deliberation.correlation(asked),
    )  # fmt: skip


def _of_importance(importance: int, asked: Sequence[Question]) -> Group:
    name = str(Importance(importance).label)
    return Group(name, [each for each in asked if each.importance == importance])


def moment_of(alliance: Alliance) -> datetime:
    """Now; of a record that has ended, its end."""
    if alliance.record_ends_on is None:
        return timezone.now()
    end = timezone.make_aware(datetime.combine(alliance.record_ends_on, datetime.max.time()))
    return min(timezone.now(), end)
