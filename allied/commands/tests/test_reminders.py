"""The daily command: what it sends and to whom, what it writes down, and nothing twice."""

from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.core import mail
from django.db import connection
from django.utils import timezone

from allied.commands import main
from allied.foundation.access.actor import View
from allied.governance.actions.services import promise_action
from allied.governance.bodies.services import add_body, add_seat
from allied.governance.escalations import services
from allied.governance.escalations.steps import Step
from allied.governance.models import Action, Climb, Escalation
from allied.scorecard.derived.services import set_formula
from allied.scorecard.models import Measure, Reading
from allied.scorecard.services import add_measure
from allied.strategy.models import Objective, Perspective, Theme
from tests.support.cast import Cast

LEVEL = 30
"""Business days: 39 days of the calendar leave one to three of them; in 60 the next level runs."""
NEARLY_OVER, OVER = timedelta(days=39), timedelta(days=60)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["remind", *arguments])


@pytest.fixture(autouse=True)
def address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIED_URL", "https://allied.example")


@pytest.fixture
def promised(cast: Cast) -> Action:
    return promise_action(
        by=cast.actor("solvay_manager", View.JOINT), alliance=cast.alliance,
        title="Send the cost drivers", owner=cast.member, due_on=timezone.localdate(),
    )  # fmt: skip


@pytest.fixture
def presented(cast: Cast) -> Any:
    """`presented(ago)`: an escalation on a ladder of two levels, its clock running since then."""
    by = cast.actor("quintiles_manager", View.JOINT)

    def presented(ago: timedelta) -> Escalation:
        told = {"by": by, "alliance": cast.alliance}
        team = add_body(name="Team", kind="project_team", timezone="UTC", **told)
        add_seat(by=by, body=team, person=cast.reader, since=date(2020, 1, 1))
        ladder = services.propose_ladder(
            seen=0, levels=[Step(team, LEVEL), Step(None, LEVEL)], timezone="UTC", **told
        )
        services.agree_ladder(by=cast.actor("solvay_manager", View.JOINT), ladder=ladder)
        row = services.raise_escalation(title="Access to data", **told)
        services.state_position(by=by, escalation=row, version=0, holds="It is ours")
        return services.present(
            by=by, escalation=row, version=row.version, at=timezone.now() - ago
        )  # fmt: skip

    return presented


@pytest.fixture
def on_time(cast: Cast) -> Measure:
    """Computed from the actions that were done on time."""
    place = {"alliance": cast.alliance, "room": cast.joint}
    objective = Objective.objects.create(
        title="Keep promises", perspective=Perspective.objects.create(name="Process", **place),
        theme=Theme.objects.create(name="Trust", **place), **place,
    )  # fmt: skip
    by = cast.actor("solvay_manager", View.JOINT)
    measure = add_measure(
        by=by, objective=objective, name="On time", kind="percentage", frequency="year",
        direction="higher", preset="baseline_target", valid_from=date(2020, 1, 1),
        target_values={"baseline": 30, "target": 90},
    )  # fmt: skip
    set_formula(by=by, measure=measure, text="{governance Actions on time}")
    return measure


def test_each_kind_is_sent_to_those_who_must_act_and_nothing_twice(
    promised: Action, presented: Any
) -> None:
    row = presented(NEARLY_OVER)

    done = run()

    assert (done.exit_code, done.output) == (0, "2 reminders were sent.\n")
    sent = {one.to[0]: one.body for one in mail.outbox}
    assert sent.keys() == {"member@quintiles.example", "reader@solvay.example"}
    assert promised.title in sent["member@quintiles.example"]
    assert "https://allied.example/" in sent["member@quintiles.example"]
    assert (
        f"https://allied.example/a/solvay-quintiles/escalations/{row.pk}/"
        in (sent["reader@solvay.example"])
    )

    again = run()

    assert (again.exit_code, again.output) == (0, "0 reminders were sent.\n")
    assert len(mail.outbox) == 2


def test_a_dry_run_counts_and_leaves_all_as_it_is(promised: Action, presented: Any) -> None:
    row = presented(NEARLY_OVER)

    for _ in range(2):
        done = run("--dry-run")
        assert (done.exit_code, done.output) == (0, "2 reminders would be sent.\n")

    assert mail.outbox == []
    promised.refresh_from_db()
    assert promised.reminded_on is None
    assert not Climb.objects.filter(escalation=row, act=Climb.Act.REMINDED).exists()


def test_what_the_clocks_did_is_written_down_once(presented: Any) -> None:
    row = presented(OVER)
    moved = Climb.objects.filter(escalation=row, act=Climb.Act.UP)
    assert run("--dry-run").exit_code == 0
    assert not moved.exists()

    assert [run().exit_code, run().exit_code] == [0, 0]

    assert [climb.level for climb in moved] == [1]
    row.refresh_from_db()
    assert row.level == 1


def test_figures_are_counted_anew_because_a_day_has_ended(
    cast: Cast, promised: Action, on_time: Measure
) -> None:
    """What was due yesterday is late today, although nobody wrote anything."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Action.objects.update(due_on=yesterday, first_due_on=yesterday)
    assert not Reading.objects.filter(measure=on_time).exists()
    assert run("--dry-run").exit_code == 0
    assert not Reading.objects.filter(measure=on_time).exists()

    assert [run().exit_code, run().exit_code] == [0, 0]

    assert [reading.value for reading in Reading.objects.filter(measure=on_time)] == [0]


def test_used_wrongly(cast: Cast, promised: Action) -> None:
    for arguments in (["--alliance", "solvay-quintiles"], ["today"]):
        done = run(*arguments)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.strip()
    assert mail.outbox == []


def test_a_database_that_is_behind_is_told_in_words(cast: Cast, promised: Action) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE governance_action RENAME TO not_there_yet")

    done = run()

    assert (done.exit_code, done.stdout) == (1, "")
    assert "The database refused" in done.stderr
    assert "allied manage migrate" in done.stderr
    assert mail.outbox == []
