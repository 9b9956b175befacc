"""What moving a measure means for formulas: shared, or on the map with its objective."""

from collections.abc import Mapping
from typing import Any, Final

from allied.alliances.models import Alliance
from allied.alliances.queries import joint_room
from allied.alliances.rooms import Room
from allied.pure.formula import FormulaFault
from allied.strategy.following import Steps

from ..models import Formula, Measure
from ..services.standings import lock_measures, renew_standings
from .catalogue import Catalogue, key_of, load_catalogue
from .feeding import feed_all, with_all_derived
from .naming import with_names

_PLACES: Final = frozenset({"theme_id", "removed_at"})


def own_inputs(measure: Measure, joint: Room) -> list[str]:
    """The measures of our own room that its formula uses, by name."""
    if not Formula.objects.in_use().filter(measure=measure).exists():
        return []
    catalogue = load_catalogue(measure.alliance, joint.pk)
    keys = catalogue.uses.get(key_of(measure.pk), set())
    terms = [term for key in sorted(keys) if (term := catalogue.scope(measure.pk).term(key))]
    return [term.name for term in terms if term.room_id != joint.pk]


def readers_of(measure: Measure) -> list[str]:
    """The measures of the same room that are computed from it, by name; they stay there."""
    rows = Formula.objects.in_use().filter(measure__room_id=measure.room_id)
    if not rows.filter(measure__removed_at=None).exists():
        return []
    catalogue = load_catalogue(measure.alliance, joint_room(measure.alliance).pk)
    key = key_of(measure.pk)
    readers = [catalogue.terms[reader] for reader, read in catalogue.uses.items() if key in read]
    return [term.name for term in readers if term.room_id == measure.room_id]


def formulas_shown(measure: Measure) -> list[str]:
    """Every formula the measure ever had, the latest first, with the names of today."""
    rows = list(Formula.objects.filter(measure=measure))
    if not rows:
        return []
    catalogue = load_catalogue(measure.alliance, joint_room(measure.alliance).pk)
    return [_text(formula, catalogue) for formula in rows]


def moved(measure: Measure) -> None:
    """The measures of a node are others now, for formulas over all of them."""
    renew_standings(feed_all(measure.alliance))


def map_changed(alliance: Alliance, steps: Steps) -> None:
    """An objective came to another theme, left the map or came back: so did its measures.

    Formulas over `{objective …}` and `{theme …}` are computed anew; nothing else reads the map.
    """
    if any(_moves_measures(step) for step in steps):
        lock_measures(with_all_derived((), alliance))
        renew_standings(feed_all(alliance))


def _moves_measures(step: Mapping[str, Any]) -> bool:
    """A new objective has no measures yet, and none is ever deleted."""
    before, after = step["before"], step["after"]
    return step["model"] == "objective" and bool(before and after and _PLACES & set(after))


def _text(formula: Formula, catalogue: Catalogue) -> str:
    try:
        return with_names(formula.text, catalogue.scope(formula.measure_id))
    except FormulaFault:
        return formula.text
