"""The matrix: counterparts down, dimensions across, both views behind it, the round before."""

from collections.abc import Mapping, Sequence
from math import fsum
from typing import Any, Final

from msgspec import Struct

from allied.foundation.access.actor import Actor
from allied.pure.scoring import Status, status_of
from allied.strategy.services.texts import key as folded

from ..choices import Choices
from ..definition import Definition, from_json
from ..models import Answer, Round, Sheet, Template, View
from .cells import EMPTY, NO_SCORES, Cell, Gap, Scores, gap_of, scores_of

PAGE: Final = 50


class Column(Struct, frozen=True):
    """One column: a dimension, or a criterion of a dimension that is unfolded."""

    key: str
    name: str
    part_id: int
    question: str = ""
    is_open: bool = False
    can_open: bool = False

    @property
    def is_part(self) -> bool:
        return self.key.startswith("p")


class Row(Struct, frozen=True):
    """One counterpart in the round."""

    sheet: Sheet
    ours: Scores
    theirs: Scores
    overall: Cell
    columns: Sequence[Column]
    cells: Sequence[Cell]
    gaps: Sequence[Gap]
    gap: Gap
    other: Cell

    @property
    def name(self) -> str:
        return self.sheet.counterpart.name

    @property
    def paired(self) -> list[tuple[Column, Cell, Gap]]:
        return list(zip(self.columns, self.cells, self.gaps, strict=True))


class Matrix(Struct, frozen=True):
    """A page of rows, and what is said of all of them."""

    round: Round
    before: Round | None
    definition: Definition
    columns: Sequence[Column]
    rows: Sequence[Row]
    count: int
    total: int
    page: int
    pages: int
    means: Sequence[tuple[Column, Cell]]
    mean: Cell
    counts: Mapping[str, int]
    fallen: Row | None
    answered: Mapping[str, int]


