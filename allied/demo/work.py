"""How the initiatives go on: milestones reached, money spent, what each waits for.

The initiatives are published by name; their dates, money and milestones are illustrative, and each
is marked so.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

from allied.scorecard.initiatives.services import (
    add_dependency,
    add_milestone,
    edit_milestone,
    enter_spend,
    set_effect,
)
from allied.scorecard.models import Initiative, Milestone

from .stage import Stage

Event = tuple[date, Callable[[], object]]


def plan_the_work(stage: Stage, told: dict[str, Any]) -> None:
    """Milestones, what is expected and what waits for what, as they were planned at first."""
    for each in _all(told):
        item, actor = _found(stage, each["name"]), stage.actor("s_manager")
        for name, due_on, *_done in each.get("milestones", ()):
            add_milestone(by=actor, initiative=item, name=name, due_on=due_on, owner=item.owner)
        for key, change, by_on in each.get("effects", ()):
            set_effect(
                by=actor, initiative=item, measure_id=stage.measures[key].pk, change=change,
                by_on=by_on,
            )  # fmt: skip
        for name in each.get("waits_for", ()):
            add_dependency(by=actor, initiative=item, prerequisite=_found(stage, name))


def work_done(stage: Stage, told: dict[str, Any]) -> Iterable[Event]:
    """Milestones reached and money spent, each on its day."""
    for each in _all(told):
        for name, _due_on, *done in each.get("milestones", ()):
            for day in done:
                yield day, partial(_reach, stage, each, name, day)
        for day, amount, note in each.get("spend", ()):
            yield day, partial(_spend, stage, each, day, amount, note)


def _reach(stage: Stage, each: dict[str, Any], name: str, day: date) -> None:
    item = _found(stage, each["name"])
    step = Milestone.objects.select_related("initiative__room").get(initiative=item, name=name)
    edit_milestone(by=stage.actor(each["owner"]), milestone=step, version=step.version, done_on=day)


def _spend(stage: Stage, each: dict[str, Any], day: date, amount: Any, note: str) -> None:
    enter_spend(
        by=stage.actor(each["owner"]), initiative=_found(stage, each["name"]), spent_on=day,
        amount=amount, note=note,
    )  # fmt: skip


def _all(told: dict[str, Any]) -> Iterable[dict[str, Any]]:
    for objective in told["objectives"]:
        yield from objective.get("initiatives", ())


def _found(stage: Stage, name: str) -> Initiative:
    rows = Initiative.objects.select_related("alliance", "room", "owner")
    return rows.get(alliance=stage.alliance, name=name)
