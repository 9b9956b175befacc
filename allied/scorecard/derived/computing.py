"""The values of derived measures, from the readings that feed them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from msgspec import Struct, field

from allied.foundation.access.refusal import Refused
from allied.pure.formula import FormulaFault, Missing, Node, Value, evaluate, gathered, keys_of
from allied.pure.periods import (
    MONTHS,
    Frequency,
    Period,
    PeriodError,
    period_containing,
    periods_between,
)
from allied.pure.scoring import Aggregation

from .. import sources
from ..models import Reading
from ..standings import plain
from ..values import checked
from ..yardsticks import period_of
from .catalogue import Catalogue, Term
from .checking import checked_tree

BROKEN: Final = Missing("broken")
CIRCLE: Final = Missing("circle")


class Kept(NamedTuple):
    """A current reading."""

    pk: int
    value: Decimal
    computed_by_id: int | None


Readings = dict[str, dict[date, Kept]]


def load_readings(keys: Collection[str]) -> Readings:
    """The current readings of measures, in one query."""
    pks = [int(key[1:]) for key in keys if ":" not in key]
    found: Readings = {key: {} for key in keys}
    rows = Reading.objects.filter(measure_id__in=pks, is_current=True).order_by("period_start")
    for measure_id, start, *kept in rows.values_list(
        "measure_id", "period_start", "pk", "value", "computed_by_id"
    ):
        found[f"m{measure_id}"][start] = Kept._make(kept)
    return found


class Computation(Struct, dict=True):
    """One derived measure with all that its formula reads, period by period."""

    own: Term
    tree: Node | None
    fault: FormulaFault | None
    periods: Sequence[Period] = ()
    places: Sequence[int] = ()
    inputs: Mapping[str, Sequence[float | None]] = field(default_factory=dict)

    @cached_property
    def values(self) -> list[Value]:
        """For each period, rounded as readings are, or why there is none."""
        if self.tree is None:
            return [BROKEN] * len(self.periods)
        return [_storable(v, self.own.kind) for v in evaluate(self.tree, self.inputs, self.places)]


def _storable(value: Value, kind: str) -> Value:
    if isinstance(value, Missing):
        return value
    try:
        return float(checked(plain(value), kind))
    except Refused:
        return Missing("out_of_bounds", {"value": value})


def computation(catalogue: Catalogue, own: Term, text: str, readings: Readings) -> Computation:
    """Everything of one formula; with its fault where it does not hold (any more)."""
    scope = catalogue.scope(own.pk)
    try:
        tree = checked_tree(text, scope)
    except FormulaFault as fault:
        return Computation(own, None, fault)
    terms = [term for key in keys_of(tree) if (term := scope.term(key))]
    made = Computation(own, tree, None)
    made.periods = _grid(catalogue, own, terms, readings)
    month = catalogue.alliance.fiscal_start_month
    made.places = [_place(period, month) for period in made.periods]
    made.inputs = {term.key: _series(catalogue, term, readings, made.periods) for term in terms}
    return made


def inputs_of(catalogue: Catalogue, keys: Iterable[str]) -> set[str]:
    """These derived measures and all that they read directly."""
    return {each for key in keys for each in (key, *catalogue.uses.get(key, ()))}


def _series(
    catalogue: Catalogue, term: Term, readings: Readings, periods: Sequence[Period]
) -> Sequence[float | None]:
    if term.source:
        found = sources.source_of(term.source)
        if found is None or not periods:
            return [None] * len(periods)
        return found.values(catalogue.alliance.pk, term.pk, periods)
    told = [
        (period_of(term.frequency, start), float(kept.value))
        for start, kept in readings.get(term.key, {}).items()
    ]
    month = catalogue.alliance.fiscal_start_month
    return gathered(told, Aggregation(term.aggregation), periods, month)


def _grid(
    catalogue: Catalogue, own: Term, terms: Sequence[Term], readings: Readings
) -> tuple[Period, ...]:
    """The periods from the first that an input has something of to the last, without a gap."""
    today, month = catalogue.alliance.today(), catalogue.alliance.fiscal_start_month
    days = [day for term in terms for day in _ends(catalogue, term, readings, today)]
    if not days or min(days) > today:
        return ()
    try:
        return _between(min(days), min(max(days), today), Frequency(own.frequency), month)
    except PeriodError:
        return ()


def _ends(catalogue: Catalogue, term: Term, readings: Readings, today: date) -> tuple[date, ...]:
    """The first and last day of which the input has something."""
    if term.source:
        found = sources.source_of(term.source)
        first = found.since(catalogue.alliance.pk, term.pk) if found else None
        return (first, today) if first else ()
    starts = readings.get(term.key)
    return (min(starts), max(starts)) if starts else ()


@lru_cache(maxsize=512)
def _between(first: date, last: date, how_often: Frequency, month: int) -> tuple[Period, ...]:
    return periods_between(
        period_containing(first, how_often, month), period_containing(last, how_often, month)
    )


def _place(period: Period, month: int) -> int:
    """0 for the first period of a fiscal year."""
    return ((period.start.month - month) % 12) // MONTHS[period.frequency]
