"""Which pack of a meeting is shown: as it went out to the members, or as the record now stands.

With the last agreement to the agenda the pack is kept as a document. It is what the members read
before the meeting, and it is shown from then on, whatever is decided, done or renamed since.
"""

from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor, View
from allied.governance.meetings import sending
from allied.governance.models import Meeting, SentPack
from allied.reporting.packs.content import Pack
from allied.reporting.packs.kept import thawed, to_json

from .meetings import meeting_of
from .reading import pack_of

NOW = "now"


class Shown(Struct, frozen=True):
    """A pack. `sent_at`: when one last went out, if ever; `is_sent`: this is the one."""

    pack: Pack
    meeting: Meeting
    sent_at: datetime | None
    is_sent: bool

    @property
    def is_open(self) -> bool:
        """Not over yet: how it stands now is of use beside what was sent."""
        return is_open(self.meeting)

    @property
    def is_reopened(self) -> bool:
        """It went out, and then the agenda was changed or an agreement taken back."""
        return self.sent_at is not None and self.meeting.state == Meeting.State.PLANNED


def is_open(meeting: Meeting) -> bool:
    return meeting.is_prepared or meeting.state == Meeting.State.UNDER_WAY


def shown_pack(alliance: Alliance, actor: Actor, pk: int, wanted: str = "") -> Shown:
    """As it was sent, if it was; while the meeting is open, as it stands `now` where that is
    wanted. 404 of a meeting that is not in the joint room."""
    meeting = meeting_of(alliance, actor, pk)
    rows = SentPack.objects.visible_to(actor.looking_at(View.JOINT)).filter(meeting=meeting)
    sent = rows.last()
    if sent is None or (wanted == NOW and is_open(meeting)):
        made = pack_of(alliance, actor, meeting)
        return Shown(made, meeting, sent.at if sent else None, is_sent=False)
    return Shown(_as_sent(sent, meeting), meeting, sent.at, is_sent=True)


def _as_sent(sent: SentPack, meeting: Meeting) -> Pack:
    pack = thawed(sent.document)
    on = sent.at.astimezone(meeting.zone).date()
    return replace(pack, cover=replace(pack.cover, sent_on=on))


def register() -> None:
    """An agenda that goes out has its pack kept."""
    sending.register(_document)


def _document(by: Actor, meeting: Meeting) -> dict[str, Any]:
    return to_json(pack_of(meeting.alliance, by, meeting))
