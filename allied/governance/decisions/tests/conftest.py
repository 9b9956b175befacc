"""A committee with two seats of each side, and people who ask it questions."""

from collections.abc import Callable
from decimal import Decimal as Amount
from typing import Any

import pytest
from msgspec import Struct

from allied.foundation.access.actor import Actor, View
from allied.governance.decisions.services import raise_decision
from allied.governance.models import Body, BodyMember, Decision, DecisionRight, Matter
from allied.strategy.models import Objective, Perspective, Theme
from tests.support.cast import Cast
from tests.support.governed import DAY

TWO = [
    {"title": "Open them", "for_it": "Everybody sees the same", "against_it": "Costs a week"},
    {"title": "Keep them shut", "for_it": "Nothing to do", "against_it": "Two truths"},
]


class Committee(Struct):
    body: Body
    above: Body
    matter: Matter
    seats: dict[str, BodyMember]


@pytest.fixture
def by(cast: Cast) -> Callable[..., Actor]:
    return lambda who="solvay_manager", view=View.JOINT: cast.actor(who, view)


@pytest.fixture
def committee(cast: Cast) -> Committee:
    """A team that may spend 5000 EUR, under a steering committee that may spend anything."""
    place = {"alliance": cast.alliance, "room": cast.joint}
    above = Body.objects.create(kind="steering", name="Steering committee", **place)
    body = Body.objects.create(kind="project_team", name="Project team", parent=above, **place)
    matter = Matter.objects.create(name="Budget", has_amount=True, **place)
    DecisionRight.objects.create(body=body, matter=matter, up_to=Amount(5000), currency="EUR")
    DecisionRight.objects.create(body=above, matter=matter)
    sitting = {
        "solvay_manager": (cast.solvay, "chair"), "solvay_sponsor": (cast.solvay, "member"),
        "quintiles_manager": (cast.quintiles, "member"),
        "quintiles_sponsor": (cast.quintiles, "member"),
    }  # fmt: skip
    seats = {
        who: BodyMember.objects.create(
            body=body, partner=side, person=getattr(cast, who), office=office, since=DAY
        )
        for who, (side, office) in sitting.items()
    }
    return Committee(body, above, matter, seats)


@pytest.fixture
def asked(cast: Cast, by: Callable[..., Actor]) -> Callable[..., Decision]:
    """`asked(body=…)`: an open question with two options."""

    def ask(who: str = "member", view: View = View.JOINT, **more: Any) -> Decision:
        fields = {"title": "Open the dashboards?", "options": TWO, **more}
        return raise_decision(by=by(who, view), alliance=cast.alliance, **fields)

    return ask


@pytest.fixture
def ballots(committee: Committee) -> Callable[..., list[dict[str, Any]]]:
    """`ballots(solvay_manager="yes", quintiles_manager="no")`."""
    return lambda **said: [
        {"member": committee.seats[who], "answer": answer} for who, answer in said.items()
    ]


@pytest.fixture
def objective(cast: Cast) -> Objective:
    place = {"alliance": cast.alliance, "room": cast.joint}
    band = Perspective.objects.create(name="Process", **place)
    theme = Theme.objects.create(name="Collaboration", **place)
    return Objective.objects.create(
        title="Share the cost drivers", perspective=band, theme=theme, **place
    )
