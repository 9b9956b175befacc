"""The first alliance while it is being built, and what its parts share."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec import Struct, field

from allied.alliances.actors import actor_of
from allied.alliances.models import Alliance, Partner
from allied.foundation.access.actor import Actor, View
from allied.people.models import Person
from allied.pure.periods import Frequency, Period, parse_period
from allied.scorecard.models import Measure
from allied.strategy.models import Objective

FIRST = {
    Frequency.QUARTER: "2003-Q1",
    Frequency.HALF_YEAR: "2003-H1",
    Frequency.YEAR: "2003",
}
CLOSED = (date(2003, 1, 1), date(2005, 12, 31))


class Stage(Struct):
    """The alliance while it is being built."""

    alliance: Alliance
    partners: dict[str, Partner]
    people: dict[str, Person]
    objectives: dict[str, Objective]
    measures: dict[str, Measure]

    actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, key: str, view: View = View.JOINT) -> Actor:
        if key not in self.actors:
            self.actors[key] = actor_of(self.people[key])
        return self.actors[key].looking_at(view)


def all_measures(told: dict[str, Any]) -> Iterable[tuple[str, str, View, dict[str, Any]]]:
    """Each measure with its objective, and who makes it in which view."""
    for objective in told["objectives"]:
        for measure in objective.get("measures", ()):
            yield objective["key"], "s_manager", View.JOINT, measure
    for measure in told["private_measures"]:
        yield measure["on"], measure["by"], View.OURS, measure


def by_period(frequency: str, values: list[Any]) -> Iterable[tuple[Period, Any]]:
    period = parse_period(FIRST[Frequency(frequency)])
    for value in values:
        yield period, value
        period = period.next()
