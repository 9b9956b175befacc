"""What the form of a formula shows: the measures to choose from, and what the text would give."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from msgspec import Struct

from allied.foundation.access.actor import Actor
from allied.pure.formula import FormulaFault, Missing, is_coarser, keys_of
from allied.pure.periods import Frequency

from ..formats import full_text, unit_text
from ..models import Formula, Measure
from ..models.formulas import LONGEST_FORMULA
from .binding import folded
from .catalogue import Catalogue, Scope, Term, key_of
from .checking import checked_tree
from .computing import computation, load_readings
from .naming import counted, reference, with_numbers
from .queries import catalogue_of, label_of, steps_of, text_of

PERIODS = 8


class Choice(Struct, frozen=True):
    """One measure that the formula may use. `text` is how the formula names it."""

    text: str
    name: str
    unit: str
    is_ours: bool
    note: str


class ChoiceGroup(Struct, frozen=True):
    """The measures of an objective. `text` stands for all of them, where there is more than one."""

    name: str
    text: str
    choices: Sequence[Choice]


class PreviewRow(Struct, frozen=True):
    """One period: the value, or nothing, and how it came about."""

    period: str
    value: str
    steps: Sequence[str]


class Marked(Struct, frozen=True):
    """A fault with the text around its place."""

    message: str
    column: int
    before: str
    marked: str
    after: str

    @classmethod
    def of(cls, fault: FormulaFault, text: str) -> "Marked":
        end = fault.at + fault.length
        return cls(
            fault.sentence(_), fault.at + 1, text[: fault.at], text[fault.at : end], text[end:]
        )


class Desk:
    """A measure with all that its formula may use. Three queries; a preview costs one more."""

    def __init__(self, actor: Actor, measure: Measure) -> None:
        self.measure = measure
        rows = Formula.objects.visible_to(actor).in_use().filter(measure=measure)
        self.current: Formula | None = rows.select_related("author").first()
        self.catalogue: Catalogue = catalogue_of(actor, measure.alliance)
        self.scope: Scope = self.catalogue.scope(measure.pk)

    @property
    def text(self) -> str:
        """The formula in use, with names."""
        return self.shown(self.current)

    def shown(self, formula: Formula | None) -> str:
        return text_of(formula, self.catalogue) if formula else ""

    @property
    def unit(self) -> str:
        own = self.measure
        return unit_text(own.kind, own.unit, own.currency)

    def groups(self) -> list[ChoiceGroup]:
        """The measures to choose from, by objective, and what sources offer."""
        terms = list(self.scope.live())
        names = counted([*terms, self.scope.own])
        by_objective: dict[int, list[Term]] = {}
        for term in terms:
            by_objective.setdefault(term.objective_id, []).append(term)
        titles = counted_titles(by_objective)
        groups = []
        for pk, found in by_objective.items():
            title = found[0].objective
            called = title if titles[folded(title)] == 1 else f"#{pk} {title}"
            unclear = set(title) & set("[]{}#")
            text = f"{{objective {f'#{pk}' if unclear else called}}}" if len(found) > 1 else ""
            choices = [self._choice(term, reference(term, names)) for term in found]
            groups.append(ChoiceGroup(title, text, choices))
        offered = [
            self._choice(term, f"{{{term.source} #{term.pk}}}") for term in self.scope.series()
        ]
        if offered:
            groups.append(ChoiceGroup(_("From other parts of the alliance"), "", offered))
        return groups

    def _choice(self, term: Term, text: str) -> Choice:
        note = ""
        ours = Frequency(self.measure.frequency)
        if term.frequency and is_coarser(Frequency(term.frequency), ours):
            note = _("read by longer periods")
        is_ours = term.room_id != self.catalogue.joint_room_id
        unit = unit_text(term.kind, term.unit, term.currency)
        return Choice(text, term.name, unit, is_ours, note)

    def check(self, text: str) -> Marked | None:
        """The first fault of the text as typed."""
        try:
            checked_tree(text, self.scope, LONGEST_FORMULA)
        except FormulaFault as fault:
            return Marked.of(fault, text)
        return None

    def preview(self, text: str) -> list[PreviewRow]:
        """The last periods that the text would give, the latest first."""
        own = self.catalogue.terms[key_of(self.measure.pk)]
        stored = with_numbers(text, self.scope)
        tree = checked_tree(stored, self.scope)
        readings = load_readings({own.key, *keys_of(tree)})
        made = computation(self.catalogue, own, stored, readings)
        rows = []
        for at in range(len(made.periods))[-PERIODS:]:
            value = made.values[at]
            shown = ""
            if not isinstance(value, Missing):
                shown = full_text(value, own.kind, own.unit, own.currency)
            steps = steps_of(made, at, self.catalogue)
            said = steps[:-1] if shown else steps  # the value stands beside them already
            rows.append(PreviewRow(label_of(made, at, self.catalogue), shown, said))
        return rows[::-1]


def counted_titles(groups: dict[int, list[Term]]) -> dict[str, int]:
    """How often each title of an objective comes."""
    found: dict[str, int] = {}
    for terms in groups.values():
        key = folded(terms[0].objective)
        found[key] = found.get(key, 0) + 1
    return found
