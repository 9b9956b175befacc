"""The templates: each is well-formed, sound by the product's own advice, and without targets."""

from collections import Counter
from itertools import pairwise

import pytest

from allied.launch.catalogue import EMPTY, Starter, keys, starter, starters
from allied.launch.picture import picture
from allied.pure.scoring import DIRECTIONS, Direction, Preset
from allied.scorecard.models import Aggregation, Frequency, Kind, Measure, Target
from allied.strategy.advice import Aim, Band, Gauge, MapForm, Strand, advise

FULL = [each for each in starters() if each.key != EMPTY]
NAMED = pytest.mark.parametrize("given", FULL, ids=lambda each: each.key)


def test_the_six_templates_stand_in_their_order() -> None:
    assert keys() == [
        "alliance_map", "quadrants", "co_promotion", "supply", "technology", "empty",
    ]  # fmt: skip
    assert starter("nothing like it") is None


def test_the_alliance_map_has_four_perspectives_and_five_themes_of_which_two_stay_in_one() -> None:
    plan = starters()[0].plan
    assert [band.name for band in plan.perspectives] == [
        "Employees and organization", "Process", "Customer", "Stakeholder",
    ]  # fmt: skip
    places = {theme.key: set() for theme in plan.themes}
    for objective in plan.objectives:
        places[objective.theme].add(objective.perspective)
    assert sorted(map(len, places.values())) == [1, 1, 2, 3, 3]


@NAMED
def test_keys_agree_and_names_are_told_apart(given: Starter) -> None:
    plan = given.plan
    bands = {band.key for band in plan.perspectives}
    themes = {theme.key for theme in plan.themes}
    aims = {objective.key for objective in plan.objectives}
    for objective in plan.objectives:
        assert objective.perspective in bands
        assert objective.theme in themes
        assert set(objective.leads_to) <= aims - {objective.key}
        assert len(set(objective.leads_to)) == len(objective.leads_to)
    names = Counter(each.title.casefold() for each in plan.objectives)
    assert max(names.values()) == 1
    assert len({theme.colour for theme in plan.themes}) == len(plan.themes)


@NAMED
def test_texts_fit_their_fields(given: Starter) -> None:
    plan = given.plan
    assert all(len(each.title) <= 70 for each in plan.objectives), "titles stand in small boxes"
    assert all(len(each.statement) <= 500 for each in plan.themes)
    assert all(len(each.question) <= 200 for each in plan.perspectives)
    assert max(len(plan.mission), len(plan.values_line)) <= 300


@NAMED
def test_measures_can_be_scored_once_they_have_targets(given: Starter) -> None:
    known = {field.name for field in Measure._meta.get_fields()}
    for measure in given.measures:
        fields = measure.fields
        assert fields["kind"] in Kind.values
        assert fields["frequency"] in Frequency.values
        assert fields.get("aggregation", "last") in Aggregation.values
        assert Direction(fields["direction"]) in DIRECTIONS[Preset(fields["preset"])]
        assert set(fields) <= known
        assert not set(fields) & set(Target.VALUES), "targets are agreed, never given"


@NAMED
def test_the_advice_finds_nothing_but_the_people_missing(given: Starter) -> None:
    plan = given.plan
    ids = {each.key: number for number, each in enumerate(plan.objectives)}
    bands = {each.key: number for number, each in enumerate(plan.perspectives)}
    form = MapForm(
        perspectives=[Band(bands[p.key], p.name, p.operational) for p in plan.perspectives],
        themes=[Strand(n, t.name, is_led=True) for n, t in enumerate(plan.themes)],
        objectives=[Aim(ids[o.key], o.title, bands[o.perspective]) for o in plan.objectives],
        links=[(ids[o.key], ids[effect]) for o in plan.objectives for effect in o.leads_to],
        measures=[Gauge(n, m.name, ids[m.objective], True) for n, m in enumerate(given.measures)],
    )
    assert [piece.what for piece in advise(form)] == []


@NAMED
def test_links_never_run_down_the_map(given: Starter) -> None:
    height = {band.key: place for place, band in enumerate(given.plan.perspectives)}
    at = {objective.key: height[objective.perspective] for objective in given.plan.objectives}
    for objective in given.plan.objectives:
        assert all(at[effect] >= at[objective.key] for effect in objective.leads_to)


@NAMED
def test_boxes_of_the_picture_stay_inside_and_apart(given: Starter) -> None:
    drawn = picture(given.plan)
    rows: dict[str, list[tuple[float, float]]] = {}
    for box in drawn.boxes:
        rows.setdefault(box.y, []).append((float(box.x), float(box.x) + float(box.width)))
    for row in rows.values():
        assert row[0][0] >= 0
        assert row[-1][1] <= 240
        assert all(left[1] < right[0] for left, right in pairwise(row))
