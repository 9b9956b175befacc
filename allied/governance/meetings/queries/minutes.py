"""The minutes in the one standard form: a plain document, made of the record or read as signed.

What every partner signed is kept with the meeting and shown from then on, whatever happens to the
decisions, actions and people in it. Before that the document is made anew each time; its digest
says whether what somebody read is what stands there now.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy
from msgspec import Struct

from allied.alliances.models import Membership, Partner, Role
from allied.alliances.queries import partners_of
from allied.foundation.access.actor import Actor
from allied.foundation.access.zones import zone_of

from ...decisions.tallying import SILENT
from ...models import (
    Addendum,
    Attendance,
    Ballot,
    BodyMember,
    DecisionRule,
    Meeting,
    MinuteEntry,
    Office,
    SignOff,
)
from ...models import Topic as Point
from .attendance import Present
from .live import ACTION, DECISION, DISSENT, NOTE, Live, Recorded, live_of

FORM = "allied-minutes/1"
SIGNERS = (Role.ALLIANCE_MANAGER, Role.SPONSOR)
LISTS = {NOTE: "notes", DECISION: "decisions", DISSENT: "dissent", ACTION: "actions"}
LABELS: Mapping[str, Mapping[str, Any]] = {
    "presence": dict(Attendance.Presence.choices),
    "office": dict(Office.choices),
    "wanted": dict(Point.Wanted.choices),
    "state": dict(Point.State.choices),
    "rule": dict(DecisionRule.choices),
    "stand": dict(MinuteEntry.Stand.choices),
    "answer": {**dict(Ballot.Answer.choices), SILENT: gettext_lazy("said nothing")},
}


class Word(Struct, frozen=True):
    """What one partner says of the minutes; `may_sign`: it has somebody who can."""

    partner: Partner
    said: SignOff | None
    may_sign: bool

    @property
    def is_signed(self) -> bool:
        return self.said is not None and self.said.answer == SignOff.Answer.SIGNED


class Minutes(Struct, frozen=True):
    """`shown` is the document with its codes in words and its times in the meeting's zone."""

    meeting: Meeting
    shown: dict[str, Any]
    digest: str
    words: list[Word]
    addenda: list[Addendum]
    following: dict[str, Any]

    @property
    def waits_for(self) -> list[Word]:
        return [word for word in self.words if not word.is_signed]

    @property
    def without_signer(self) -> list[Word]:
        return [word for word in self.waits_for if not word.may_sign]


def minutes_of(actor: Actor, meeting: Meeting) -> Minutes:
    """As they were signed, or as the record now stands."""
    kept = meeting.signed_minutes
    document = kept.get("minutes") or document_of(actor, meeting)
    following = kept["next"] if kept else next_meeting(actor, meeting)
    addenda = Addendum.objects.visible_to(actor).filter(meeting=meeting)
    return Minutes(
        meeting, shown(document), digest_of(document), words_of(actor, meeting), list(addenda),
        in_zone(following, document["timezone"]),
    )  # fmt: skip


def document_of(actor: Actor, meeting: Meeting) -> dict[str, Any]:
    """Plain JSON of the record as it now stands: codes, ids and times, no words of a language."""
    live = live_of(actor, meeting)
    return {
        "form": FORM,
        "name": meeting.name,
        "body": meeting.body.name,
        "rule": meeting.body.rule,
        "place": meeting.place,
        "timezone": meeting.timezone,
        "starts_at": _iso(meeting.starts_at),
        "began_at": _iso(meeting.began_at),
        "ended_at": _iso(meeting.ended_at),
        "attendance": _attendance(live.present),
        "quorum": {"is_there": live.present.quorum.is_there, "why": live.present.quorum.words},
        "topics": [_topic(live, number) for number in range(len(live.points))],
        "general": _lists(live.general),
    }


