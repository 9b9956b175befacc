"""The chain through an objective, and where it is weak."""

from hypothesis import given
from hypothesis import strategies as st

from allied.cockpit.map.trace import Standing, trace, weakness

ARROWS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30)


def test_goes_both_ways_along_the_whole_chain():
    found = trace(3, [(1, 2), (2, 3), (3, 4), (4, 5), (1, 6), (7, 4)])
    assert found.causes == {1, 2}
    assert found.effects == {4, 5}
    assert found.links == {(1, 2), (2, 3), (3, 4), (4, 5)}
    assert found.chain == {1, 2, 3, 4, 5}


def test_an_objective_without_links_is_alone():
    found = trace(1, [(2, 3)])
    assert (found.causes, found.effects, found.links) == (frozenset(), frozenset(), frozenset())
    assert found.chain == {1}


def test_a_cycle_is_walked_once():
    found = trace(1, [(1, 2), (2, 3), (3, 1), (3, 4)])
    assert found.causes == {2, 3}
    assert found.effects == {2, 3, 4}
    assert found.links == {(1, 2), (2, 3), (3, 1), (3, 4)}


def test_a_link_to_itself_means_nothing():
    assert trace(1, [(1, 1), (1, 2)]).links == {(1, 2)}
    assert trace(1, [(1, 1)]).chain == {1}


@given(ARROWS, st.integers(0, 9))
def test_every_lit_link_joins_two_of_the_chain(arrows, start):
    found = trace(start, arrows)
    assert all({cause, effect} <= found.chain for cause, effect in found.links)
    assert found.links <= set(arrows)
    assert start not in found.causes | found.effects


@given(ARROWS, st.integers(0, 9), st.integers(0, 9))
def test_what_causes_is_what_it_leads_to_the_other_way(arrows, one, other):
    assert (other in trace(one, arrows).causes) == (one in trace(other, arrows).effects)


@given(ARROWS, st.integers(0, 9))
def test_the_order_of_the_links_never_matters(arrows, start):
    assert trace(start, arrows) == trace(start, reversed(arrows))


def test_the_weakest_are_named_worst_first():
    standings = {
        1: Standing(0.5, "caution"),
        2: Standing(0.21, "off_track"),
        3: Standing(0.9, "on_track"),
        4: Standing(None, "no_data"),
        5: Standing(0.1, "off_track"),
        6: Standing(0.4, "caution"),
    }
    found = weakness(standings, standings)
    assert found.weakest == (5, 2, 6)
    assert found.sound is False
    assert found.without_data == (4,)


def test_a_status_set_by_hand_outweighs_the_score():
    standings = {1: Standing(0.9, "off_track"), 2: Standing(0.4, "caution")}
    assert weakness([1, 2], standings).weakest == (1, 2)


def test_a_sound_chain_names_its_lowest_alone():
    found = weakness([1, 2], {1: Standing(0.8, "on_track"), 2: Standing(1.0, "exceeds")})
    assert found.weakest == (1,)
    assert found.sound is True


def test_without_any_data_nothing_is_called_weak():
    found = weakness([1, 2], {1: Standing(None, "no_data")})
    assert found.weakest == ()
    assert found.without_data == (1, 2)
