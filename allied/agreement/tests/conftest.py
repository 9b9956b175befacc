"""A small joint map to agree on."""

import pytest
from msgspec import Struct

from allied.agreement.models import WHOLE, MapVersion
from allied.agreement.queries import stances_of
from allied.agreement.services import Said, give_stances, propose_version
from allied.foundation.access.actor import View
from allied.strategy.models import JointWin, Link, Objective, Perspective, StrategyMap, Theme
from tests.support.cast import Cast


class Scene(Struct):
    cast: Cast
    low: Perspective
    high: Perspective
    theme: Theme
    trust: Objective
    costs: Objective
    value: Objective
    link: Link

    def actor(self, who, view=View.JOINT):
        return self.cast.actor(who, view)

    def propose(self, who="solvay_manager", why="So we agreed", **more):
        return propose_version(by=self.actor(who), alliance=self.cast.alliance, why=why, **more)

    def give(self, who, version, *said, **more):
        return give_stances(by=self.actor(who), version=version, entries=said, **more)

    def agree_all(self, who, version, but=()):
        subjects = [WHOLE, *(row["id"] for row in version.document["objectives"])]
        return self.give(who, version, *(Said(pk, "agree") for pk in subjects if pk not in but))

    def in_force(self):
        version = self.propose()
        self.agree_all("solvay_sponsor", version)
        assert self.agree_all("quintiles_manager", version)
        return MapVersion.objects.get(pk=version.pk)

    def standing(self, version):
        return stances_of(version, self.actor("reader")).standing


def make_scene(cast: Cast) -> Scene:
    place = {"alliance": cast.alliance, "room": cast.joint}
    StrategyMap.objects.create(mission="Value for both", values_line="Trust", **place)
    low, high = (
        Perspective.objects.create(name=name, position=n, **place)
        for n, name in enumerate(("Process", "Stakeholder"))
    )
    theme = Theme.objects.create(name="Collaboration", **place)
    rows = [
        Objective.objects.create(title=title, perspective=band, theme=theme, position=n, **place)
        for n, (title, band) in enumerate(
            (("Grow trust", low), ("Share the costs", low), ("Grow value", high))
        )
    ]
    link = Link.objects.create(cause=rows[1], effect=rows[2], **place)
    JointWin.objects.create(objective=rows[1], partner=cast.solvay, text="A sound plan", **place)
    return Scene(cast, low, high, theme, *rows, link)


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return make_scene(cast)
