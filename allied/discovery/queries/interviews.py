"""Reads of the guide, of interviews, answers and passages."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q
from django.http import Http404
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor, View

from ..models import Answer, Guide, Interview, Passage
from ..wording import usual_questions

PAGE = 50


class GuideInUse(Struct, frozen=True):
    """The questions a new interview starts with; `version` 0 where the room has none of its own."""

    questions: list[str]
    version: int
    is_usual: bool


def guide_of(actor: Actor, alliance: Alliance) -> GuideInUse:
    """Of our room in its view where there is one, else the joint one, else the usual."""
    seat = actor.seats[alliance.pk]
    room = seat.own_room_id if actor.view is View.OURS else seat.joint_room_id
    found = {g.room_id: g for g in Guide.objects.visible_to(actor).filter(alliance=alliance)}
    own = found.get(room)
    kept = own or found.get(seat.joint_room_id)
    questions = kept.questions.split("\n") if kept else usual_questions()
    return GuideInUse(questions, own.version if own else 0, kept is None)


def interviews_of(
    actor: Actor, alliance: Alliance, before: int | None = None
) -> tuple[list[Any], int | None]:
    """A page of interviews, newest first, with counts of answers and visible passages."""
    rows = Interview.objects.visible_to(actor).filter(alliance=alliance)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    seen = Q(answers__passages__room_id__in=actor.room_ids)
    found = list(
        rows.select_related("partner__company", "person")
        .annotate(
            asked=Count("answers", distinct=True),
            answered=Count("answers", filter=~Q(answers__text=""), distinct=True),
            marked=Count("answers__passages", filter=seen, distinct=True),
        )
        .order_by("-pk")[: PAGE + 1]
    )
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def interview_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Interview:
    rows = Interview.objects.visible_to(actor).filter(alliance=alliance, pk=pk)
    return _one(rows.select_related("partner__company", "person", "recorded_by", "alliance"))


class Piece(Struct, frozen=True):
    """A stretch of an answer, marked or not."""

    text: str
    passage: Passage | None = None


class Told(Struct, frozen=True):
    """An answer with the visible passages in it."""

    answer: Answer
    pieces: list[Piece]
    passages: list[Passage]


def interview_page(actor: Actor, interview: Interview) -> list[Told]:
    """Its answers in order with the visible passages, in two queries."""
    answers = list(Answer.objects.visible_to(actor).filter(interview=interview))
    marked: dict[int, list[Passage]] = {}
    rows = Passage.objects.visible_to(actor).filter(answer__in=answers)
    for passage in rows.select_related("candidate", "marked_by").order_by("start", "id"):
        if passage.candidate and passage.candidate.room_id not in actor.room_ids:
            passage.candidate = None
        marked.setdefault(passage.answer_id, []).append(passage)
    return [
        Told(answer, pieces(answer.text, marked.get(answer.pk, ())), marked.get(answer.pk, []))
        for answer in answers
    ]


def pieces(text: str, passages: Sequence[Passage]) -> list[Piece]:
    """The text cut at its passages. One that overlaps an earlier one, or is gone, is not drawn."""
    cut, at = [], 0
    for passage in passages:
        end = passage.start + len(passage.text)
        if passage.start < at or text[passage.start : end] != passage.text:
            continue
        if passage.start > at:
            cut.append(Piece(text[at : passage.start]))
        cut.append(Piece(passage.text, passage))
        at = end
    if at < len(text):
        cut.append(Piece(text[at:]))
    return cut


def answer_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Answer:
    rows = Answer.objects.visible_to(actor).filter(interview__alliance=alliance, pk=pk)
    related = ("partner__company", "person", "recorded_by", "alliance")
    return _one(rows.select_related(*(f"interview__{name}" for name in related)))


def passage_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Passage:
    rows = Passage.objects.visible_to(actor).filter(alliance=alliance, pk=pk)
    return _one(rows.select_related("candidate", "marked_by", "alliance", "partner__company"))


def _one(rows: Any) -> Any:
    found = rows.first()
    if found is None:
        raise Http404
    return found
