"""The published results of joint goals, imported: the same progress as was published."""

from datetime import date

import pytest

from allied.alliances.actors import operator_of
from allied.alliances.models import Alliance
from allied.alliances.services import found_alliance
from allied.demo import joint_goals
from allied.foundation.access.actor import Actor
from allied.people.models import Company
from allied.scorecard.models import Measure, Reading
from allied.scorecard.sheets.scores import scores_as_of
from allied.scorecard.sheets.services import import_sheet

QUARTER_ENDS = {
    "1": date(2021, 12, 31), "2": date(2022, 3, 31), "3": date(2022, 6, 30), "4": date(2022, 9, 30),
}  # fmt: skip


@pytest.fixture(params=["DOS-USAID", "DOC-USDA"])
def pair(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def alliance(db: None, pair: str) -> Alliance:
    companies = [Company.objects.create(name=name, slug=name.lower()) for name in pair.split("-")]
    alliance = found_alliance(
        by=Actor(), name=pair, companies=companies,
        fiscal_start_month=joint_goals.FISCAL_START_MONTH,
    )  # fmt: skip
    import_sheet(
        by=operator_of(alliance), alliance=alliance, name="s.csv", data=joint_goals.sheet(pair)
    )
    return alliance


def test_every_published_row_is_in_one_of_the_sheets() -> None:
    rows = [row for pair in joint_goals.OWNERS for row in joint_goals.sheet_rows(pair)]
    assert len(rows) == len(joint_goals.published_rows()) == 72
    assert len({(row["objective"], row["measure"]) for row in rows}) == 18


def test_the_progress_is_the_published_one(alliance: Alliance, pair: str) -> None:
    """To 1e-6 wherever it is defined.

    It is not for USAID's two shares of positions filled in the second quarter: no value was
    published (the file says 0), and no data is not a progress of zero.
    """
    actor, undefined, compared = operator_of(alliance), [], 0
    for quarter, day in QUARTER_ENDS.items():
        found = {
            row.measure: row for row in scores_as_of(alliance, actor, day) if row.kind == "measure"
        }
        for published in joint_goals.published_rows():
            if published["owner"] not in joint_goals.OWNERS[pair]:
                continue
            if published["fiscal_qtr"] != quarter:
                continue
            row = found[joint_goals.named(published["indicator"]).measure]
            if not published["value_current"]:
                undefined.append((quarter, published["indicator"]))
                assert row.period != f"2022-Q{quarter}"
                continue
            assert row.period == f"2022-Q{quarter}"
            assert row.value == float(published["value_current"])
            assert row.progress == pytest.approx(float(published["progress_pct"]), abs=1e-6)
            compared += 1
    assert (compared, len(undefined)) == {"DOS-USAID": (38, 2), "DOC-USDA": (32, 0)}[pair]
    assert all(quarter == "2" and "(USAID)" in indicator for quarter, indicator in undefined)


def test_a_second_import_changes_nothing(alliance: Alliance, pair: str) -> None:
    before = list(Reading.objects.values()), list(Measure.objects.values())
    plan = import_sheet(
        by=operator_of(alliance), alliance=alliance, name="s.csv", data=joint_goals.sheet(pair)
    )
    assert plan.changes_nothing
    assert (list(Reading.objects.values()), list(Measure.objects.values())) == before
