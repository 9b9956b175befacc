"""From the scorecard: objectives off track or fallen, initiatives late, readings missing."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allied.foundation.access.actor import Actor
from allied.foundation.ui.marks import STATUS_WORDS
from allied.pure.scoring import Status
from allied.scorecard.formats import score_text
from allied.scorecard.initiatives.progress import Light
from allied.scorecard.initiatives.tensions import TO_COME
from allied.scorecard.models import Review
from allied.scorecard.queries import NodeScore, Scorecard, scorecard_of
from allied.scorecard.queries.rows import MeasureRow
from allied.scorecard.reviews.payload import FrozenNode, thawed
from allied.strategy.models import Objective

from ...models import Meeting
from .suggestion import DISCUSS, INFORM, Suggestion, on

FELL = 0.05
"""A fall of the score that is worth a topic where the status is still the same."""
HEIGHT = {
    Status.OFF_TRACK.value: 0, Status.CAUTION.value: 1, Status.ON_TRACK.value: 2,
    Status.EXCEEDS.value: 3,
}  # fmt: skip


def from_scorecard(seen: Actor, meeting: Meeting) -> Iterator[Suggestion]:
    card = scorecard_of(meeting.alliance, seen)
    yield from _objectives(seen, meeting, card)
    yield from _initiatives(card)
    yield from _measures(card)


def _objectives(seen: Actor, meeting: Meeting, card: Scorecard) -> Iterator[Suggestion]:
    before, day = _before(seen, meeting)
    told: dict[int, str] = {}
    for pk, now in card.objectives.items():
        why = _fall(now, before.get(pk), day)
        if why:
            told[pk] = why
    rows = Objective.objects.visible_to(seen).filter(pk__in=told)
    owners = {pk: owner or leader for pk, owner, leader in rows.values_list(
        "pk", "owner_id", "theme__leader_id"
    )}  # fmt: skip
    for pk in sorted(told, key=lambda one: (card.objectives[one].score or 0, one)):
        yield Suggestion("objective", pk, card.objectives[pk].name, told[pk], DISCUSS, owners[pk])


def _fall(now: NodeScore, before: FrozenNode | None, day: date | None) -> str:
    """Why an objective is to be spoken of; empty where it stands well and as it stood."""
    if now.score is None or now.status not in HEIGHT:
        return ""
    words = {"now": score_text(now.score), "status": STATUS_WORDS[Status(now.status)]}
    if before is not None and before.score is not None and day is not None:
        words |= {"before": score_text(before.score), "day": on(day)}
        lower = HEIGHT[now.status] < HEIGHT.get(before.status, -1)
        if before.score - now.score >= FELL or (lower and before.score > now.score):
            return _("Fell from %(before)s on %(day)s to %(now)s: %(status)s.") % words
        if now.status == Status.OFF_TRACK:
            return _("Off track: score %(now)s; it was %(before)s on %(day)s.") % words
    if now.status == Status.OFF_TRACK:
        return _("Off track: score %(now)s.") % words
    return ""


def _before(seen: Actor, meeting: Meeting) -> tuple[Mapping[int, FrozenNode], date | None]:
    """The objectives as the last meeting of the body saw them, else the room's last review."""
    rows = Review.objects.visible_to(seen).filter(alliance=meeting.alliance_id, room=meeting.room)
    held = Meeting.objects.visible_to(seen).filter(
        body=meeting.body_id, starts_at__lt=meeting.starts_at, review__isnull=False
    )
    last = held.exclude(state=Meeting.State.CANCELLED).order_by("-starts_at").values("review")[:1]
    own = meeting.review_id or 0
    review = rows.filter(pk__in=last).first() or rows.exclude(pk=own).first()
    if review is None:
        return {}, None
    frozen = thawed(review.scorecard)
    return {one.id: one.score for one in frozen.objectives}, review.held_on


def _initiatives(card: Scorecard) -> Iterator[Suggestion]:
    for row in card.initiatives:
        done, late, total = row.progress.done, row.progress.late, row.progress.total
        if row.progress.light is Light.LATE and row.state in TO_COME:
            why = ngettext(
                "%(late)d of %(total)d milestones is late, %(done)d done.",
                "%(late)d of %(total)d milestones are late, %(done)d done.",
                late,
            )
            why %= {"late": late, "total": total, "done": done}
            yield Suggestion("initiative", row.id, row.name, why, DISCUSS, row.owner_id)
    for item in card.tensions.green_but_red:
        row = item.initiative
        why = _("Milestones green, %(done)d of %(total)d done, but off track: %(measures)s.") % {
            "done": row.progress.done, "total": row.progress.total,
            "measures": "; ".join(measure.name for measure in item.measures),
        }  # fmt: skip
        yield Suggestion("initiative", row.id, row.name, why, DISCUSS, row.owner_id)


def _measures(card: Scorecard) -> Iterable[Suggestion]:
    missing = [row for row in card.measures if row.computed_status in {"stale", "no_data"}]
    missing.sort(key=lambda row: (-row.weight, row.stale_after or date.min, row.id))
    for row in missing:
        yield Suggestion("measure", row.id, row.name, _unread(row), INFORM, row.owner_id)


def _unread(row: MeasureRow) -> str:
    if row.period_start is None:
        return _("No reading yet.")
    if row.stale_after is None or row.computed_status != Status.STALE:
        return _("The reading of %(period)s cannot be judged: no target was in force.") % {
            "period": row.period
        }
    words = {"period": row.period, "day": on(row.stale_after)}
    return _("Its last reading is of %(period)s; it counts no more since %(day)s.") % words
