"""The measures, sources and formulas of one alliance, and which of them a formula may use."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final, NamedTuple

from msgspec import Struct, field

from allied.alliances.models import Alliance
from allied.pure.formula import (
    DATE,
    DAYS,
    MONEY,
    NUMBER,
    PERCENT,
    TRUTH,
    FormulaFault,
    Unit,
    base,
    in_order,
    keys_of,
)

from .. import sources
from ..formats import PERCENT_KINDS, unit_text
from ..models import Formula, Kind, Measure
from .binding import bound

_COLUMNS: Final = (
    "pk", "name", "room_id", "kind", "unit", "currency", "frequency", "aggregation",
    "objective_id", "objective__title", "objective__theme_id", "objective__theme__name",
    "removed_at", "objective__removed_at",
)  # fmt: skip
_UNITS: Final = {Kind.YES_NO: TRUTH, Kind.DATE: DATE, Kind.DURATION: DAYS}


class Term(NamedTuple):
    """What of a measure, or of a source's series, decides what a formula can do with it."""

    key: str
    pk: int
    name: str
    room_id: int
    kind: str
    unit: str
    currency: str
    frequency: str = ""
    aggregation: str = ""
    objective_id: int = 0
    objective: str = ""
    theme_id: int = 0
    theme: str = ""
    is_live: bool = True
    source: str = ""
    address: str = ""

    @property
    def counts_in(self) -> Unit:
        """The unit that a formula reckons with."""
        if self.kind in PERCENT_KINDS:
            return PERCENT
        if self.kind == Kind.MONEY:
            return base(MONEY + unit_text(self.kind, self.unit, self.currency))
        return _UNITS.get(Kind(self.kind)) or (base(self.unit) if self.unit else NUMBER)


def key_of(pk: int) -> str:
    """What a measure is called in a bound formula."""
    return f"m{pk}"


class Catalogue(Struct, dict=True):
    """All of an alliance, of every room. `scope` narrows it to what one measure may use."""

    alliance: Alliance
    joint_room_id: int
    terms: Mapping[str, Term]
    formulas: Mapping[int, Formula]
    _offered: dict[str, list[Term]] = field(default_factory=dict)

    def scope(self, measure_id: int) -> "Scope":
        """What a formula of this measure may use: the joint room, and the measure's own."""
        own = self.terms[key_of(measure_id)]
        return Scope(self, own, frozenset({self.joint_room_id, own.room_id}))

    def of_source(self, kind: str) -> list[Term]:
        """The series of a registered source; read once."""
        if kind not in self._offered:
            found = sources.source_of(kind)
            offers = found.offers(self.alliance.pk) if found else ()
            self._offered[kind] = [
                Term(
                    f"{kind}:{offer.key}", offer.key, offer.name, offer.room_id, offer.kind,
                    offer.unit, offer.currency, source=kind, address=offer.address,
                )
                for offer in offers
            ]  # fmt: skip
        return self._offered[kind]

    @cached_property
    def uses(self) -> dict[str, set[str]]:
        """The keys that each derived measure reads; nothing for a formula that does not hold."""
        return {
            key_of(pk): self._read_by(pk, formula.text) for pk, formula in self.formulas.items()
        }

    def _read_by(self, pk: int, text: str) -> set[str]:
        try:
            return set(keys_of(bound(text, self.scope(pk))))
        except FormulaFault:
            return set()

    @cached_property
    def in_order(self) -> tuple[list[str], list[str]]:
        """The derived measures, each after what it reads; and those in a circle."""
        return in_order(list(self.uses), self.uses)


class Scope(Struct, frozen=True):
    """What the formula of `own` may use."""

    catalogue: Catalogue
    own: Term
    room_ids: frozenset[int]

    def term(self, key: str) -> Term | None:
        """The measure or series of that key, a retired measure too."""
        found = self.catalogue.terms.get(key)
        if found is None and ":" in key:
            kind = key.partition(":")[0]
            found = next((t for t in self.catalogue.of_source(kind) if t.key == key), None)
        return found if found and found.room_id in self.room_ids else None

    def live(self) -> Iterable[Term]:
        """The measures to choose from."""
        for term in self.catalogue.terms.values():
            if term.is_live and term.room_id in self.room_ids and term.key != self.own.key:
                yield term

    def series(self) -> list[Term]:
        """What registered sources offer."""
        found = (term for kind in sources.kinds() for term in self.catalogue.of_source(kind))
        return [term for term in found if term.room_id in self.room_ids]


def load_catalogue(alliance: Alliance, joint_room_id: int) -> Catalogue:
    """The measures and the formulas in use, in two queries."""
    rows = Measure.objects.filter(alliance=alliance).order_by(
        "objective__position", "objective_id", "position", "pk"
    )
    terms = [
        Term._make((key_of(row[0]), *row[:-2], row[-1] is None and row[-2] is None, "", ""))
        for row in rows.values_list(*_COLUMNS)
    ]
    formulas = Formula.objects.in_use().filter(
        measure__alliance=alliance, measure__removed_at=None
    )  # fmt: skip
    return Catalogue(
        alliance, joint_room_id, {t.key: t for t in terms}, {f.measure_id: f for f in formulas}
    )
