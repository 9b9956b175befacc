"""One counterpart: in one round, both views side by side; and over its rounds."""

from collections.abc import Sequence

from msgspec import Struct

from allied.foundation.access.actor import Actor

from ..definition import Asked, Definition, Part, from_json
from ..given import NOTHING, shown
from ..given import from_json as given_from
from ..models import Answer, Counterpart, Link, Sheet, View
from .cells import NO_SCORES, Cell, Gap, Scores, gap_of, scores_of


class Side(Struct, frozen=True):
    """What one side said to one criterion."""

    is_asked: bool
    text: str
    note: str
    cell: Cell


class Line(Struct, frozen=True):
    """A criterion with both sides."""

    asked: Asked
    ours: Side
    theirs: Side
    gap: Gap


class Block(Struct, frozen=True):
    """A dimension with both sides, and its criteria."""

    part: Part
    ours: Cell
    theirs: Cell
    gap: Gap
    lines: Sequence[Line]


class SheetPage(Struct, frozen=True):
    """Both views of a sheet. Drafts are no answers, and theirs are nobody else's to read."""

    definition: Definition
    ours: Answer | None
    theirs: Answer | None
    whole: Block
    blocks: Sequence[Block]
    earlier: Sequence[Answer]
    has_draft: bool
    link: Link | None
    before: Sheet | None


def sheet_page(actor: Actor, sheet: Sheet) -> SheetPage:
    """Five queries."""
    before = (
        Sheet.objects.visible_to(actor)
        .filter(counterpart=sheet.counterpart_id, round__period_start__lt=sheet.round.period_start)
        .select_related("round")
        .order_by("-round__period_start")
        .first()
    )
    answers = list(Answer.objects.visible_to(actor).filter(sheet=sheet))
    current = {each.view: each for each in answers if each.is_current}
    past = _current_of(actor, before)
    definition = from_json(sheet.round.definition)
    now = {view.value: scores_of(current.get(view.value)) for view in View}
    sides = Sides(definition, current, now, {v.value: scores_of(past.get(v.value)) for v in View})
    links = Link.objects.visible_to(actor).filter(sheet=sheet, withdrawn_at__isnull=True)
    return SheetPage(
        definition, current.get(View.OURS), current.get(View.THEIRS),
        whole=sides.block(Part(0, "", 1.0, ()), "whole"),
        blocks=[sides.block(part, f"p{part.id}") for part in definition.parts],
        earlier=[each for each in answers if each.sent_at and not each.is_current],
        has_draft=any(a.sent_at is None and a.view == View.OURS for a in answers),
        link=links.select_related("sent_by").first(), before=before,
    )  # fmt: skip


def _current_of(actor: Actor, sheet: Sheet | None) -> dict[str, Answer]:
    if sheet is None:
        return {}
    rows = Answer.objects.visible_to(actor).filter(sheet=sheet, is_current=True)
    return {each.view: each for each in rows}


class Sides:
    """Puts the two views together, line by line."""

    def __init__(
        self, definition: Definition, answers: dict[str, Answer], now: dict[str, Scores],
        past: dict[str, Scores],
    ) -> None:  # fmt: skip
        self.definition, self.now, self.past = definition, now, past
        self.given = {view: given_from(answer.given) for view, answer in answers.items()}

    def cell(self, view: str, key: str) -> Cell:
        return self.now[view].cell(key, self.past[view])

    def block(self, part: Part, key: str) -> Block:
        ours, theirs = (self.cell(view.value, key) for view in View)
        lines = [self._line(each) for each in part.criteria]
        return Block(part, ours, theirs, gap_of(ours, theirs), lines)

    def _line(self, asked: Asked) -> Line:
        ours, theirs = (self._side(asked, view.value) for view in View)
        return Line(asked, ours, theirs, gap_of(ours.cell, theirs.cell))

    def _side(self, asked: Asked, view: str) -> Side:
        given = self.given.get(view, {}).get(asked.id, NOTHING)
        cell = self.cell(view, f"c{asked.id}")
        return Side(asked.is_asked_of(view), shown(asked, given), given.note, cell)


class Past(Struct, frozen=True):
    """One round of a counterpart."""

    sheet: Sheet
    ours: Cell
    theirs: Cell
    gap: Gap


class Course(Struct, frozen=True):
    """A dimension, or the whole, over the rounds, oldest first."""

    name: str
    ours: Sequence[float | None]
    theirs: Sequence[float | None]
    ours_now: Cell
    theirs_now: Cell
    gap: Gap


class CounterpartPage(Struct, frozen=True):
    rounds: Sequence[Past]
    whole: Course | None
    courses: Sequence[Course]


def counterpart_page(actor: Actor, counterpart: Counterpart) -> CounterpartPage:
    """All its rounds, newest first, and the course of each dimension. Two queries."""
    sheets = list(
        Sheet.objects.visible_to(actor)
        .filter(counterpart=counterpart)
        .select_related("round")
        .order_by("round__period_start")
    )
    answers = Answer.objects.visible_to(actor).filter(sheet__in=sheets, is_current=True)
    by_sheet = {(row.sheet_id, row.view): scores_of(row) for row in answers.defer("given")}
    series = {
        view.value: [by_sheet.get((sheet.pk, view.value), NO_SCORES) for sheet in sheets]
        for view in View
    }
    past = [_past(sheet, place, series) for place, sheet in enumerate(sheets)]
    if not sheets:
        return CounterpartPage([], None, [])
    parts = from_json(sheets[-1].round.definition).parts
    return CounterpartPage(
        past[::-1],
        _course("", "whole", series),
        [_course(part.name, f"p{part.id}", series) for part in parts],
    )


def _past(sheet: Sheet, place: int, series: dict[str, list[Scores]]) -> Past:
    ours, theirs = (_cell_at(series[view.value], place, "whole") for view in View)
    return Past(sheet, ours, theirs, gap_of(ours, theirs))


def _cell_at(scores: Sequence[Scores], place: int, key: str) -> Cell:
    return scores[place].cell(key, scores[place - 1] if place else None)


def _course(name: str, key: str, series: dict[str, list[Scores]]) -> Course:
    values = {view: [each.cell(key).score for each in rows] for view, rows in series.items()}
    last = len(series[View.OURS]) - 1
    ours, theirs = (_cell_at(series[view.value], last, key) for view in View)
    return Course(
        name, values[View.OURS], values[View.THEIRS], ours, theirs, gap_of(ours, theirs)
    )  # fmt: skip
