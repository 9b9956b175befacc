"""What the page of a measure says of its formula, and which measures are computed from it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.pure.formula import (
    FormulaFault,
    Missing,
    Name,
    explain,
    leaves,
    outcome,
    parse,
    sentence,
)
from allied.pure.scoring import Step

from ..formats import full_text, number_text
from ..models import Formula, Measure
from ..yardsticks import period_label
from .binding import STORED, number_in
from .catalogue import Catalogue, Scope, Term, key_of, load_catalogue
from .computing import Computation, computation, inputs_of, load_readings
from .naming import with_names


class InputRow(Struct, frozen=True):
    """One measure or series that a formula reads, with its value for the period shown."""

    name: str
    address: str
    value: str
    is_retired: bool
    is_ours: bool


class FormulaView(Struct, frozen=True):
    """A formula in words, its inputs, and how the latest value came about."""

    pk: int
    text: str
    author: str
    set_at: datetime
    period: str
    inputs: Sequence[InputRow]
    steps: Sequence[str]
    fault: str


def catalogue_of(actor: Actor, alliance: Alliance) -> Catalogue:
    """What formulas of the alliance can use; two queries."""
    return load_catalogue(alliance, actor.seats[alliance.pk].joint_room_id)


class Derivation(Struct, frozen=True):
    """The formula of a measure, if any, and the measures computed from it: (name, address)."""

    formula: FormulaView | None = None
    readers: Sequence[tuple[str, str]] = ()


def derivation_of(actor: Actor, measure: Measure) -> Derivation:
    """One query where the alliance has no formula that the actor sees; four more where it has."""
    rows = Formula.objects.visible_to(actor).in_use().filter(
        measure__alliance=measure.alliance, measure__removed_at=None
    )  # fmt: skip
    formulas = {row.measure_id: row for row in rows.select_related("author__company")}
    if not formulas:
        return Derivation()
    catalogue = catalogue_of(actor, measure.alliance)
    own = formulas.get(measure.pk)
    key = key_of(measure.pk)
    readers = [
        catalogue.terms[reader]
        for reader, inputs in catalogue.uses.items()
        if key in inputs and catalogue.terms[reader].pk in formulas
    ]
    return Derivation(
        _view(own, catalogue) if own else None,
        [(term.name, address_of(term, measure.alliance)) for term in readers],
    )


def _view(formula: Formula, catalogue: Catalogue) -> FormulaView:
    """Whoever sees the measure sees all that its formula may use: the joint room and its own."""
    own = catalogue.terms[key_of(formula.measure_id)]
    readings = load_readings(inputs_of(catalogue, [own.key]))
    made = computation(catalogue, own, formula.text, readings)
    at = _latest(made)
    return FormulaView(
        pk=formula.pk,
        text=text_of(formula, catalogue),
        author=formula.author.with_company if formula.author else "",
        set_at=formula.set_at,
        period=label_of(made, at, catalogue) if at is not None else "",
        inputs=_inputs(made, at, catalogue),
        steps=steps_of(made, at, catalogue) if at is not None else (),
        fault=made.fault.sentence(_) if made.fault else "",
    )


def text_of(formula: Formula, catalogue: Catalogue) -> str:
    """The formula with the names of today."""
    try:
        return with_names(formula.text, catalogue.scope(formula.measure_id))
    except FormulaFault:
        return formula.text


def steps_of(made: Computation, at: int, catalogue: Catalogue) -> list[str]:
    """How the value of one period came about, one sentence a step."""
    scope, own = catalogue.scope(made.own.pk), made.own

    def name(key: str) -> str:
        term = scope.term(key)
        return f"“{term.name}”" if term else key

    if made.tree is None:
        return []
    steps = explain(made.tree, made.inputs, made.places, at)
    value = made.values[at]
    last = outcome(value)
    shown = [_step(step, scope, name) for step in steps[:-1]]
    if isinstance(value, Missing):
        return [*shown, sentence(last, _, number_text, name)]
    text = full_text(value, own.kind, own.unit, own.currency)
    return [*shown, _("The formula gives %(value)s.") % {"value": text}]


def _step(step: Step, scope: Scope, name: Callable[[str], str]) -> str:
    """One sentence; the value of an input with its unit."""
    term = scope.term(str(step.values.get("key", "")))
    number = (lambda value: value_of(term, value)) if term else number_text
    return sentence(step, _, number, name)


def label_of(made: Computation, at: int, catalogue: Catalogue) -> str:
    month = catalogue.alliance.fiscal_start_month
    return period_label(made.own.frequency, made.periods[at].start, month)


def address_of(term: Term, alliance: Alliance) -> str:
    if term.source:
        return term.address
    return reverse("scorecard:measure", args=[alliance.slug, term.pk])


def value_of(term: Term, value: float | None) -> str:
    return full_text(value, term.kind, term.unit, term.currency)


def _latest(made: Computation) -> int | None:
    """The last period with a value, else the last."""
    told = [n for n, value in enumerate(made.values) if not isinstance(value, Missing)]
    places = told or list(range(len(made.periods)))
    return places[-1] if places else None


def _inputs(made: Computation, at: int | None, catalogue: Catalogue) -> list[InputRow]:
    scope = catalogue.scope(made.own.pk)
    keys = list(made.inputs)
    if made.tree is None:
        keys = _named_in(catalogue.formulas[made.own.pk].text)
    terms = [term for key in keys if (term := scope.term(key))]
    return [
        InputRow(
            term.name,
            address_of(term, catalogue.alliance),
            value_of(term, made.inputs[term.key][at]) if at is not None and made.inputs else "",
            not term.is_live,
            term.room_id != catalogue.joint_room_id,
        )
        for term in terms
    ]


def _named_in(text: str) -> list[str]:
    """The measures that a formula which does not hold any more names one by one."""
    try:
        named = [leaf for leaf in leaves(parse(text, STORED)) if isinstance(leaf, Name)]
    except FormulaFault:
        return []
    return [key_of(number) for leaf in named if (number := number_in(leaf.text)) is not None]
