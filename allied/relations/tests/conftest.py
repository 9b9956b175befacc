"""A small template with two dimensions, counterparts, and a round in which both sides answer."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from django.utils.text import slugify
from msgspec import Struct

from allied.foundation.access.actor import Actor, View
from allied.pure.periods import Period, parse_period
from allied.relations import services
from allied.relations.given import Given
from allied.relations.models import (
    Answer,
    Counterpart,
    Criterion,
    Dimension,
    Link,
    Round,
    Sheet,
    Template,
)
from tests.support.cast import Cast

LINK = "https://allied.example/q/"


class Made(Struct):
    """A template with what hangs on it; criteria by their short name."""

    template: Template
    dimensions: dict[str, Dimension]
    criteria: dict[str, Criterion]
    counterparts: list[Counterpart]

    def given(self, **values: Any) -> dict[int, Given]:
        """`given(listens=4)`: by the names of the criteria."""
        found: Mapping[str, Any] = values
        return {
            self.criteria[name].pk: each if isinstance(each, Given) else Given(each)
            for name, each in found.items()
        }


@pytest.fixture
def by(cast: Cast) -> Callable[..., Actor]:
    """`by("member")` in the joint view, `by("member", View.OURS)` in the other."""
    return lambda who="quintiles_manager", view=View.JOINT: cast.actor(who, view)


@pytest.fixture
def make(cast: Cast, by: Callable[..., Actor]) -> Callable[..., Made]:
    """`make(names=["A", "B"])`: a template with these counterparts, in the room of the view."""

    def made(
        names: tuple[str, ...] = ("North site", "South site"), name: str = "Sites",
        view: View = View.JOINT, who: str = "quintiles_manager",
    ) -> Made:  # fmt: skip
        actor = by(who, view)
        template = services.add_template(by=actor, alliance=cast.alliance, name=name)
        openness = services.add_dimension(by=actor, template=template, name="Openness")
        service = services.add_dimension(by=actor, template=template, name="Service", weight=3)
        criteria = {
            "listens": services.add_criterion(
                by=actor, dimension=openness, name="Listens", question="We are heard."
            ),
            "fair": services.add_criterion(
                by=actor, dimension=openness, name="Fair", question="It is fair.",
                kind="yes_no", preset="yes_no", weight=3,
            ),
            "on_time": services.add_criterion(
                by=actor, dimension=service, name="On time", question="Share on time",
                kind="percentage", preset="red_flag_goal", asked_of="ours",
                anchors={"red_flag": 85, "target": 95},
            ),
            "useful": services.add_criterion(
                by=actor, dimension=service, name="Useful", question="It can be used."
            ),
        }  # fmt: skip
        rows = services.add_counterparts(
            by=actor, template=template,
            rows=[
                {"name": each, "kind": "site", "contact": f"Dr. {each}",
                 "email": f"{slugify(each.split()[0])}@site.example"}
                for each in names
            ],
        )  # fmt: skip
        parts = {"openness": openness, "service": service}
        return Made(template, parts, criteria, rows)

    return made


@pytest.fixture
def made(make: Callable[..., Made]) -> Made:
    return make()


def quarter(text: str) -> Period:
    return parse_period(text)


@pytest.fixture
def opened(by: Callable[..., Actor]) -> Callable[..., Round]:
    def open_it(made: Made, text: str = "2024-Q1", view: View = View.JOINT) -> Round:
        return services.open_round(
            by=by(view=view),
            template=made.template,
            quarter=quarter(text),
            due_on=date(2024, 3, 31),
        )

    return open_it


def sheet_of(round: Round, number: int = 0) -> Sheet:
    rows = Sheet.objects.filter(round=round).select_related(
        "round__template__alliance", "round__template__room", "counterpart__template__alliance",
        "counterpart__template__room",
    )  # fmt: skip
    return rows.order_by("pk")[number]


@pytest.fixture
def answer(by: Callable[..., Actor]) -> Callable[..., Answer]:
    """`answer(sheet, given)`: our view, sent."""

    def sent(
        sheet: Sheet, given: dict[int, Given], version: int = 0, comment: str = "", **who: Any
    ) -> Answer:
        return services.send_answer(
            by=by(**who), sheet=sheet, version=version, given=given, comment=comment
        )

    return sent


@pytest.fixture
def invite(by: Callable[..., Actor]) -> Callable[..., tuple[Link, str]]:
    """A link and its token."""

    def sent(sheet: Sheet, **who: Any) -> tuple[Link, str]:
        link, address = services.send_link(
            by=by(**who), sheet=sheet, email="site@site.example", contact="Dr. Who",
            link_to=lambda token: LINK + token,
        )  # fmt: skip
        found = services.find_link(address.removeprefix(LINK))
        assert found is not None
        assert found.pk == link.pk
        return found, address.removeprefix(LINK)

    return sent
