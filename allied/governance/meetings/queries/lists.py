"""Lists of meetings: those to come, those held, one's own."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor, View
from allied.foundation.access.permissions import allowed
from allied.foundation.access.prepared import Prepared
from allied.foundation.access.together import Question
from allied.foundation.access.zones import zone_of
from allied.pure.days import end_of

from ...models import AgendaAgreement, Body, BodyMember, Meeting, SignOff, Topic

State = Meeting.State
TO_COME = (State.PLANNED, State.AGREED, State.UNDER_WAY)
PAGE = 40
MINE = 12
SOON = timedelta(days=45)


def meetings_visible_to(actor: Actor, alliance: Alliance) -> QuerySet[Any]:
    rows = Meeting.objects.visible_to(actor).filter(alliance=alliance)
    return rows.select_related("body", "room__partner__company", "review")


def meeting_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Meeting:
    """The meeting with its body and room, or 404."""
    found: Meeting = get_object_or_404(meetings_visible_to(actor, alliance), pk=pk)
    found.alliance = alliance
    return found


def now_of(alliance: Alliance) -> datetime:
    """The moment that the record is read as of: now, or the end of a closed record."""
    last = alliance.record_ends_on
    return timezone.now() if last is None else min(timezone.now(), end_of(last, "UTC"))


def bodies_visible_to(actor: Actor, alliance: Alliance) -> list[Body]:
    """The bodies that meet: those that have not ended, in their order."""
    rows = Body.objects.visible_to(actor).filter(alliance=alliance)
    today = alliance.today()
    rows = rows.filter(Q(ended_on=None) | Q(ended_on__gt=today))
    found = list(rows.select_related("room__partner__company"))
    for row in found:
        row.alliance = alliance
    return found


def body_among(bodies: Sequence[Body], given: str) -> Body | None:
    """The body that an address names; 404 for one that is not there, None for none."""
    if not given:
        return None
    for body in bodies:
        if str(body.pk) == given:
            return body
    raise Http404


class Meetings(Struct, frozen=True):
    """What the list shows; `mine` is the actor's next one."""

    to_come: Page[Any]
    past: Page[Any]
    mine: Meeting | None


def meetings_of(
    actor: Actor, alliance: Alliance, body: Body | None, page: str = "", past: str = ""
) -> Meetings:
    """The meetings of one body or of all: those to come by their time, the rest latest first."""
    rows = counted(meetings_visible_to(actor, alliance), actor)
    if body is not None:
        rows = rows.filter(body=body)
    to_come = rows.filter(state__in=TO_COME).order_by("starts_at", "pk")
    ended = rows.exclude(state__in=TO_COME).order_by("-starts_at", "-pk")
    everywhere = meetings_visible_to(actor, alliance).filter(state__in=TO_COME)
    mine = everywhere.filter(_sits(actor)).order_by("starts_at", "pk").first()
    return Meetings(
        Paginator(to_come, PAGE).get_page(page), Paginator(ended, PAGE).get_page(past), mine
    )


