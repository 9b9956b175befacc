"""Writes of the guide, of interviews and of their answers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance, Membership, Partner
from allied.alliances.queries import current_room
from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.people.models import Person
from allied.strategy.services.texts import one_line, paragraphs

from ..models import ANSWER_LIMIT, Answer, Guide, Interview
from .trail import trace

MOST_QUESTIONS = 40


@transaction.atomic
def set_guide(*, by: Actor, alliance: Alliance, version: int, questions: str) -> Guide:
    """Keep the guide of the room of the view, a question a line. Conflict where saved since.

    `version` is the one seen, 0 where the room had no guide of its own.
    """
    demand(by, "discovery.contribute", alliance)
    lines = [one_line(line, 300, "questions") for line in questions.splitlines() if line.strip()]
    if not lines:
        raise Refused(_("A guide needs a question at least."), "questions")
    if len(lines) > MOST_QUESTIONS:
        raise Refused(
            _("A guide holds at most %(most)d questions.") % {"most": MOST_QUESTIONS}, "questions"
        )
    room = current_room(by, alliance)
    guide, is_new = Guide.objects.get_or_create(
        room=room, defaults={"alliance": alliance, "questions": "\n".join(lines)}
    )
    if not is_new and not version:
        raise Conflict(guide)
    if not is_new:
        guide.questions = "\n".join(lines)
        guide.save_over(version, ["questions"])
    trace("set_guide", by, "guide", guide)
    return guide


@transaction.atomic
def record_interview(
    *, by: Actor, alliance: Alliance, questions: Sequence[str] = (), **fields: Any
) -> Interview:
    """Record that a talk was held, in the room of the view, with its questions unanswered.

    `fields`: partner, person or executive (a role), held_on, interviewer, is_illustrative.
    """
    demand(by, "discovery.contribute", alliance)
    if by.person_id is None:
        raise PermissionDenied("discovery.contribute")
    row = Interview(alliance=alliance, room=current_room(by, alliance), recorded_by_id=by.person_id)
    for name, value in _values(alliance, fields, row).items():
        setattr(row, name, value)
    row.save()
    texts = [one_line(text, 300, "questions", required=True) for text in questions]
    Answer.objects.bulk_create(
        Answer(interview=row, question=text, position=n) for n, text in enumerate(texts)
    )
    trace("record_interview", by, "interview", row)
    return row


@transaction.atomic
def edit_interview(*, by: Actor, interview: Interview, version: int, **fields: Any) -> None:
    """Change who, when and by whom. Passages already marked keep the voice they were taken from."""
    demand(by, "discovery.change_interview", interview.alliance, interview)
    kept = _values(interview.alliance, fields, interview)
    for name, value in kept.items():
        setattr(interview, name, value)
    interview.save_over(version, sorted(kept))
    trace("edit_interview", by, "interview", interview)


@transaction.atomic
def add_question(*, by: Actor, interview: Interview, question: str) -> Answer:
    """Ask something of one's own, after the others."""
    demand(by, "discovery.change_interview", interview.alliance, interview)
    text = one_line(question, 300, "question", required=True)
    kept = Interview._base_manager.select_for_update().get(pk=interview.pk)
    count = kept.answers.count()
    if count >= MOST_QUESTIONS:
        raise Refused(
            _("An interview holds at most %(most)d questions.") % {"most": MOST_QUESTIONS},
            "question",
        )
    answer = Answer.objects.create(interview=kept, question=text, position=count)
    trace("add_question", by, "interview", interview)
    return answer


@transaction.atomic
def edit_answer(*, by: Actor, answer: Answer, version: int, question: str, text: str) -> None:
    """Write down what was said. Passages marked before keep the words they were marked with."""
    interview = answer.interview
    demand(by, "discovery.change_interview", interview.alliance, interview)
    answer.question = one_line(question, 300, "question", required=True)
    answer.text = paragraphs(text, ANSWER_LIMIT, "text")
    answer.save_over(version, ["question", "text"])
    trace("edit_answer", by, "interview", interview)


def _values(alliance: Alliance, fields: dict[str, Any], row: Interview) -> dict[str, Any]:
    unknown = set(fields) - {
        "partner", "person", "executive", "held_on", "interviewer", "is_illustrative"
    }  # fmt: skip
    if unknown:
        raise TypeError(f"no such fields: {sorted(unknown)}")
    person, partner = fields.get("person"), fields.get("partner")
    kept: dict[str, Any] = {
        "executive": one_line(fields.get("executive", ""), 140, "executive"),
        "interviewer": one_line(fields.get("interviewer", ""), 140, "interviewer"),
        "held_on": day_held(fields.get("held_on")),
        "person": person,
        "partner": _side(alliance, person, partner),
    }
    if person is None and not kept["executive"]:
        raise Refused(_("Choose who it was, or write the role."), "executive")
    if "is_illustrative" in fields:
        kept["is_illustrative"] = bool(fields["is_illustrative"])
    return kept


def _side(alliance: Alliance, person: Person | None, partner: Partner | None) -> Partner:
    """The side of the person where one is named, else the side that was chosen."""
    if person is not None:
        held = Membership.objects.filter(alliance=alliance, person=person).select_related("partner")
        membership = held.first()
        if membership is None:
            raise Refused(_("Choose somebody of this alliance."), "person")
        return membership.partner
    if partner is None or partner.alliance_id != alliance.pk:
        raise Refused(_("Choose the company."), "partner")
    return partner


def day_held(value: date | None) -> date:
    if value is None:
        raise Refused(_("Enter the date."), "held_on")
    if not 1900 <= value.year <= timezone.localdate().year + 5:
        raise Refused(_("Enter a date from 1900 to five years ahead."), "held_on")
    return value
