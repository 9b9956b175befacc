"""Recording readings: appended, judged at once, refused in words."""

from datetime import date
from decimal import Decimal

import pytest

from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.pure.periods import parse_period
from allied.scorecard.models import Reading, Standing
from allied.scorecard.queries import scorecard_of
from allied.scorecard.services import add_measure, record_reading
from allied.strategy.models import Objective, Perspective, Theme


def test_smoke(cast):
    by = cast.actor("quintiles_manager").looking_at("joint")
    place = {"alliance": cast.alliance, "room": cast.joint}
    p = Perspective.objects.create(name="Process", **place)
    t = Theme.objects.create(name="Collaboration", **place)
    o = Objective.objects.create(title="Costs", perspective=p, theme=t, **place)
    m = add_measure(
        by=by,
        objective=o,
        name="Trust",
        valid_from=date(2020, 1, 1),
        target_values={"baseline": 10, "target": 20},
    )
    r = record_reading(by=by, measure=m, period=parse_period("2021-Q1"), value=Decimal("15"))
    s = Standing.objects.get(measure=m)
    assert s.score == 0.5 and s.status == "caution"
    with pytest.raises(Refused) as e:
        record_reading(by=by, measure=m, period=parse_period("2021-Q2"), value=11)
    assert e.value.field == "note"
    with pytest.raises(Conflict):
        record_reading(by=by, measure=m, period=parse_period("2021-Q1"), value=12, seen=None)
    record_reading(by=by, measure=m, period=parse_period("2021-Q1"), value=19, seen=r.pk)
    card = scorecard_of(cast.alliance, by, today=date(2021, 5, 1))
    print(card.measures[0].explanation, card.alliance_score)
    card = scorecard_of(cast.alliance, by)
    print(card.measures[0].explanation, card.alliance_score, card.measures)
    assert Reading.objects.count() == 2