def counted(rows: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    """With how many topics and minutes stand on the agenda, and how many sides agreed."""
    topics = (
        Topic.objects.filter(meeting=OuterRef("pk"), removed_at=None)
        .exclude(state=Topic.State.CARRIED_OVER).order_by().values("meeting")
    )  # fmt: skip
    agreed = (
        AgendaAgreement.objects.filter(meeting=OuterRef("pk"), withdrawn_at=None)
        .order_by().values("meeting")
    )  # fmt: skip
    return rows.annotate(
        topic_count=Subquery(topics.annotate(n=Count("pk")).values("n")),
        topic_minutes=Subquery(topics.annotate(n=Sum("minutes")).values("n")),
        agreed_count=Subquery(agreed.annotate(n=Count("pk")).values("n")),
    )


def _sits(actor: Actor) -> Exists:
    """Whether the actor has a seat on the body on the day of the meeting."""
    day = OuterRef("starts_at__date")
    seats = BodyMember.objects.filter(
        Q(until__isnull=True) | Q(until__gt=day), body=OuterRef("body"), since__lte=day,
        person=actor.person_id or 0,
    )  # fmt: skip
    return Exists(seats)


def later_of(actor: Actor, meeting: Meeting) -> list[Meeting]:
    """Later meetings of the body that are being prepared, the next first."""
    rows = meetings_visible_to(actor, meeting.alliance).filter(
        body=meeting.body_id, state__in=(State.PLANNED, State.AGREED),
        starts_at__gt=meeting.starts_at,
    )  # fmt: skip
    return list(rows.order_by("starts_at", "pk")[:6])


def planned_days(actor: Actor, body: Body, days: Sequence[date]) -> set[date]:
    """Those of the days on which the body meets already."""
    rows = meetings_visible_to(actor, body.alliance).filter(body=body)
    rows = rows.exclude(state=State.CANCELLED)
    if not days:
        return set()
    with timezone.override(zone_of(body.timezone)):
        return {
            timezone.localtime(moment).date()
            for moment in rows.filter(
                starts_at__date__gte=min(days), starts_at__date__lte=max(days)
            ).values_list("starts_at", flat=True)
        }


# My work


class Ahead(Struct, frozen=True):
    """Own meetings to come; agendas and minutes that wait for the actor's side."""

    mine: Sequence[Meeting]
    asked: Sequence[Meeting]
    to_sign: Sequence[Meeting]


def meetings_ahead(actor: Actor, alliances: Sequence[Alliance]) -> Ahead:
    """Across all alliances of the actor, in one query."""
    found: Ahead = meetings_asked(actor, alliances).answer(actor)
    return found


def meetings_asked(actor: Actor, alliances: Sequence[Alliance]) -> Question:
    def may(permission: str) -> list[int]:
        return [row.pk for row in alliances if allowed(actor, permission, row)]

    given = {
        "here": [row.pk for row in alliances], "soon": timezone.now() + SOON,
        "agree": may("governance.agree_agenda"), "sign": may("governance.sign_off"),
    }  # fmt: skip
    return Question(_AHEAD, given, _ahead_of)


def _ahead_of(rows: list[Any]) -> Ahead:
    found = sorted(rows, key=lambda row: (row.starts_at, row.pk))
    return Ahead(
        [row for row in found if row.is_mine and not row.signs][:MINE],
        [row for row in found if row.waits][:MINE],
        [row for row in found if row.signs][:MINE],
    )


def _ahead(
    actor: Actor, *, here: Sequence[int], agree: Sequence[int], sign: Sequence[int], soon: datetime
) -> QuerySet[Any]:
    return (
        Meeting.objects.visible_to(actor)
        .filter(alliance__in=here, state__in=(*TO_COME, State.ENDED))
        .annotate(
            is_mine=_sits(actor),
            waits=Exists(_same().filter(_unagreed(actor, agree, soon))),
            signs=Exists(_same().filter(_unsigned(actor, sign))),
        )
        .filter(Q(is_mine=True, state__in=TO_COME) | Q(waits=True) | Q(signs=True))
        .select_related("body", "alliance", "room")
        .only(
            "name", "starts_at", "state", "body__name", "alliance__name", "alliance__slug",
            "room__partner",
        )
        .order_by("starts_at", "pk")[: 4 * MINE]
    )  # fmt: skip


_AHEAD: Final = Prepared(_ahead)


def _unagreed(actor: Actor, may: Sequence[int], soon: datetime) -> Combinable:
    """Meetings near or agreed by others, with topics, whose agenda the actor's side has not
    agreed to."""
    agreements = AgendaAgreement.objects.filter(meeting=OuterRef("pk"), withdrawn_at=None)
    topics = Topic.objects.filter(meeting=OuterRef("pk"), removed_at=None)
    given = agreements.filter(partner__in=_sides_of(actor))
    near = Q(starts_at__lt=soon) | Exists(agreements)
    return Q(state=State.PLANNED, alliance__in=may) & Exists(topics) & ~Exists(given) & near


def _unsigned(actor: Actor, may: Sequence[int]) -> Q:
    """Meetings that ended, whose minutes the actor may sign off and whose side has not."""
    signed = SignOff.objects.filter(
        meeting=OuterRef("pk"), partner__in=_sides_of(actor), answer=SignOff.Answer.SIGNED,
        superseded_at=None,
    )  # fmt: skip
    return Q(state=State.ENDED, alliance__in=may) & ~Q(Exists(signed))


def _sides_of(actor: Actor) -> list[int]:
    return [seat.partner_id for seat in actor.seats.values()]


def _same() -> QuerySet[Any]:
    return Meeting.objects.filter(pk=OuterRef("pk"))


# The feed


def feed_of(actor: Actor) -> list[Meeting]:
    """The meetings of a person's calendar: of bodies with a seat, in all joint rooms."""
    seen = actor.looking_at(View.JOINT)
    since = timezone.now() - timedelta(days=90)
    rows = Meeting.objects.visible_to(seen).filter(_sits(seen), starts_at__gte=since)
    return list(rows.select_related("body", "alliance").order_by("starts_at", "pk")[:500])