def matrix_of(actor: Actor, template: Template, choices: Choices) -> Matrix | None:
    """The round that is asked for, else the latest; None where there is none. Five queries."""
    rounds = list(Round.objects.visible_to(actor).filter(template=template).defer("definition"))
    chosen = next((each for each in rounds if each.pk == choices.round), None)
    chosen = chosen or (rounds[0] if rounds else None)
    if chosen is None:
        return None
    before = next((each for each in rounds if each.period_start < chosen.period_start), None)
    chosen.template = template
    definition = from_json(chosen.definition)
    columns = columns_of(definition, choices)
    every = _rows(actor, chosen, before, columns, choices)
    wanted = [row for row in every if _is_wanted(row, choices)]
    wanted.sort(key=lambda row: folded(row.name))
    ordered = _ordered(wanted, columns, choices)
    pages = max(1, -(-len(ordered) // PAGE))
    page = min(choices.page, pages)
    return Matrix(
        round=chosen, before=before, definition=definition, columns=columns,
        rows=ordered[(page - 1) * PAGE : page * PAGE], count=len(ordered), total=len(every),
        page=page, pages=pages,
        means=[
            (column, _mean([row.cells[place] for row in wanted]))
            for place, column in enumerate(columns)
        ],
        mean=_mean([row.overall for row in wanted]),
        counts=_counts(every), fallen=_fallen(every), answered=_answered(every),
    )  # fmt: skip


def columns_of(definition: Definition, choices: Choices) -> list[Column]:
    found = []
    for part in definition.parts:
        is_open = part.id == choices.open
        asked = part.criteria if choices.view == "gap" else part.asked_of(choices.view)
        found.append(Column(f"p{part.id}", part.name, part.id, "", is_open, len(asked) > 0))
        if is_open:
            found += [Column(f"c{each.id}", each.name, part.id, each.question) for each in asked]
    return found


def scores_by_counterpart(actor: Actor, round: Round | None) -> dict[str, dict[int, Scores]]:
    """The scores of the current answers of a round: by view, by counterpart. One query."""
    found: dict[str, dict[int, Scores]] = {view.value: {} for view in View}
    if round is None:
        return found
    rows = Answer.objects.visible_to(actor).filter(sheet__round=round, is_current=True)
    for row in rows.select_related("sheet").defer("given", "comment"):
        found[row.view][row.sheet.counterpart_id] = scores_of(row)
    return found


def _rows(
    actor: Actor, round: Round, before: Round | None, columns: Sequence[Column], choices: Choices
) -> list[Row]:
    now, past = scores_by_counterpart(actor, round), scores_by_counterpart(actor, before)
    sheets = Sheet.objects.visible_to(actor).filter(round=round)
    shown = View.THEIRS.value if choices.view == "theirs" else View.OURS.value
    other = View.OURS.value if shown == View.THEIRS.value else View.THEIRS.value
    rows = []
    for sheet in sheets.select_related("counterpart__owner").defer("agreed"):
        pk = sheet.counterpart_id
        mine, earlier = now[shown].get(pk, NO_SCORES), past[shown].get(pk)
        ours, theirs = (now[view.value].get(pk, NO_SCORES) for view in View)
        rows.append(
            Row(
                sheet, ours, theirs,
                overall=mine.cell("whole", earlier), columns=columns,
                cells=[mine.cell(column.key, earlier) for column in columns],
                gaps=[gap_of(ours.cell(c.key), theirs.cell(c.key)) for c in columns],
                gap=gap_of(ours.cell("whole"), theirs.cell("whole")),
                other=now[other].get(pk, NO_SCORES).cell("whole", past[other].get(pk)),
            )
        )  # fmt: skip
    return rows


def _is_wanted(row: Row, choices: Choices) -> bool:
    counterpart = row.sheet.counterpart
    if choices.kind and counterpart.kind != choices.kind:
        return False
    if choices.status and row.overall.status != choices.status:
        return False
    return folded(choices.q) in folded(f"{counterpart.name} {counterpart.kind}")


def _ordered(rows: list[Row], columns: Sequence[Column], choices: Choices) -> list[Row]:
    """By what is asked for; whoever has nothing there stands last, whichever way."""
    if choices.sort == "name":
        return rows[::-1] if choices.down else rows
    keyed = [(row, _sort_value(row, columns, choices)) for row in rows]
    known: list[Any] = [pair for pair in keyed if pair[1] is not None]
    known.sort(key=lambda pair: pair[1], reverse=choices.down)
    return [row for row, _value in known] + [row for row, value in keyed if value is None]


def _sort_value(row: Row, columns: Sequence[Column], choices: Choices) -> float | None:
    if choices.sort == "gap":
        return row.gap.size
    if choices.sort == "move":
        return row.overall.move
    places = [place for place, column in enumerate(columns) if column.key == choices.sort]
    if not places:
        return row.overall.score
    is_gap = choices.view == "gap"
    return row.gaps[places[0]].size if is_gap else row.cells[places[0]].score


def _mean(cells: Sequence[Cell]) -> Cell:
    """Of those that have a score, each counted alike."""
    scores = [cell.score for cell in cells if cell.score is not None]
    if not scores:
        return EMPTY
    mean = fsum(scores) / len(scores)
    return Cell(mean, status_of(mean).value)


def _counts(rows: Sequence[Row]) -> dict[str, int]:
    return {
        status.value: sum(row.overall.status == status.value for row in rows) for status in Status
    }


def _fallen(rows: Sequence[Row]) -> Row | None:
    """Who fell most since the round before, where anybody did."""
    falling = [row for row in rows if row.overall.trend == "down"]
    return min(falling, key=lambda row: row.overall.move or 0.0, default=None)


def _answered(rows: Sequence[Row]) -> dict[str, int]:
    return {
        "ours": sum(bool(row.ours.by_key) for row in rows),
        "theirs": sum(bool(row.theirs.by_key) for row in rows),
    }