def digest_of(document: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


def next_meeting(actor: Actor, meeting: Meeting) -> dict[str, Any]:
    """The one after this of the same body, if it is planned."""
    later = Meeting.objects.visible_to(actor).filter(
        body=meeting.body_id, starts_at__gt=meeting.starts_at
    )
    row = later.exclude(state=Meeting.State.CANCELLED).order_by("starts_at").first()
    if row is None:
        return {}
    return {"name": row.name, "starts_at": _iso(row.starts_at), "place": row.place}


def words_of(actor: Actor, meeting: Meeting) -> list[Word]:
    """Each partner whose word is wanted: all of a joint meeting, in our room our own."""
    said = SignOff.objects.visible_to(actor).filter(meeting=meeting, superseded_at=None)
    by_partner = {row.partner_id: row for row in said}
    today = timezone.localdate()
    able = set(
        Membership.objects.on(today)
        .filter(alliance=meeting.alliance_id, role__in=SIGNERS).values_list("partner", flat=True)
    )  # fmt: skip
    return [
        Word(partner, by_partner.get(partner.pk), partner.pk in able)
        for partner in partners_of(meeting.alliance)
        if _is_asked(partner, meeting, by_partner)
    ]


def shown(document: Mapping[str, Any]) -> dict[str, Any]:
    """For the page: codes become words, times those of the meeting's zone, days dates."""
    made: dict[str, Any] = in_zone(document, document["timezone"])
    return made


def in_zone(value: Any, zone: str) -> Any:
    if isinstance(value, Mapping):
        return {name: _one(name, each, zone) for name, each in value.items()}
    return value


def _one(name: str, value: Any, zone: str) -> Any:
    if isinstance(value, list | tuple):
        return [_one("", each, zone) for each in value]
    if isinstance(value, Mapping):
        return in_zone(value, zone)
    if name in LABELS and isinstance(value, str):
        return LABELS[name].get(value, value)
    if name.endswith("_at") and isinstance(value, str) and (moment := parse_datetime(value)):
        return moment.astimezone(zone_of(zone)).replace(tzinfo=None)
    return parse_date(value) if name == "due_on" and isinstance(value, str) else value


def _is_asked(partner: Partner, meeting: Meeting, said: Mapping[int, SignOff]) -> bool:
    if meeting.room.partner_id is not None:
        return bool(partner.pk == meeting.room.partner_id)
    return partner.left_on is None or partner.pk in said


def _attendance(present: Present) -> list[dict[str, Any]]:
    sides = [
        {"partner": side.name, "people": [_person(s.member, s.presence) for s in side.seats]}
        for side in present.sides
    ]
    guests = [
        {"name": guest.name, "of": guest.partner.company.name if guest.partner else ""}
        for guest in present.guests
    ]
    return [*sides, {"guests": guests}] if guests else sides


def _person(member: BodyMember, presence: str) -> dict[str, Any]:
    return {
        "name": member.who,
        "title": member.title if member.person else "",
        "office": "" if member.office == Office.MEMBER else member.office,
        "for": member.alternate_for.who if member.alternate_for else "",
        "presence": presence,
    }


def _topic(live: Live, place: int) -> dict[str, Any]:
    point = live.points[place]
    topic = point.topic
    return {
        "number": point.number,
        "title": topic.title,
        "why": topic.why,
        "owner": topic.owner.name if topic.owner else "",
        "wanted": topic.wanted,
        "minutes": topic.minutes,
        "used": round(topic.used_seconds / 60) if topic.began_at else None,
        "state": topic.state,
        **({"raised": True} if topic.is_raised else {}),
        **_lists(point.record),
    }


def _lists(record: list[Recorded]) -> dict[str, Any]:
    """In the order of the form: notes, decisions, dissent, actions."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in LISTS.values()}
    for line in record:
        found[LISTS[line.kind]].append(_line(line))
    return found


def _line(line: Recorded) -> dict[str, Any]:
    row: dict[str, Any] = {"id": line.pk, "text": line.text, "author": line.author}
    if line.kind == DISSENT:
        row |= {"whose": line.whose, "stand": line.stand}
    elif line.kind == DECISION:
        row |= {"number": line.number, "rule": line.rule, "stood": _stood(line)}
    elif line.kind == ACTION:
        row |= {"details": line.details, "owner": line.owner, "due_on": line.due_on.isoformat()}
    return row


def _stood(line: Recorded) -> list[dict[str, Any]]:
    """Who stood how, by partner."""
    return [
        {
            "partner": side.partner,
            "people": [{"name": each["name"], "answer": each["answer"]} for each in side.votes],
        }
        for side in line.stood
    ]


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
