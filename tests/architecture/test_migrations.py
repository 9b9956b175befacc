"""A database made by the former migrations goes on without doing anything."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

TABLES = "0001_tables"
BEFORE = {
    "alliances": ("0001_initial", "0002_wording_of_help_texts"),
    "governance": (
        "0001_bodies_meetings_decisions_actions_proposals_escalations",
        "0002_calendar_feeds_and_late_topics",
        "0003_clock_of_topics_and_signed_minutes",
        "0004_look_backs_votes_on_options_and_what_approves",
        "0005_weekend_of_the_ladder_and_clock_of_escalations",
    ),
    "people": ("0001_initial", "0002_last_look", "0003_access_tokens"),
    "scorecard": (
        "0001_initial",
        "0002_targets_superseded_and_standing_judged_by",
        "0003_formulas",
        "0004_initiatives_in_full",
        "0005_retirements",
        "0006_targets_offered_and_agreed",
        "0007_bonds_versioned",
    ),
    "strategy": (
        "0001_initial",
        "0002_titles_unique_in_a_room",
        "0003_weights_from_a_day_on",
        "0004_where_the_objectives_stand",
    ),
}
"""What such a database says it has applied; see `docs/decisions/0014-*`."""


def applied(context: str, *names: str) -> None:
    """Whoever applies a migration notes those it replaces as well; so all are forgotten first."""
    recorder = MigrationRecorder(connection)
    recorder.migration_qs.filter(app=context).delete()
    for name in names:
        recorder.record_applied(context, name)


def of_tables(executor: MigrationExecutor) -> list[str]:
    """The contexts whose tables are still to be made."""
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [step.app_label for step, _ in plan if step.name == TABLES]


@pytest.mark.django_db
def test_the_tables_are_there_where_the_former_migrations_were_applied() -> None:
    for context, names in BEFORE.items():
        applied(context, *names)

    executor = MigrationExecutor(connection)

    assert {(context, TABLES) for context in BEFORE} <= set(executor.loader.applied_migrations)
    assert not of_tables(executor)


@pytest.mark.django_db
def test_tables_that_were_not_made_are_pending() -> None:
    applied("governance")

    assert of_tables(MigrationExecutor(connection)) == ["governance"]
