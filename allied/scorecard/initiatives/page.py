"""All that the page of one initiative shows."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import F, FilteredRelation, Q
from msgspec import Struct

from allied.foundation.access.actor import Actor

from ..formats import full_text
from ..models import Dependency, ExpectedEffect, Initiative, Measure, Milestone, Spend
from ..queries.measure_rows import measure_row
from ..queries.rows import MeasureRow
from .amounts import money_text
from .progress import Light, Progress, mark_of, progress_of
from .queries import Step, awaitable
from .tensions import RED, WORKED_ON


class Target(Struct, frozen=True):
    """A measure it is to move, how that stands, and by how much it is to be moved."""

    row: MeasureRow
    shown: str
    effect: ExpectedEffect | None
    expected: str


class SpendRow(Struct, frozen=True):
    """An entry of spend in words; `replaced`: a later one stands in its place."""

    entry: Spend
    shown: str
    replaced: bool


class InitiativePage(Struct, frozen=True):
    """One initiative with everything that hangs on it."""

    initiative: Initiative
    today: date
    steps: Sequence[Step]
    progress: Progress
    targets: Sequence[Target]
    spend: Sequence[SpendRow]
    spent: Decimal
    waits_for: Sequence[Dependency]
    awaited_by: Sequence[Initiative]
    awaitable: Sequence[Initiative]

    @property
    def budget_text(self) -> str:
        return money_text(self.initiative.budget, self.initiative.currency)

    @property
    def spent_text(self) -> str:
        return money_text(self.spent, self.initiative.currency)

    @property
    def spent_share(self) -> float | None:
        budget = self.initiative.budget
        return float(self.spent / budget) if budget else None

    @property
    def red(self) -> list[MeasureRow]:
        """Its measures that are off track although its milestones are green."""
        if self.initiative.state not in WORKED_ON or self.progress.light is not Light.GREEN:
            return []
        return [item.row for item in self.targets if item.row.status == RED]


def initiative_page(actor: Actor, initiative: Initiative) -> InitiativePage:
    """The page of an initiative the actor sees. Six queries, however much hangs on it."""
    today = initiative.alliance.today()
    milestones = (
        Milestone.objects.visible_to(actor).filter(initiative=initiative, removed_at=None)
    ).select_related("owner")
    steps = [Step(item, mark_of(item.due_on, item.done_on, today)) for item in milestones]
    waits, awaited = _bonds(actor, initiative)
    spend = _spend(actor, initiative)
    return InitiativePage(
        initiative, today, steps, progress_of(milestones, today),
        _targets(actor, initiative, today), spend,
        sum((row.entry.amount for row in spend if not row.replaced), Decimal(0)),
        waits, awaited,
        awaitable(actor, initiative, {bond.prerequisite_id: bond for bond in waits}),
    )  # fmt: skip


def _bonds(actor: Actor, initiative: Initiative) -> tuple[list[Dependency], list[Initiative]]:
    """What it waits for, and the initiatives that wait for it."""
    ends = Q(initiative=initiative) | Q(prerequisite=initiative)
    rows = Dependency.objects.visible_to(actor).filter(
        ends, removed_at=None, initiative__removed_at=None, prerequisite__removed_at=None
    )
    found = list(rows.select_related("initiative", "prerequisite").order_by("pk"))
    return (
        [bond for bond in found if bond.initiative_id == initiative.pk],
        [bond.initiative for bond in found if bond.prerequisite_id == initiative.pk],
    )


def _spend(actor: Actor, initiative: Initiative) -> list[SpendRow]:
    rows = list(
        Spend.objects.visible_to(actor).filter(initiative=initiative).select_related("author")
    )
    replaced = {row.supersedes_id for row in rows}
    return [SpendRow(row, money_text(row.amount, row.currency), row.pk in replaced) for row in rows]


def _targets(actor: Actor, initiative: Initiative, today: date) -> list[Target]:
    rows = Measure.objects.visible_to(actor).filter(initiatives=initiative, removed_at=None)
    live = Q(expected_effects__initiative=initiative, expected_effects__removed_at=None)
    rows = rows.annotate(effect=FilteredRelation("expected_effects", condition=live)).annotate(
        **{f"effect_{name}": F(f"effect__{name}") for name in _EFFECT}
    )
    found = []
    for item in rows.select_related("alliance", "owner", "standing__judged_by").prefetch_related(
        "statuses_by_hand"
    ):
        hands = item.statuses_by_hand.all()
        hand = next((h for h in hands if h.ended_at is None and h.until >= today), None)
        row, effect = measure_row(actor, item, today, hand), _effect(initiative, item)
        found.append(
            Target(
                row, full_text(row.value, item.kind, item.unit, item.currency), effect,
                expected_text(item, effect) if effect else "",
            )
        )  # fmt: skip
    return found


_EFFECT: Final = ("id", "version", "change", "by_on")


def _effect(initiative: Initiative, measure: Measure) -> ExpectedEffect | None:
    """What is expected, as it came with the measure."""
    values = {name: getattr(measure, f"effect_{name}") for name in _EFFECT}
    if values["id"] is None:
        return None
    return ExpectedEffect(initiative=initiative, measure=measure, **values)


def expected_text(measure: Measure, effect: ExpectedEffect) -> str:
    """+5 %, −8 days: the change in the measure's unit; of a date in days."""
    kind, unit = measure.kind, measure.unit
    if kind == "date":
        kind, unit = "duration", ""
    elif kind == "yes_no":
        kind, unit = "number", ""
    sign = "+" if effect.change > 0 else ""
    return sign + full_text(effect.change, kind, unit, measure.currency)
