"""How the strategy of the first alliance was found: interviews, candidates, a closed workshop.

Who was asked is told by role. That interviews with the executives of both companies came first is
published; what they say here is paraphrase and invention, and marked as illustrative.
"""

from datetime import date

from allied.discovery.models import Answer, Candidate, Card, Workshop
from allied.discovery.services import (
    cast_vote,
    edit_answer,
    gather_passage,
    mark_passages,
    merge_cards,
    move_card,
    prepare_workshop,
    raise_candidate,
    record_interview,
    set_aside,
    set_stage,
    set_voting,
    take_onto_map,
)
from allied.discovery.wording import sentences, usual_questions
from allied.foundation.access.actor import View
from allied.strategy.models import Theme

from .dating import dated
from .stage import Stage
from .voices_told import ASIDE, CANDIDATES, INTERVIEWS, MERGED, OURS, PLACES, TAKEN, VOTES, Told

WORKSHOP_ON = date(2003, 1, 14)
DECIDED_ON = date(2003, 1, 22)


def hear_the_voices(stage: Stage) -> None:
    for told in INTERVIEWS:
        with dated(told.held_on):
            _interview(stage, told)
    with dated(date(2002, 12, 16)):
        made = _candidates(stage)
        _gather(stage, made)
    with dated(WORKSHOP_ON):
        _workshop(stage, made)
    with dated(DECIDED_ON):
        _decide(stage, made)


def _interview(stage: Stage, told: Told) -> None:
    by = stage.actor(told.by, View.OURS if told.is_ours else View.JOINT)
    row = record_interview(
        by=by, alliance=stage.alliance, questions=usual_questions(), partner=None,
        person=stage.people[told.who], held_on=told.held_on, interviewer=by.name,
        is_illustrative=True,
    )  # fmt: skip
    for answer in Answer.objects.filter(interview=row):
        said = told.answers.get(answer.position)
        if said:
            edit_answer(
                by=by, answer=answer, version=answer.version, question=answer.question, text=said
            )


def _candidates(stage: Stage) -> dict[str, Candidate]:
    made = {
        key: raise_candidate(
            by=stage.actor("q_manager"), alliance=stage.alliance, title=title,
            description=description, is_illustrative=True,
        )
        for key, (title, description) in CANDIDATES.items()
    }  # fmt: skip
    title, description = OURS
    made["ours"] = raise_candidate(
        by=stage.actor("s_manager", View.OURS), alliance=stage.alliance, title=title,
        description=description, is_illustrative=True,
    )  # fmt: skip
    return made


def _gather(stage: Stage, made: dict[str, Candidate]) -> None:
    """Marks the sentences that the story gives a candidate, by who recorded the interview."""
    answers = Answer.objects.filter(interview__alliance=stage.alliance).select_related(
        "interview__alliance", "interview__person", "interview__room"
    )
    for answer in answers:
        told = next(t for t in INTERVIEWS if stage.people[t.who].pk == answer.interview.person_id)
        by = stage.actor(told.by, View.OURS if told.is_ours else View.JOINT)
        for (position, number), key in told.passages.items():
            if position != answer.position:
                continue
            span = sentences(answer.text)[number]
            [passage] = mark_passages(by=by, answer=answer, spans=[span], candidate=None)
            gather_passage(by=by, passage=passage, version=passage.version, candidate=made[key])


def _workshop(stage: Stage, made: dict[str, Candidate]) -> None:
    runs = stage.actor("s_manager")
    shop = prepare_workshop(
        by=runs, alliance=stage.alliance, name="From voices to a map", held_on=WORKSHOP_ON,
        is_illustrative=True,
    )  # fmt: skip
    shop = _now(shop)
    set_stage(by=runs, workshop=shop, version=shop.version, stage="open")
    bands = {each.perspective.name: each.perspective for each in stage.objectives.values()}
    themes = {each.name: each for each in Theme.objects.filter(alliance=stage.alliance)}
    cards = {card.candidate_id: card for card in Card.objects.filter(workshop=shop)}
    for who, key, band, theme in PLACES:
        card = cards[made[key].pk]
        card.refresh_from_db()
        move_card(
            by=stage.actor(who), card=card, seen=card.version, perspective=bands[band],
            theme=themes[theme],
        )  # fmt: skip
    source, target = (cards[made[key].pk] for key in MERGED)
    source.refresh_from_db()
    merge_cards(by=stage.actor("q_manager"), card=source, seen=source.version, onto=target)
    _vote(stage, shop, {key: cards[row.pk] for key, row in made.items() if row.pk in cards})


def _vote(stage: Stage, shop: Workshop, cards: dict[str, Card]) -> None:
    runs = stage.actor("s_manager")
    shop = _now(shop)
    set_voting(by=runs, workshop=shop, version=shop.version, is_voting=True)
    for who, keys in VOTES.items():
        for key in keys.split():
            cast_vote(by=stage.actor(who), card=cards[key], more=True)
    shop = _now(shop)
    set_stage(by=runs, workshop=shop, version=shop.version, stage="closed")


def _decide(stage: Stage, made: dict[str, Candidate]) -> None:
    by = stage.actor("s_manager")
    for key, objective in TAKEN.items():
        row = Candidate.objects.get(pk=made[key].pk)
        take_onto_map(
            by=by, candidate=row, version=row.version, objective=stage.objectives[objective]
        )
    for key, reason in ASIDE.items():
        row = Candidate.objects.get(pk=made[key].pk)
        set_aside(by=by, candidate=row, version=row.version, reason=reason)


def _now(shop: Workshop) -> Workshop:
    return Workshop.objects.select_related("alliance").get(pk=shop.pk)
