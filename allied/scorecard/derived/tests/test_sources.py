"""A source that is no measure, by the same path."""

from datetime import date

import pytest

from allied.foundation.access.actor import View
from allied.scorecard import sources
from allied.scorecard.derived.queries import derivation_of
from allied.scorecard.derived.services import FormulaRefused, set_formula, source_changed
from allied.scorecard.models import Reading

SCORES: dict[date, float] = {}


@pytest.fixture
def survey(cast, periods):
    """A survey in the joint room and one of Solvay's own."""
    SCORES.clear()
    SCORES.update({period.start: 50.0 + n for n, period in enumerate(periods(2))})
    offers = [
        sources.Offer(4, "Health check", cast.joint.pk, "survey", "of 100", address="/there/"),
        sources.Offer(5, "Inner alignment", cast.solvay_room.pk, "survey", "of 100"),
    ]
    source = sources.Source(
        kind="survey",
        label="survey",
        offers=lambda alliance_id: offers,
        since=lambda alliance_id, key: min(SCORES, default=None),
        values=lambda alliance_id, key, wanted: [SCORES.get(p.start) for p in wanted],
    )
    sources.register(source)
    yield source
    sources.unregister("survey")


def told(measure):
    rows = Reading.objects.filter(measure=measure, is_current=True).order_by("period_start")
    return [float(value) for value in rows.values_list("value", flat=True)]


def test_a_survey_feeds_its_measure(by, cast, measure_of, periods, survey):
    score = measure_of([], "Trust", kind="survey", unit="of 100")
    set_formula(by=by, measure=score, text="{survey Health check}")
    assert told(score) == [50, 51]
    SCORES[periods(1)[0].start] = 70.0
    source_changed(alliance=cast.alliance, kind="survey", key=4)
    assert told(score) == [50, 70]
    shown = derivation_of(by, score).formula
    assert shown.text == "{survey #4 Health check}"
    assert [(row.name, row.address) for row in shown.inputs] == [("Health check", "/there/")]


def test_a_source_of_the_other_room_is_not_known(cast, by, measure_of, survey):
    score = measure_of([], "Trust", kind="survey", unit="of 100")
    for text in ("{survey Inner alignment}", "{survey #5}"):
        with pytest.raises(FormulaRefused) as caught:
            set_formula(by=cast.actor("solvay_manager", View.OURS), measure=score, text=text)
        assert caught.value.fault.code == "unknown_group"


def test_units_of_sources_count(by, measure_of, survey):
    money = measure_of([], "Money", kind="money", currency="EUR")
    with pytest.raises(FormulaRefused) as caught:
        set_formula(by=by, measure=money, text="{survey #4}")
    assert caught.value.fault.code == "result_unit"


def test_kinds_are_registered_once(survey):
    sources.register(survey)
    for kind in ("survey", "theme", "Governance", "a b"):
        other = sources.Source(kind, kind, lambda a: [], lambda a, k: None, lambda a, k, p: [])
        with pytest.raises(ValueError, match=kind):
            sources.register(other)
    assert sources.kinds().count("survey") == 1
