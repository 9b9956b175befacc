"""A round as a table: a row for each counterpart, both views of the whole, dimensions, criteria."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from msgspec import Struct

from allied.foundation.access.actor import Actor
from allied.scorecard.sheets.texts import defused, presentable

from .choices import Choices
from .definition import Definition, from_json
from .given import NOTHING, Given
from .given import from_json as given_from
from .models import Answer, Round, Sheet, Template, View
from .quarters import quarter_label
from .queries.cells import NO_SCORES, Scores, gap_of, scores_of

Value = str | Decimal | None


class Export(Struct, frozen=True):
    quarter: str
    heads: list[str]
    rows: list[list[Value]]
    numbers: frozenset[int]


def export_of(actor: Actor, template: Template, choices: Choices) -> Export | None:
    """The chosen round, else the latest; None where there is none. Three queries."""
    rounds = list(Round.objects.visible_to(actor).filter(template=template))
    chosen = next((each for each in rounds if each.pk == choices.round), None)
    chosen = chosen or (rounds[0] if rounds else None)
    if chosen is None:
        return None
    definition = from_json(chosen.definition)
    heads = _heads(definition)
    answers: dict[tuple[int, str], Answer] = {}
    for each in Answer.objects.visible_to(actor).filter(sheet__round=chosen, is_current=True):
        answers[each.sheet_id, each.view] = each
    sheets = Sheet.objects.visible_to(actor).filter(round=chosen)
    rows = [
        _row(sheet, {view.value: answers.get((sheet.pk, view.value)) for view in View}, definition)
        for sheet in sheets.select_related("counterpart__owner")
    ]
    quarter = quarter_label(chosen.period_start, template.alliance)
    names = [defused(presentable(name)) for name, _is_number in heads]
    numbers = frozenset(place for place, (_name, is_number) in enumerate(heads) if is_number)
    return Export(quarter, names, rows, numbers)


def _heads(definition: Definition) -> list[tuple[str, bool]]:
    """Each column with whether it holds numbers."""
    ours, theirs, gap = _("our view"), _("their view"), _("gap")
    found: list[tuple[str, bool]] = [
        (_("Counterpart"), False), (_("Kind"), False), (_("Owner"), False),
    ]  # fmt: skip
    for name in (_("Overall"), *(part.name for part in definition.parts)):
        found += [(f"{name}, {each}", True) for each in (ours, theirs, gap)]
    found += [(f"{_('Answered')}, {each}", True) for each in (ours, theirs)]
    for asked in definition.criteria:
        unit = f" ({asked.shown_unit})" if asked.shown_unit else ""
        found += [(f"{asked.name}{unit}, {each}", True) for each in (ours, theirs)]
    return [*found, (_("Agreed for the next quarter"), False)]


def _row(sheet: Sheet, answers: dict[str, Any], definition: Definition) -> list[Value]:
    counterpart = sheet.counterpart
    owner = counterpart.owner.name if counterpart.owner else ""
    row: list[Value] = [presentable(text) for text in (counterpart.name, counterpart.kind, owner)]
    sides = [scores_of(answers[view.value]) for view in View]
    for key in ("whole", *(f"p{part.id}" for part in definition.parts)):
        row += _scores(sides, key)
    row += [_rounded(side.coverage) if side is not NO_SCORES else None for side in sides]
    given = [given_from(answers[v.value].given) if answers[v.value] else {} for v in View]
    for asked in definition.criteria:
        row += [_value(each, asked.id) for each in given]
    return [*row, presentable(sheet.agreed)]


def _scores(sides: Sequence[Scores], key: str) -> list[Value]:
    ours, theirs = (side.cell(key) for side in sides)
    return [_rounded(number) for number in (ours.score, theirs.score, gap_of(ours, theirs).size)]


def _value(given: dict[int, Given], pk: int) -> Value:
    return given.get(pk, NOTHING).value


def _rounded(number: float | None) -> Value:
    return None if number is None else round(Decimal(repr(number)), 4)
