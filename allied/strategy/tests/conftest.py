"""A small map in the alliance of the cast."""

import pytest
from msgspec import Struct

from allied.foundation.access.actor import Actor
from allied.strategy.models import Link, Objective, Perspective, Theme
from allied.strategy.services import (
    add_objective,
    add_perspective,
    add_theme,
    draw_link,
    set_joint_win,
)
from tests.support.cast import Cast, make_cast
from tests.support.kept import kept


class Drawn(Struct):
    """Two bands, two themes, three objectives, one link, one joint win; made by `by`."""

    cast: Cast
    by: Actor
    low: Perspective
    high: Perspective
    living: Theme
    growth: Theme
    trust: Objective
    speed: Objective
    value: Objective
    link: Link
    url: str


@pytest.fixture
def drawn(db: None) -> Drawn:
    return kept(_drawn)


def _drawn() -> Drawn:
    cast = make_cast()
    by, alliance = cast.actor("quintiles_manager"), cast.alliance
    low, high = (
        add_perspective(by=by, alliance=alliance, name=name) for name in ("Process", "Stakeholder")
    )
    living, growth = (
        add_theme(by=by, alliance=alliance, name=name) for name in ("Living the alliance", "Growth")
    )
    trust, speed, value = (
        add_objective(by=by, alliance=alliance, perspective=band, theme=theme, title=title)
        for band, theme, title in (
            (low, living, "Build trust"),
            (low, growth, "Gain speed"),
            (high, growth, "Create value"),
        )
    )
    link = draw_link(by=by, cause=trust, effect=value)
    set_joint_win(by=by, objective=trust, partner=cast.quintiles, text="Less oversight")
    return Drawn(
        cast, by, low, high, living, growth, trust, speed, value, link, f"/a/{alliance.slug}/map/"
    )
