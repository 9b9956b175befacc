"""The page of a meeting before it begins."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from msgspec import Struct

from allied.agreement.queries import partners_asked
from allied.alliances.models import Alliance, Membership, Partner, Role
from allied.foundation.access.actor import Actor
from allied.foundation.access.zones import zone_of

from ...models import AgendaAgreement, Body, BodyMember, Meeting, Paper, Topic
from ..sources import source_url, source_word
from ..times import Attendee


class Point(Struct, frozen=True):
    """A topic as it stands on the agenda."""

    topic: Topic
    url: str
    word: str
    papers: Sequence[Paper]
    is_first: bool
    is_last: bool


class Side(Struct, frozen=True):
    """One partner and its agreement; who could give it."""

    partner: Partner
    agreement: AgendaAgreement | None
    before: AgendaAgreement | None
    managers: Sequence[str]
    is_own: bool


class Agenda(Struct, frozen=True):
    meeting: Meeting
    points: Sequence[Point]
    carried: Sequence[Topic]
    papers: Sequence[Paper]
    sides: Sequence[Side]

    @property
    def minutes(self) -> int:
        return sum(point.topic.minutes for point in self.points)

    @property
    def over(self) -> int:
        """By how many minutes the topics are longer than the meeting."""
        return max(0, self.minutes - self.meeting.minutes)

    @property
    def left(self) -> int:
        return max(0, self.meeting.minutes - self.minutes)

    @property
    def missing(self) -> list[Side]:
        return [side for side in self.sides if side.agreement is None]

    @property
    def given(self) -> list[Side]:
        return [side for side in self.sides if side.agreement is not None]

    @property
    def own(self) -> Side | None:
        return next((side for side in self.sides if side.is_own), None)

    @property
    def headless(self) -> list[Side]:
        """Sides without anybody who could agree."""
        return [side for side in self.sides if not side.managers]


def agenda_of(actor: Actor, meeting: Meeting) -> Agenda:
    """In five queries, however many topics and papers there are."""
    rows = Topic.objects.visible_to(actor).filter(meeting=meeting, removed_at=None)
    topics = list(rows.select_related("owner__company"))
    of_topic: dict[int | None, list[Paper]] = defaultdict(list)
    papers = Paper.objects.visible_to(actor).filter(meeting=meeting, removed_at=None)
    standing = [row for row in topics if row.state != Topic.State.CARRIED_OVER]
    known = {row.pk for row in standing}
    for paper in papers:
        of_topic[paper.topic_id if paper.topic_id in known else None].append(paper)
    slug = meeting.alliance.slug
    for topic in topics:
        topic.meeting = meeting
    points = [
        Point(
            topic, source_url(slug, topic.source_kind, topic.source_id),
            source_word(topic.source_kind), of_topic[topic.pk], at == 0, at == len(standing) - 1,
        )
        for at, topic in enumerate(standing)
    ]  # fmt: skip
    carried = [row for row in topics if row.state == Topic.State.CARRIED_OVER]
    return Agenda(meeting, points, carried, of_topic[None], sides_of(actor, meeting))


def sides_of(actor: Actor, meeting: Meeting) -> list[Side]:
    """Whose agreement the agenda needs, in the order of the partners. Three queries."""
    partners = partners_asked(meeting.alliance)
    room = meeting.room
    asked = [one for one in partners if room.partner_id in {None, one.pk}]
    standing: dict[int, AgendaAgreement] = {}
    before: dict[int, AgendaAgreement] = {}
    for row in AgendaAgreement.objects.visible_to(actor).filter(meeting=meeting):
        (standing if row.withdrawn_at is None else before)[row.partner_id] = row
    managers: dict[int, list[str]] = defaultdict(list)
    rows = Membership.objects.visible_to(actor).on(timezone.localdate())
    rows = rows.filter(alliance=meeting.alliance_id, role=Role.ALLIANCE_MANAGER)
    for partner_id, name in rows.values_list("partner", "person__name"):
        managers[partner_id].append(name)
    own = actor.seats[meeting.alliance_id].partner_id
    return [
        Side(
            one, standing.get(one.pk), before.get(one.pk), managers[one.pk], one.pk == own
        )
        for one in asked
    ]  # fmt: skip


def topic_visible_to(
    actor: Actor, alliance: Alliance, pk: int, *, even_removed: bool = False
) -> Topic:
    """The topic with its meeting, or 404."""
    rows = Topic.objects.visible_to(actor).filter(meeting__alliance=alliance)
    if not even_removed:
        rows = rows.filter(removed_at=None)
    joined = rows.select_related(
        "meeting__body", "meeting__room__partner__company", "owner__company"
    )
    found: Topic = get_object_or_404(joined, pk=pk)
    found.meeting.alliance = alliance
    return found


def paper_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Paper:
    """The paper with its meeting, removed ones too, or 404."""
    rows = Paper.objects.visible_to(actor).filter(meeting__alliance=alliance)
    found: Paper = get_object_or_404(rows.select_related("meeting__body", "meeting__room"), pk=pk)
    found.meeting.alliance = alliance
    return found


def attendees_of(actor: Actor, body: Body, day: Any) -> list[Attendee]:
    """Who sits on the body on the day, each with the clock they live by; empty seats are not."""
    rows = BodyMember.objects.visible_to(actor).filter(body=body, person__isnull=False).on(day)
    found = rows.order_by("partner__position", "pk").values_list(
        "person__name", "person__company__name", "person__timezone"
    )
    return [
        Attendee(name, company, zone_of(zone).key) for name, company, zone in dict.fromkeys(found)
    ]
