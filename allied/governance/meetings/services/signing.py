"""Minutes are signed off by every partner, or sent back with what to correct; then locked."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Partner
from allied.foundation.access.actor import Actor
from allied.foundation.access.refusal import Refused
from allied.strategy.services.texts import one_line, paragraphs

from ...models import Addendum, Meeting, SignOff
from ...trail import trace
from ..queries.minutes import digest_of, document_of, next_meeting, words_of
from .recording import State, hold, take_back_signatures

ENDED, SIGNED_OFF = frozenset({State.ENDED}), frozenset({State.SIGNED_OFF})


@transaction.atomic
def sign_off(*, by: Actor, meeting: Meeting, digest: str) -> Meeting:
    """For one's own side, the minutes with this digest: those that were read. The last partner's
    word locks them.

    Refused where they read otherwise by now; a signature under other words is taken back.
    """
    held = hold(by, meeting, right="governance.sign_off", states=ENDED)
    row = held.meeting
    side = _own_side(by, row)
    document = document_of(by, row)
    now = digest_of(document)
    if digest != now:
        raise Refused(_("The minutes were changed since you opened them. Read them again."))
    if _signed_otherwise(row, now):
        take_back_signatures(by, row)
    _say(by, row, side, SignOff.Answer.SIGNED, digest=now)
    trace("sign_off", by, "meeting", row)
    if all(word.is_signed for word in words_of(by, row)):
        row.state = State.SIGNED_OFF
        row.signed_minutes = {"minutes": document, "next": next_meeting(by, row), "digest": now}
        row.save_over(row.version, ["state", "signed_minutes"])
        trace("lock_minutes", by, "meeting", row)
    return row


@transaction.atomic
def ask_correction(*, by: Actor, meeting: Meeting, comment: str) -> Meeting:
    """For one's own side: not yet, and what is to be put right."""
    held = hold(by, meeting, right="governance.sign_off", states=ENDED)
    side = _own_side(by, held.meeting)
    said = paragraphs(comment, 2000, "comment")
    one_line(said, 2000, "comment", required=True)
    _say(by, held.meeting, side, SignOff.Answer.CORRECTION, comment=said)
    trace("ask_correction", by, "meeting", held.meeting)
    return held.meeting


@transaction.atomic
def add_addendum(*, by: Actor, meeting: Meeting, text: str) -> Addendum:
    """A correction of locked minutes, beside them."""
    held = hold(by, meeting, states=SIGNED_OFF)
    said = paragraphs(text, 10_000, "text")
    one_line(said, 10_000, "text", required=True)
    row = Addendum.objects.create(
        meeting=held.meeting, text=said, person_id=by.person_id, author=by.name
    )
    trace("add_addendum", by, "meeting", held.meeting)
    return row


def _own_side(by: Actor, meeting: Meeting) -> Partner:
    """The partner whose word this is: of those that the meeting asks."""
    seat = by.seat_in(meeting.alliance_id)
    own = seat.partner_id if seat else 0
    found = [word.partner for word in words_of(by, meeting) if word.partner.pk == own]
    if not found:
        raise Refused(_("Your side has no word in these minutes."))
    return found[0]


def _signed_otherwise(meeting: Meeting, digest: str) -> bool:
    rows = SignOff.objects.filter(meeting=meeting, superseded_at=None, answer="signed")
    return rows.exclude(digest=digest).exists()


def _say(
    by: Actor, meeting: Meeting, side: Partner, answer: str, *, comment: str = "", digest: str = ""
) -> None:
    """The last word of a partner counts; those before stay in the record."""
    earlier = SignOff.objects.filter(meeting=meeting, partner=side, superseded_at=None)
    earlier.update(superseded_at=timezone.now())
    SignOff.objects.create(
        meeting=meeting, partner=side, person_id=by.person_id, author=by.name, answer=answer,
        comment=comment, digest=digest,
    )  # fmt: skip
    Meeting.objects.filter(pk=meeting.pk).update(tick=meeting.tick + 1)
