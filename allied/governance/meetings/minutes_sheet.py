"""The minutes as plain data for their files: of the joint room, in the language of the record.

Nothing of the person who asks goes into it, so that both sides get the same bytes.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from allied.alliances.queries import partners_of
from allied.foundation.access.actor import Actor, View
from allied.foundation.ui.prose import lines
from allied.reporting.packs import content

from ..models import Meeting
from .queries.minutes import Minutes, minutes_of

SIGNING = frozenset({Meeting.State.ENDED, Meeting.State.SIGNED_OFF})


def sheet_of(actor: Actor, meeting: Meeting) -> content.Minutes:
    """As every partner signed them, or a draft of what the record now says."""
    with override(settings.LANGUAGE_CODE):
        return _filled(minutes_of(actor.looking_at(View.JOINT), meeting))


def _filled(found: Minutes) -> content.Minutes:
    shown, meeting = found.shown, found.meeting
    general = _minuted({**shown["general"], "title": _("General")})
    return content.Minutes(
        cover=_cover(found),
        made_at=_made_at(found),
        held=_held(shown),
        rule=str(shown["rule"]),
        quorum=" ".join(map(str, shown["quorum"]["why"])),
        attendance=tuple(_attendance(shown["attendance"])),
        topics=tuple(_minuted(topic) for topic in shown["topics"]),
        general=general if any(shown["general"].values()) else None,
        following=_following(found),
        signed=tuple(_signed(found)) if meeting.state in SIGNING else (),
        digest=found.digest if meeting.state == Meeting.State.SIGNED_OFF else "",
        addenda=tuple(
            content.Addendum(lines(row.text), row.author, row.at.astimezone(meeting.zone).date())
            for row in found.addenda
        ),
        language=settings.LANGUAGE_CODE,
    )


def _cover(found: Minutes) -> content.Cover:
    shown, alliance = found.shown, found.meeting.alliance
    day = date_format(shown["starts_at"], "DATE_FORMAT")
    return content.Cover(
        alliance=alliance.name,
        partners=tuple(str(partner) for partner in partners_of(alliance)),
        body=shown["body"],
        meeting=shown["name"] or _("Meeting of %(day)s") % {"day": day},
        at=shown["starts_at"],
        zone=shown["timezone"],
        as_of=None,
        place=shown["place"],
    )


def _made_at(found: Minutes) -> datetime:
    """The time that the files bear: of the last word on signed minutes, of a draft the day."""
    meeting = found.meeting
    said = [word.said.at for word in found.words if word.said]
    if meeting.state == Meeting.State.SIGNED_OFF and said:
        return max([*said, *(row.at for row in found.addenda)])
    return datetime.combine(meeting.alliance.today(), time.min, UTC)


def _held(shown: Mapping[str, Any]) -> str:
    """From when to when, by the clock of the meeting."""
    began, ended = shown["began_at"], shown["ended_at"]
    if began is None:
        return ""
    said = date_format(began, "TIME_FORMAT")
    if ended:
        said += f"–{date_format(ended, 'TIME_FORMAT')}"
    return f"{said} ({shown['timezone']})"


def _attendance(sides: list[Mapping[str, Any]]) -> Iterator[content.Attendee]:
    for side in sides:
        for each in side.get("people", ()):
            stands_for = _("for %(name)s") % {"name": each["for"]} if each["for"] else ""
            office = " ".join(filter(None, [str(each["office"]), stands_for]))
            role = ", ".join(filter(None, [each["title"], office]))
            presence = str(each["presence"]) or _("not noted")
            yield content.Attendee(each["name"], side["partner"], role, presence)
        for each in side.get("guests", ()):
            yield content.Attendee(each["name"], each["of"], _("guest"), _("present"))


def _minuted(part: Mapping[str, Any]) -> content.Minuted:
    return content.Minuted(
        title=part["title"],
        outcome=str(part.get("wanted", "")),
        owner=part.get("owner", ""),
        time=_time(part) if "minutes" in part else "",
        state=str(part.get("state", "")),
        mark=_("raised in the meeting") if part.get("raised") else "",
        notes="\n".join(lines(note["text"]) for note in part["notes"]),
        decisions=tuple(
            content.Taken(each["text"], str(each["rule"]), str(each["number"]))
            for each in part["decisions"]
        ),
        dissent=tuple(
            content.Dissent(each["whose"], lines(each["text"])) for each in part["dissent"]
        ),
        actions=tuple(
            content.Action(
                title=each["text"], owner=each["owner"], due=each["due_on"], source=each["details"],
            )
            for each in part["actions"]
        ),
    )  # fmt: skip


def _time(topic: Mapping[str, Any]) -> str:
    if topic["used"] is None:
        return _("%(minutes)d min planned") % {"minutes": topic["minutes"]}
    return _("%(used)d of %(minutes)d min") % {"used": topic["used"], "minutes": topic["minutes"]}


def _following(found: Minutes) -> str:
    later = found.following
    if not later.get("starts_at"):
        return _("not planned yet")
    at = later["starts_at"]
    said = f"{date_format(at, 'DATE_FORMAT')}, {date_format(at, 'TIME_FORMAT')}"
    return ", ".join(filter(None, [f"{said} ({found.shown['timezone']})", later["place"]]))


def _signed(found: Minutes) -> Iterator[content.Signed]:
    for word in found.words:
        partner = str(word.partner)
        if word.is_signed and word.said:
            at = word.said.at.astimezone(found.meeting.zone)
            yield content.Signed(partner, word.said.author, at)
        else:
            yield content.Signed(partner)
