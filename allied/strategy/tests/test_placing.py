"""The map stands as it stood when something is added to it."""

from allied.strategy import services
from allied.strategy.models import StrategyMap
from allied.strategy.services.placing import placement_now
from tests.support.cast import Cast

from .conftest import Drawn


def order_now(cast: Cast) -> list[list[int]]:
    return [
        row for row in StrategyMap.objects.get(alliance=cast.alliance).placement.values() if row
    ]


def test_a_new_objective_without_links_moves_no_other(cast: Cast, drawn: Drawn) -> None:
    made = [
        services.add_objective(
            by=drawn.by, alliance=cast.alliance, perspective=band, theme=drawn.living, title=title
        )
        for title, band in zip("ABCDEF", [drawn.low, drawn.high] * 3, strict=True)
    ]
    for cause, effect in ((0, 5), (2, 3), (4, 1), (0, 3)):
        services.draw_link(by=drawn.by, cause=made[cause], effect=made[effect])
    stood = order_now(cast)
    for band, theme in ((drawn.low, drawn.living), (drawn.high, drawn.living)):
        row = services.add_objective(
            by=drawn.by, alliance=cast.alliance, perspective=band, theme=theme, title=f"New {band}"
        )
        now = order_now(cast)
        assert [[pk for pk in keys if pk != row.pk] for keys in now] == stood
        stood = now


def test_a_map_from_before_placements_were_kept_stands_as_it_stood(
    cast: Cast, drawn: Drawn
) -> None:
    for title in "ABCD":
        services.add_objective(
            by=drawn.by, alliance=cast.alliance, perspective=drawn.low, theme=drawn.living,
            title=title,
        )  # fmt: skip
    StrategyMap.objects.update(placement={})
    stood = placement_now(cast.alliance)
    row = services.add_objective(
        by=drawn.by, alliance=cast.alliance, perspective=drawn.low, theme=drawn.living, title="E"
    )
    now = StrategyMap.objects.get(alliance=cast.alliance).placement
    assert {band: [pk for pk in keys if pk != row.pk] for band, keys in now.items()} == stood


def test_a_place_that_was_let_go_is_found_anew(cast: Cast, drawn: Drawn) -> None:
    aims = [
        services.add_objective(
            by=drawn.by, alliance=cast.alliance, perspective=drawn.low, theme=theme, title=title
        )
        for title, theme in zip("ABC", [drawn.living] * 3, strict=True)
    ]
    first = order_now(cast)
    change = services.move_objective(by=drawn.by, objective=aims[0], version=1, pin=1.0)
    assert change is not None
    assert order_now(cast)[-1][-1] == aims[0].pk or order_now(cast)[0][-1] == aims[0].pk
    services.move_objective(by=drawn.by, objective=aims[0], version=2, pin=None)
    assert sorted(map(sorted, order_now(cast))) == sorted(map(sorted, first))
