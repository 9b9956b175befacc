"""Writes of passages: marking them, gathering them under candidates."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from allied.alliances.queries import current_room
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused

from ..models import PASSAGE_LIMIT, Answer, Candidate, Passage
from .candidates import raise_candidate
from .trail import trace

MOST_PASSAGES = 100


@transaction.atomic
def mark_passages(
    *, by: Actor, answer: Answer, spans: Sequence[tuple[int, str]], candidate: Candidate | None
) -> list[Passage]:
    """Mark words of an answer, each given by (first character, words), in the room of the view.

    Refused where the answer does not say these words there (any more).
    """
    interview = answer.interview
    demand(by, "discovery.contribute", interview.alliance)
    room = current_room(by, interview.alliance)
    if not spans:
        raise Refused(_("Choose a sentence at least."))
    if Passage.objects.filter(answer=answer, room=room).count() + len(spans) > MOST_PASSAGES:
        raise Refused(
            _("At most %(most)d passages can be marked in an answer.") % {"most": MOST_PASSAGES}
        )
    made = []
    for start, words in spans:
        _check(answer, start, words)
        passage = Passage(
            alliance=interview.alliance, room=room, answer=answer, candidate=candidate,
            partner_id=interview.partner_id, voice=interview.who[:140], said_on=interview.held_on,
            start=start, text=words, marked_by_id=by.person_id,
        )  # fmt: skip
        check_open(candidate)
        passage.save()
        trace("mark_passage", by, "passage", passage)
        made.append(passage)
    return made


@transaction.atomic
def gather_passage(
    *, by: Actor, passage: Passage, version: int, candidate: Candidate | None
) -> None:
    """Put a passage under a candidate, another one or none. Conflict where somebody did since."""
    demand(by, "discovery.contribute", passage.alliance)
    check_open(candidate)
    if candidate and candidate.room_id != passage.room_id and is_joint(by, passage):
        raise Refused(
            _("A joint passage cannot lie under a candidate of our own room. Mark the words anew."),
            "candidate",
        )
    passage.candidate = candidate
    passage.save_over(version, ["candidate_id"])
    trace("gather_passage", by, "passage", passage)


@transaction.atomic
def remove_passage(*, by: Actor, passage: Passage) -> None:
    """Take the mark away; the answer stays as it is. Only by the side that marked it."""
    demand(by, "discovery.contribute", passage.alliance)
    if passage.marked_by is None or passage.marked_by.company_id != by.company_id:
        raise Refused(_("The other side marked this. Ask them, or move it to another candidate."))
    trace("remove_passage", by, "passage", passage)
    passage.delete()


def is_joint(by: Actor, row: Passage | Candidate) -> bool:
    return row.room_id == by.seats[row.alliance_id].joint_room_id


def check_open(candidate: Candidate | None) -> None:
    if candidate is not None and candidate.state in {"merged", "set_aside"}:
        raise Refused(_("This candidate is no longer open. Choose another one."), "candidate")


def _check(answer: Answer, start: int, words: str) -> None:
    if len(words) > PASSAGE_LIMIT:
        raise Refused(
            _("A passage holds at most %(most)d characters. Mark it in parts.")
            % {"most": PASSAGE_LIMIT}
        )
    if start < 0 or not words.strip() or answer.text[start : start + len(words)] != words:
        raise Refused(_("The answer does not say this any more. Look at it again."))


@transaction.atomic
def mark_under(
    *,
    by: Actor,
    answer: Answer,
    spans: Sequence[tuple[int, str]],
    candidate: Candidate | None,
    title: str = "",
) -> list[Passage]:
    """Mark words under a candidate, or under a new one of that title."""
    if title.strip():
        alliance = answer.interview.alliance
        candidate = raise_candidate(by=by, alliance=alliance, title=title)
    return mark_passages(by=by, answer=answer, spans=spans, candidate=candidate)
