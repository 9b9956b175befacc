"""A small map, and what was heard before it was drawn."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from msgspec import Struct

from allied.discovery import services
from allied.discovery.models import Answer, Candidate, Card, Interview, Workshop
from allied.foundation.access.actor import Actor, View
from allied.strategy.models import Perspective, Theme
from tests.support.cast import Cast

DAY = date(2024, 3, 5)
SAID = "We check twice. Nobody knows the cost! What would it take?"


class Frame(Struct):
    bands: list[Perspective]
    themes: list[Theme]


@pytest.fixture
def frame(cast: Cast) -> Frame:
    place = {"alliance": cast.alliance, "room": cast.joint}
    return Frame(
        [Perspective.objects.create(name=f"Band {n}", position=n, **place) for n in range(4)],
        [Theme.objects.create(name=f"Theme {n}", position=n, **place) for n in range(5)],
    )


@pytest.fixture
def by(cast: Cast) -> Callable[..., Actor]:
    """`by("member")` in the joint view, `by("member", View.OURS)` in the other."""
    return lambda who, view=View.JOINT: cast.actor(who, view)


@pytest.fixture
def interview(cast: Cast, by: Callable[..., Actor]) -> Callable[..., Interview]:
    def record(who: str = "quintiles_manager", view: View = View.JOINT, **more: Any) -> Interview:
        fields = {"executive": "Head of R&D", "partner": cast.solvay, "held_on": DAY, **more}
        row = services.record_interview(
            by=by(who, view), alliance=cast.alliance, questions=["What is in the way?"], **fields
        )
        answer = row.answers.get()
        services.edit_answer(
            by=by(who, view), answer=answer, version=1, question=answer.question, text=SAID
        )
        return row

    return record


@pytest.fixture
def answer(interview: Callable[..., Interview]) -> Answer:
    return Answer.objects.get(interview=interview())


@pytest.fixture
def candidate(cast: Cast, by: Callable[..., Actor]) -> Callable[..., Candidate]:
    def raised(title: str, who: str = "member", view: View = View.JOINT) -> Candidate:
        return services.raise_candidate(by=by(who, view), alliance=cast.alliance, title=title)

    return raised


@pytest.fixture
def board(
    cast: Cast, frame: Frame, by: Callable[..., Actor], candidate: Callable[..., Candidate]
) -> Callable[..., tuple[Workshop, list[Card]]]:
    """An open workshop with so many cards in the tray."""

    def opened(count: int = 2, start: int = 0) -> tuple[Workshop, list[Card]]:
        for n in range(start, start + count):
            candidate(f"Candidate {n}")
        manager = by("solvay_manager")
        shop = services.prepare_workshop(
            by=manager, alliance=cast.alliance, name="Sorting", held_on=DAY
        )
        services.set_stage(by=manager, workshop=shop, version=1, stage="open")
        return shop, list(Card.objects.filter(workshop=shop))

    return opened
