"""The decision log of the first alliance, two proposals, and one page of a journal."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from allied.foundation.access.actor import View
from allied.governance.bodies.queries import seats_on
from allied.governance.decisions.services import (
    Recommendation,
    look_back,
    raise_decision,
    take_decision,
    write_entry,
)
from allied.governance.models import Body, Decision, Matter, Proposal
from allied.governance.proposals import services as proposals

from .decisions_told import TOLD, Told
from .stage import Stage

Event = tuple[date, Callable[[], object]]
HALF_A_YEAR = timedelta(days=182)
LATE = date(2006, 1, 1)
"""What was decided from here on is still to be looked back on."""


def decisions(stage: Stage) -> Iterable[Event]:
    """What was asked and decided, each on its day."""
    for told in TOLD:
        yield told.raised, partial(_raise, stage, told)
        if told.taken:
            yield told.taken, partial(_take, stage, told)
        if told.taken and told.outcome:
            yield told.taken + HALF_A_YEAR, partial(_look_back, stage, told)
    yield date(2006, 12, 11), partial(_ask_ourselves, stage)
    yield from _became_an_initiative(stage)
    yield from _on_its_way(stage)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(14), UTC)


def _body(stage: Stage, **known: Any) -> Body:
    return Body.objects.select_related("room").get(alliance=stage.alliance, **known)


def _raise(stage: Stage, told: Told) -> None:
    measure = stage.measures.get(told.measure)
    matter = Matter.objects.filter(alliance=stage.alliance, name=told.matter).first()
    raise_decision(
        by=stage.actor(told.by), alliance=stage.alliance, title=told.title,
        situation=told.situation, body=_body(stage, name=told.body), matter=matter,
        importance=told.importance, reversibility=told.reversibility, due_on=told.due,
        owner=stage.people[told.by], raised_at=_at(told.raised), source=told.source,
        is_illustrative=not told.source,
        options=[
            {"title": title, "for_it": pro, "against_it": con} for title, pro, con in told.options
        ],
        recommends=_recommended(stage, told),
        grounds=[
            {"objective": stage.objectives[told.objective]},
            *([{"measure": measure}] if measure else []),
        ],
    )  # fmt: skip


def _recommended(stage: Stage, told: Told) -> Recommendation:
    if told.recommended is None:
        return Recommendation()
    place, who, why = told.recommended
    return Recommendation(place, stage.people[who], why)


def _take(stage: Stage, told: Told) -> None:
    assert told.taken is not None
    row = Decision.objects.get(alliance=stage.alliance, title=told.title)
    assert row.body is not None
    is_looked_back = bool(told.outcome) or told.taken > LATE
    seats = [seat for seat in seats_on(row.body, told.taken) if seat.votes and told.voted]
    take_decision(
        by=stage.actor("s_manager"), decision=row, version=row.version, decided=told.decided,
        chosen=list(row.options.all())[told.chosen], taken_at=_at(told.taken),
        ballots=[{"member": seat, "answer": "yes"} for seat in seats],
        deciders=() if told.voted else [told.body],
        look_back_on=told.taken + HALF_A_YEAR if is_looked_back else None,
    )  # fmt: skip


def _look_back(stage: Stage, told: Told) -> None:
    row = Decision.objects.get(alliance=stage.alliance, title=told.title)
    look_back(by=stage.actor("q_manager"), decision=row, outcome=told.outcome, text=told.looked)


def _ask_ourselves(stage: Stage) -> None:
    """A question of Solvay's own room, and what its alliance manager keeps to itself."""
    ours = stage.actor("s_manager", View.OURS)
    row = raise_decision(
        by=ours, alliance=stage.alliance, is_illustrative=True,
        title="How far do we go on joint monitoring visits?", raised_at=_at(date(2006, 12, 11)),
        importance=3, owner=stage.people["s_manager"],
        options=[
            {"title": "One report for both", "for_it": "What Quintiles asks for"},
            {"title": "Two reports of one visit", "for_it": "Ours stays as it is"},
        ],
    )  # fmt: skip
    write_entry(
        by=ours,
        alliance=stage.alliance,
        decision=row,
        before="I expect that they will ask for more than they need. (Illustrative.)",
        surprised="How quickly our own people agreed.",
    )


def _became_an_initiative(stage: Stage) -> Iterable[Event]:
    title = "Ask every site why it is late, once a quarter"
    yield date(2004, 12, 7), partial(
        _suggest, stage, "q_sites", title, ("studies", "sites", -5),
        "A short call with each site instead of a long form twice a year.",
    )  # fmt: skip
    yield date(2004, 12, 21), partial(
        _step, stage, "speed_leader", title, proposals.take_up,
        reason="Cheap, and the sites want it.",
    )  # fmt: skip
    yield date(2005, 1, 11), partial(_forward, stage, "speed_leader", title, date(2005, 1, 11))
    yield date(2005, 1, 25), partial(_approve, stage, title, date(2005, 1, 25))
    yield date(2005, 2, 1), partial(
        _step, stage, "s_manager", title, proposals.turn_into_initiative,
        starts_on=date(2005, 2, 1), ends_on=date(2006, 12, 31), by_on=date(2006, 6, 30),
        owner=stage.people["q_sites"], state="under_way",
    )  # fmt: skip


def _on_its_way(stage: Stage) -> Iterable[Event]:
    title = "One plan template for all compounds"
    yield date(2006, 11, 14), partial(
        _suggest, stage, "s_quality", title, ("cost_drivers", "plan_quality", 5),
        "The last three plans repeat the same questions in another order.",
    )  # fmt: skip
    yield date(2006, 11, 28), partial(
        _step, stage, "collaboration_leader", title, proposals.take_up,
        reason="We have waited for this.",
    )  # fmt: skip
    yield (
        date(2006, 12, 5),
        partial(_forward, stage, "collaboration_leader", title, date(2006, 12, 5)),
    )
    other = "Invite the investigators to the first draft of a protocol"
    yield date(2006, 12, 14), partial(
        _suggest, stage, "q_sites", other, ("third_parties", "coverage", 4),
        "Investigators see in an hour what an amendment costs us later.",
    )  # fmt: skip


def _suggest(stage: Stage, who: str, title: str, moves: tuple[str, str, int], text: str) -> None:
    """`moves`: an objective and its measure by key, and by how much."""
    objective, measure, change = moves
    row = stage.objectives[objective]
    proposals.suggest(
        by=stage.actor(who), alliance=stage.alliance, title=title, text=text, objective=row,
        measure=stage.measures[measure], change=Decimal(change),
        team=_body(stage, theme=row.theme, kind="theme_team"), is_illustrative=True,
    )  # fmt: skip


def _step(stage: Stage, who: str, title: str, act: Callable[..., Any], **more: Any) -> None:
    row = Proposal.objects.get(alliance=stage.alliance, title=title)
    act(by=stage.actor(who), proposal=row, version=row.version, **more)


def _forward(stage: Stage, who: str, title: str, day: date) -> None:
    _step(stage, who, title, proposals.put_forward, raised_at=_at(day))


def _approve(stage: Stage, title: str, day: date) -> None:
    row = Proposal.objects.select_related("decision__body", "approving").get(
        alliance=stage.alliance, title=title
    )
    decision = row.decision
    assert decision is not None
    assert decision.body is not None
    take_decision(
        by=stage.actor("s_manager"), decision=decision, version=decision.version, decided="",
        chosen=row.approving, taken_at=_at(day),
        ballots=[
            {"member": seat, "answer": "yes"} for seat in seats_on(decision.body, day) if seat.votes
        ],
    )  # fmt: skip
