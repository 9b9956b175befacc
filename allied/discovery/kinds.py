"""What this context adds to the registries below it: what can be shared, its acts in words."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allied.alliances import sharing
from allied.alliances.models import Alliance
from allied.alliances.rooms import Room
from allied.foundation.access.actor import Actor
from allied.foundation.audit import words

from .models import Candidate, Interview, Passage
from .queries import candidate_visible_to, interview_visible_to, passage_visible_to

ACTS = {
    "discovery.set_guide": gettext_lazy("changed the questions of the"),
    "discovery.record_interview": gettext_lazy("recorded the interview with"),
    "discovery.edit_interview": gettext_lazy("changed the interview with"),
    "discovery.add_question": gettext_lazy("added a question to the interview with"),
    "discovery.edit_answer": gettext_lazy("wrote an answer of"),
    "discovery.mark_passage": gettext_lazy("marked the passage"),
    "discovery.gather_passage": gettext_lazy("gathered the passage"),
    "discovery.remove_passage": gettext_lazy("unmarked the passage"),
    "discovery.raise_candidate": gettext_lazy("raised the candidate"),
    "discovery.edit_candidate": gettext_lazy("changed the candidate"),
    "discovery.take_candidate": gettext_lazy("took onto the map the candidate"),
    "discovery.merge_candidate": gettext_lazy("merged into another the candidate"),
    "discovery.set_aside": gettext_lazy("set aside the candidate"),
    "discovery.reopen_candidate": gettext_lazy("brought back the candidate"),
    "discovery.prepare_workshop": gettext_lazy("prepared the workshop"),
    "discovery.edit_workshop": gettext_lazy("changed the workshop"),
    "discovery.open_workshop": gettext_lazy("opened the workshop"),
    "discovery.close_workshop": gettext_lazy("closed the workshop"),
    "discovery.open_voting": gettext_lazy("opened the voting of the workshop"),
    "discovery.close_voting": gettext_lazy("closed the voting of the workshop"),
    "discovery.add_card": gettext_lazy("laid on the board the candidate"),
    "discovery.merge_card": gettext_lazy("merged on the board the candidate"),
    "discovery.take_off_card": gettext_lazy("took off the board the candidate"),
}
KINDS = {
    "guide": gettext_lazy("guide"),
    "interview": gettext_lazy("interview"),
    "passage": gettext_lazy("passage"),
    "candidate": gettext_lazy("candidate objective"),
    "workshop": gettext_lazy("workshop"),
}


def register() -> None:
    words.register(acts=ACTS, kinds=KINDS)
    sharing.register(
        sharing.Shareable(
            kind="interview", model=Interview, name=KINDS["interview"],
            find=_or_none(interview_visible_to), shown=_interview,
            objection=lambda row, joint: None,
            address=lambda row: reverse("discovery:interview", args=[row.alliance.slug, row.pk]),
            author_id=lambda row: row.recorded_by_id,
        )
    )  # fmt: skip
    sharing.register(
        sharing.Shareable(
            kind="passage", model=Passage, name=KINDS["passage"],
            find=_or_none(passage_visible_to), shown=_passage, objection=_no_passage,
            address=_passage_page, author_id=lambda row: row.marked_by_id,
        )
    )  # fmt: skip
    sharing.register(
        sharing.Shareable(
            kind="candidate", model=Candidate, name=KINDS["candidate"],
            find=_or_none(candidate_visible_to), shown=_candidate, objection=_no_candidate,
            address=lambda row: reverse("discovery:candidate", args=[row.alliance.slug, row.pk]),
            author_id=lambda row: row.raised_by_id,
        )
    )  # fmt: skip


def _or_none(find: Callable[[Actor, Alliance, int], Any]) -> Callable[..., Any | None]:
    def found(actor: Actor, alliance: Alliance, pk: int) -> Any | None:
        try:
            return find(actor, alliance, pk)
        except Http404:
            return None

    return found


def _interview(row: Interview) -> list[sharing.Shown]:
    about = [row.who, row.partner.company.name, date_format(row.held_on), row.interviewer]
    answers = [
        sharing.Shown(answer.question, answer.text.splitlines() or [_("not answered")])
        for answer in row.answers.all()
    ]
    return [sharing.Shown(_("Who was asked, when, by whom"), [a for a in about if a]), *answers]


def _passage(row: Passage) -> list[sharing.Shown]:
    said = [row.voice, row.partner.company.name, date_format(row.said_on)]
    under = [row.candidate.title] if row.candidate else []
    shown = [sharing.Shown(_("The words"), row.text.splitlines())]
    shown.append(sharing.Shown(_("Whose they are, and of which day"), said))
    return [*shown, sharing.Shown(_("Gathered under"), under)] if under else shown


def _no_passage(row: Passage, joint: Room) -> str | None:
    if row.candidate and row.candidate.room_id != joint.pk:
        return _("The candidate it lies under is in our own room. Share that first.")
    return None


def _passage_page(row: Passage) -> str:
    if row.candidate_id:
        return reverse("discovery:candidate", args=[row.alliance.slug, row.candidate_id])
    return reverse("discovery:candidates", args=[row.alliance.slug])


def _candidate(row: Candidate) -> list[sharing.Shown]:
    place = [str(each) for each in (row.perspective, row.theme) if each]
    shown = [sharing.Shown(_("Title and description"), [row.title, *row.description.splitlines()])]
    return [*shown, sharing.Shown(_("Where it might stand"), place)] if place else shown


def _no_candidate(row: Candidate, joint: Room) -> str | None:
    if not row.is_open:
        return _("Only an open candidate can be shared. Bring it back first.")
    taken = Candidate.objects.filter(room=joint, title=row.title, state=row.state)
    if taken.exists():
        return _("The joint room has a candidate of this name already. Rename one first.")
    return None
