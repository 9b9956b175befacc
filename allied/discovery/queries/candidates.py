"""Reads of candidates and the voices gathered under them."""

from collections.abc import Sequence

from django.http import Http404
from msgspec import Struct, field

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor

from ..models import Candidate, Passage, State

RELATED = ("perspective", "theme", "room", "merged_into", "objective")


class Voices(Struct, frozen=True):
    """What one partner's executives said to it, as far as the viewer may see."""

    company: str
    passages: list[Passage]


class Shown(Struct):
    """A candidate with its visible voices, by partner."""

    candidate: Candidate
    voices: list[Voices] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(each.passages) for each in self.voices)


def candidates_of(actor: Actor, alliance: Alliance, state: str = "") -> list[Shown]:
    """All candidates the actor sees, or those in one state, with their voices. Two queries."""
    rows = Candidate.objects.visible_to(actor).filter(alliance=alliance)
    if state:
        rows = rows.filter(state=state)
    found = [Shown(each) for each in rows.select_related(*RELATED)]
    heard = voices_of(actor, [each.candidate.pk for each in found])
    for each in found:
        each.voices = heard.get(each.candidate.pk, [])
    return found


def voices_of(actor: Actor, candidates: Sequence[int]) -> dict[int, list[Voices]]:
    """The visible passages under each of the candidates, by partner. One query."""
    rows = Passage.objects.visible_to(actor).filter(candidate__in=candidates)
    rows = rows.select_related(
        "partner__company", "answer__interview", "candidate", "marked_by", "alliance"
    )
    heard: dict[int, list[Voices]] = {}
    for passage in rows:
        company = passage.partner.company.name
        sides = heard.setdefault(passage.candidate_id or 0, [])
        if not sides or sides[-1].company != company:
            sides.append(Voices(company, []))
        passage.opens_interview = passage.answer.interview.room_id in actor.room_ids
        sides[-1].passages.append(passage)
    return heard


def gathered(actor: Actor, candidate: Candidate) -> Shown:
    return Shown(candidate, voices_of(actor, [candidate.pk]).get(candidate.pk, []))


def candidate_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Candidate:
    rows = Candidate.objects.visible_to(actor).filter(alliance=alliance, pk=pk)
    found = rows.select_related(*RELATED, "alliance", "raised_by__company").first()
    if found is None:
        raise Http404
    return found


def choices_of(actor: Actor, alliance: Alliance) -> list[Candidate]:
    """What a passage can be gathered under: the visible candidates, also those on the map."""
    rows = Candidate.objects.visible_to(actor).filter(alliance=alliance)
    return list(rows.filter(state__in=[State.CANDIDATE, State.TAKEN]).select_related("room"))


def voices_of_objective(actor: Actor, alliance: Alliance, objective_id: int) -> list[Shown]:
    """The candidates an objective came from, with the voices that the actor may see."""
    rows = Candidate.objects.visible_to(actor).filter(alliance=alliance, objective_id=objective_id)
    found = [Shown(each) for each in rows.select_related(*RELATED)]
    heard = voices_of(actor, [each.candidate.pk for each in found])
    for each in found:
        each.voices = heard.get(each.candidate.pk, [])
    return found
