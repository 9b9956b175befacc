"""Reading a sheet in: first as a plan for the preview, then carried out as a whole or not at all.

A fall of the status asks for no note here: sheets bring whole histories.
"""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.strategy.models import StrategyMap

from ..services.standings import lock_measures
from . import rules
from .columns import is_heading
from .faults import Faults
from .plan import Plan
from .planning import Progress, plan_import
from .reading import UnreadableFile, read_grid
from .rows import Table, read_table
from .writing import carry_out


class SheetRefused(Refused):
    """Nothing was imported. `plan.faults` says why."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(_("The sheet has faults; nothing was imported."), "file")
        self.plan = plan


class PlanChanged(Refused):
    """What the sheet would do is no longer what the preview showed. `plan` is the present one."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(
            _("The scorecard changed since the preview. Look again at what will be done."), "file"
        )
        self.plan = plan


def _quiet(done: int, total: int) -> None:
    """Progress that nobody watches."""


def plan_sheet(
    *, by: Actor, alliance: Alliance, name: str, data: bytes, progress: Progress = _quiet
) -> Plan:
    """What importing this file would do, with all faults. Writes nothing."""
    demand(by, "scorecard.import_sheet", alliance)
    table, faults = _read(name, data)
    return plan_import(alliance, by, table, faults, progress=progress)


def import_sheet(
    *,
    by: Actor,
    alliance: Alliance,
    name: str,
    data: bytes,
    expected: str | None = None,
    progress: Progress = _quiet,
) -> Plan:
    """Import the file as a whole, in the room of the actor's view; the plan that was carried out.

    SheetRefused where it has a fault; PlanChanged where `expected` is the digest of another plan.
    What stands there already is not written again.
    """
    demand(by, "scorecard.import_sheet", alliance)
    table, faults = _read(name, data)
    try:
        with transaction.atomic():
            _one_at_a_time(alliance)
            plan = plan_import(alliance, by, table, faults, lock=lock_measures, progress=progress)
            _carry_out(plan, by, alliance, expected)
    except IntegrityError as error:
        # Measures are locked first, so this is a writer who came in by another way.
        raise Refused(_("Somebody else wrote at the same moment: try again."), "file") from error
    return plan


def _one_at_a_time(alliance: Alliance) -> None:
    """The map is locked before measures, as whatever changes the map does."""
    Alliance.objects.select_for_update().get(pk=alliance.pk)
    StrategyMap.objects.select_for_update().filter(alliance=alliance).first()


def _carry_out(plan: Plan, by: Actor, alliance: Alliance, expected: str | None) -> None:
    if plan.faults:
        raise SheetRefused(plan)
    if expected is not None and expected != plan.digest():
        raise PlanChanged(plan)
    if plan.changes_nothing:
        return
    try:
        carry_out(plan, by, alliance)
    except Refused as refused:  # the map says no to a name
        plan.faults.add(None, refused.field or "", "", str(refused))
        raise SheetRefused(plan) from refused


def _read(name: str, data: bytes) -> tuple[Table, Faults]:
    faults = Faults()
    try:
        grid = read_grid(name, data, is_heading)
    except UnreadableFile as unreadable:
        faults.add(None, "", "", str(unreadable))
        return Table(), faults
    return read_table(grid, faults), faults


__all__ = ["PlanChanged", "SheetRefused", "import_sheet", "plan_sheet", "rules"]
