"""Advice on form, each piece on a map where it is planted and on one where it is not."""

import pytest
from hypothesis import given, strategies
from msgspec.structs import replace

from allied.strategy.advice import Aim, Band, Gauge, MapForm, Strand, advise
from allied.strategy.cycles import cycles

PEOPLE, PROCESS, VALUE = Band(1, "People", True), Band(2, "Process", True), Band(3, "Value", False)
SOUND = MapForm(
    perspectives=[PEOPLE, PROCESS, VALUE],
    themes=[Strand(1, "Growth", True)],
    objectives=[Aim(1, "Trust", 1), Aim(2, "Speed", 2), Aim(3, "Value", 3)],
    links=[(1, 2), (2, 3)],
    measures=[Gauge(n, f"Measure {n}", n, True) for n in (1, 2, 3)],
)


def codes(form: MapForm) -> list[str]:
    return [advice.code for advice in advise(form)]


def test_a_sound_map_gets_no_advice() -> None:
    assert advise(SOUND) == []


def test_an_empty_map_is_told_how_to_begin() -> None:
    nothing = MapForm([], [], [], [], [])
    assert codes(nothing) == ["empty"]
    assert "perspectives" in advise(nothing)[0].how
    assert "three years" in advise(replace(SOUND, objectives=[], links=[]))[0].how


@pytest.mark.parametrize(("count", "told"), [(20, False), (21, True)])
def test_more_than_twenty_objectives(count: int, told: bool) -> None:
    aims = [Aim(n, f"Aim {n}", 1) for n in range(count)]
    gauges = [Gauge(n, f"G {n}", n, True) for n in range(count)]
    form = MapForm([replace(PEOPLE, is_operational=False)], SOUND.themes, aims, [], gauges)
    assert codes(form) == (["too_many"] if told else [])


def test_an_objective_without_a_measure_is_named() -> None:
    [advice] = advise(replace(SOUND, measures=SOUND.measures[1:]))
    assert advice.code == "no_measure"
    assert advice.what == "One objective has no measure."
    assert [about.name for about in advice.about] == ["Trust"]


def test_a_measure_without_an_owner_is_named() -> None:
    gauges = [replace(SOUND.measures[0], is_owned=False), *SOUND.measures[1:]]
    [advice] = advise(replace(SOUND, measures=gauges))
    assert (advice.code, advice.about[0].kind) == ("no_owner", "measure")


def test_an_effect_without_a_cause_is_named_above_the_lowest_band_alone() -> None:
    [advice] = advise(replace(SOUND, links=[(1, 2)]))
    assert advice.code == "no_cause"
    assert [about.id for about in advice.about] == [3]


def test_the_lowest_band_is_the_lowest_that_holds_something() -> None:
    lifted = replace(SOUND, perspectives=[Band(9, "Empty", False), *SOUND.perspectives])
    assert codes(lifted) == []


def test_a_map_that_only_measures_operations() -> None:
    gauges = [Gauge(n, f"G {n}", 1 + n % 2, True) for n in range(4)]
    advice = advise(replace(SOUND, measures=gauges))
    assert [piece.code for piece in advice] == ["operational_only", "no_measure"]
    assert "4 of 4" in advice[0].what
    assert [about.name for about in advice[0].about] == ["Value"]


def test_most_is_four_fifths() -> None:
    four_of_five = [Gauge(n, "G", 1 + n % 2, True) for n in range(4)] + [Gauge(9, "V", 3, True)]
    three_of_four = four_of_five[1:]
    assert "operational_only" in codes(replace(SOUND, measures=four_of_five))
    assert "operational_only" not in codes(replace(SOUND, measures=three_of_four))


def test_two_measures_say_nothing_of_the_form() -> None:
    assert "operational_only" not in codes(replace(SOUND, measures=SOUND.measures[:2]))


def test_a_theme_without_a_leader() -> None:
    [advice] = advise(replace(SOUND, themes=[Strand(1, "Growth", False)]))
    assert (advice.code, advice.about[0].kind) == ("no_leader", "theme")


def test_circles_are_named_in_their_order() -> None:
    [advice] = advise(replace(SOUND, links=[(1, 2), (2, 3), (3, 1)]))
    assert advice.what.endswith("Trust → Speed → Value → Trust.")


def test_cycles_finds_the_shortest_of_each_knot() -> None:
    links = [(1, 2), (2, 3), (3, 1), (2, 1), (5, 6), (6, 5), (7, 8)]
    assert cycles(range(1, 9), links) == [[1, 2], [5, 6]]


def test_cycles_of_a_long_chain_need_no_recursion() -> None:
    chain = [(n, n + 1) for n in range(5000)]
    assert cycles(range(5001), chain) == []


LINKS = strategies.lists(
    strategies.tuples(strategies.integers(0, 8), strategies.integers(0, 8)).filter(
        lambda pair: pair[0] != pair[1]
    ),
    max_size=20,
)


@given(LINKS)
def test_every_circle_is_one_and_a_map_without_them_has_none(links: list[tuple[int, int]]) -> None:
    found = cycles(range(9), links)
    for circle in found:
        assert all(pair in links for pair in zip(circle, circle[1:] + circle[:1], strict=True))
    if not found:
        assert ordered(links)


def ordered(links: list[tuple[int, int]]) -> bool:
    """Whether the links can be drawn all in one direction."""
    left, nodes = set(links), set(range(9))
    while nodes:
        free = {node for node in nodes if not any(effect == node for _cause, effect in left)}
        if not free:
            return False
        nodes -= free
        left = {pair for pair in left if pair[0] not in free}
    return True
