"""Reads of initiatives: the page of all, and the page of one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from msgspec import Struct, field

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.strategy.models import Objective
from allied.strategy.queries import objectives_of, perspectives_of, themes_of

from ..models import Dependency, ExpectedEffect, Initiative, Measure, Milestone, Spend
from ..queries.initiative_rows import with_money
from ..queries.rows import InitiativeRow, MeasureRow
from ..queries.scorecard import scorecard_of
from .amounts import money_text
from .progress import Mark, Progress, mark_of
from .tensions import Tensions, tensions_of


class Step(Struct, frozen=True):
    """A milestone with its mark of the day."""

    milestone: Milestone
    mark: Mark


class Work(Struct):
    """One initiative with all that its line of the page shows."""

    row: InitiativeRow
    colour: int
    budget_text: str
    spent_text: str
    steps: list[Step] = field(default_factory=list)
    waits_for: list[InitiativeRow] = field(default_factory=list)
    measures: Sequence[MeasureRow] = ()
    parted: Sequence[MeasureRow] = ()

    @property
    def progress(self) -> Progress:
        return self.row.progress

    @property
    def starts_on(self) -> date | None:
        """Of the bar: its own start, else the first milestone's."""
        days = (step.milestone.due_on for step in self.steps)
        return self.row.starts_on or min(days, default=self.row.ends_on)

    @property
    def ends_on(self) -> date | None:
        """Of the bar: its own end, else the last milestone's."""
        days = (step.milestone.due_on for step in self.steps)
        return self.row.ends_on or max(days, default=self.row.starts_on)


class InitiativeGroup(Struct, frozen=True):
    """An objective with its initiatives."""

    objective: Objective
    works: Sequence[Work]


class InitiativeBoard(Struct, frozen=True):
    """All initiatives by objective, in the order of the map."""

    today: date
    groups: Sequence[InitiativeGroup]
    tensions: Tensions[InitiativeRow, MeasureRow]

    @property
    def works(self) -> list[Work]:
        return [work for group in self.groups for work in group.works]


def initiative_board(alliance: Alliance, actor: Actor) -> InitiativeBoard:
    """All initiatives, in seven queries for any number of them."""
    bands, themes = perspectives_of(alliance, actor), themes_of(alliance, actor)
    objectives = objectives_of(alliance, actor, bands, themes)
    nodes = _MapRows(bands, themes, objectives)
    card = scorecard_of(alliance, actor, nodes=nodes, with_initiatives=False)
    shown = {row.id: row for row in card.measures}
    works = _works(alliance, actor, card.today, {item.pk: item for item in objectives})
    tensions = tensions_of([work.row for work in works.values()], card.measures)
    parted = {item.initiative.id: item.measures for item in tensions.green_but_red}
    found: dict[int, list[Work]] = {}
    for pk, work in works.items():
        work.measures = [shown[each] for each in work.row.measure_ids if each in shown]
        work.parted = parted.get(pk, ())
        found.setdefault(work.row.objective_id, []).append(work)
    groups = [InitiativeGroup(item, found[item.pk]) for item in objectives if item.pk in found]
    return InitiativeBoard(card.today, groups, tensions)


class _MapRows(Struct, frozen=True):
    """The nodes of the map, for the scorecard."""

    perspectives: Sequence[Any]
    themes: Sequence[Any]
    objectives: Sequence[Any]


def _works(
    alliance: Alliance, actor: Actor, day: date, objectives: Mapping[int, Objective]
) -> dict[int, Work]:
    """The lines by id, in the order of their start, with milestones and what each waits for."""
    joint = actor.seats[alliance.pk].joint_room_id
    found = {
        row.id: Work(
            row, objectives[row.objective_id].theme.colour, money_text(budget, currency),
            money_text(spent, currency),
        )
        for row, (budget, currency, spent) in with_money(alliance.pk, actor, day, joint)
        if row.objective_id in objectives
    }  # fmt: skip
    steps = Milestone.objects.visible_to(actor).filter(initiative__alliance=alliance)
    for item in steps.filter(removed_at=None):
        if item.initiative_id in found:
            mark = mark_of(item.due_on, item.done_on, day)
            found[item.initiative_id].steps.append(Step(item, mark))
    bonds = Dependency.objects.visible_to(actor).filter(
        initiative__alliance=alliance, removed_at=None
    )
    for waiting, awaited in bonds.order_by("pk").values_list("initiative_id", "prerequisite_id"):
        if waiting in found and awaited in found:
            found[waiting].waits_for.append(found[awaited].row)
    return found


def initiative_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Initiative:
    """The initiative, or 404."""
    rows = Initiative.objects.visible_to(actor).filter(alliance=alliance, removed_at=None)
    joined = rows.select_related("alliance", "room", "objective__theme", "owner__company")
    return get_object_or_404(joined, pk=pk)


def milestone_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Milestone:
    """The milestone with its initiative, or 404."""
    rows = Milestone.objects.visible_to(actor).filter(removed_at=None, initiative__removed_at=None)
    joined = rows.select_related("initiative__alliance", "initiative__room", "owner")
    return get_object_or_404(joined.filter(initiative__alliance=alliance), pk=pk)


def spend_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Spend:
    """The entry with its initiative, or 404."""
    rows = Spend.objects.visible_to(actor).filter(initiative__removed_at=None)
    joined = rows.select_related("initiative__alliance", "initiative__room", "author")
    return get_object_or_404(joined.filter(initiative__alliance=alliance), pk=pk)


def dependency_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Dependency:
    """The dependency with both its ends, or 404; one that was taken off too."""
    rows = Dependency.objects.visible_to(actor).filter(initiative__alliance=alliance)
    joined = rows.select_related("initiative__alliance", "initiative__room", "prerequisite")
    return get_object_or_404(joined, pk=pk)


def effect_visible_to(actor: Actor, alliance: Alliance, pk: int) -> ExpectedEffect:
    """The expected effect with its initiative and measure, or 404; one taken off too."""
    rows = ExpectedEffect.objects.visible_to(actor).filter(initiative__alliance=alliance)
    joined = rows.select_related("initiative__alliance", "initiative__room", "measure")
    return get_object_or_404(joined, pk=pk)


def measure_choices(actor: Actor, initiative: Initiative) -> list[tuple[str, str]]:
    """The measures of its objective that it may name."""
    rows = Measure.objects.visible_to(actor).filter(
        objective_id=initiative.objective_id, removed_at=None
    )
    if initiative.room.is_joint:
        rows = rows.filter(room_id=initiative.room_id)
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def measures_chosen(actor: Actor, initiative: Initiative) -> list[int]:
    """The measures that it is meant to move, by id."""
    rows = Measure.objects.visible_to(actor).filter(initiatives=initiative)
    return list(rows.values_list("pk", flat=True))


def awaitable(actor: Actor, initiative: Initiative, but: Mapping[int, object]) -> list[Initiative]:
    """Initiatives that it could wait for: of the joint room, and of its own."""
    rows = Initiative.objects.visible_to(actor).filter(
        alliance_id=initiative.alliance_id, removed_at=None
    )
    if initiative.room.is_joint:
        rows = rows.filter(room_id=initiative.room_id)
    others = rows.exclude(pk__in=[initiative.pk, *but])
    return list(others.order_by("name", "pk"))
