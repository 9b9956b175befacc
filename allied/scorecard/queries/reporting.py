"""What the page of readings needs beside the rows themselves."""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import allowed
from allied.pure.periods import Frequency

from ..models import Frequency as FrequencyName
from ..models import Measure, Reading
from .due import DueMeasure, Whose, managers_of, measures_to_report, period_choices


class Reporting(Struct, frozen=True):
    """The measures to report with the choices of the page."""

    actor: Actor
    rows: Sequence[DueMeasure]
    period: str
    choices: Sequence[tuple[str, Sequence[str]]]
    may_see_side: bool
    who_reopens: Mapping[int, str]
    is_unknown_period: bool

    @property
    def due(self) -> int:
        return sum(row.is_due for row in self.rows)

    def measures(self) -> dict[int, Measure]:
        """The measures of the rows, for the service. One query."""
        rows = Measure.objects.visible_to(self.actor).filter(
            pk__in=[row.measure_id for row in self.rows]
        )
        return {measure.pk: measure for measure in rows.select_related("alliance", "room")}

    def readings_seen(self, seen: Sequence[int]) -> dict[int, Reading]:
        """The readings that stood on the page, by id, for the measures of the rows only."""
        rows = Reading.objects.visible_to(self.actor).filter(
            pk__in=seen, measure_id__in=[row.measure_id for row in self.rows]
        )
        return {reading.pk: reading for reading in rows}


def whose_to_offer(actor: Actor, alliance: Alliance, mine: int) -> Whose | Literal[""]:
    """Whose readings the page of readings would list, so that nobody is sent there for nothing.

    `mine`: how many measures of the alliance are the actor's own. An alliance manager reports for
    the side; whoever owns nothing, or may not write, is offered nothing.
    """
    if not allowed(actor, "scorecard.enter_readings", alliance):
        return ""
    if mine:
        return "mine"
    return "side" if actor.holds(alliance.pk, "alliance_manager") else ""


def reporting_of(actor: Actor, whose: Whose = "mine", period: str = "") -> Reporting:
    """What is the actor's to report. Six queries; a seventh where a period is locked."""
    managed = any(actor.holds(pk, "alliance_manager") for pk in actor.seats)
    everything = measures_to_report(actor, whose)
    rows = measures_to_report(actor, whose, period) if period else everything
    locked = {row.alliance.pk for row in rows if row.is_locked}
    return Reporting(
        actor=actor,
        rows=rows,
        period=period,
        choices=_named(period_choices(everything)),
        may_see_side=managed,
        who_reopens=managers_of(locked) if locked else {},
        is_unknown_period=bool(period) and not rows,
    )


def _named(choices: Sequence[tuple[str, Sequence[str]]]) -> list[tuple[str, Sequence[str]]]:
    names = dict(FrequencyName.choices)
    return [(str(names[Frequency(how_often).value]), labels) for how_often, labels in choices]
