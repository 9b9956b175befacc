"""Rows of one measure brought together; what must be the same in all of them is."""

from typing import Any, Final

from django.utils.translation import gettext as _
from msgspec import Struct, field

from allied.strategy.services.limits import MOST_OBJECTIVES, MOST_PERSPECTIVES, MOST_THEMES

from .cells import Clear
from .columns import MEASURE_COLUMNS
from .faults import Faults
from .known import Known, KnownMeasure, KnownObjective
from .rows import Row
from .texts import folded
from .words import DIRECTION_IN_PRESET, WORDS

Key = tuple[Any, ...]
_LISTS: Final = frozenset(WORDS)
_MEASURE: Final = frozenset(MEASURE_COLUMNS)


class ObjectiveDraft(Struct):
    """An objective that a row names. `known` None: it is new."""

    title: str
    known: KnownObjective | None
    perspective: str = ""
    theme: str = ""
    row: int = 0


class Draft(Struct):
    """A measure with its rows, and what they say of it by column."""

    objective: ObjectiveDraft
    name: str
    known: KnownMeasure | None
    rows: list[Row] = field(default_factory=list)
    said: dict[str, Any] = field(default_factory=dict)
    said_in: dict[str, Row] = field(default_factory=dict)

    def row_of(self, column: str) -> Row:
        """The row that says this of the measure; the first where none does."""
        return self.said_in.get(column, self.rows[0])


class Gatherer:
    """Sorts rows to measures. A row that cannot be placed is a fault and goes no further."""

    def __init__(self, known: Known, faults: Faults) -> None:
        self.known = known
        self.faults = faults
        self.drafts: dict[Key, Draft] = {}
        self.objectives: dict[str, ObjectiveDraft] = {}
        self.new_perspectives: dict[str, str] = {}
        self.new_themes: dict[str, str] = {}

    def gather(self, rows: list[Row]) -> list[Draft]:
        for row in rows:
            draft = self._draft(row)
            if draft is not None:
                draft.rows.append(row)
                self._merge(draft, row)
        self._check_new_objectives()
        return list(self.drafts.values())

    def _draft(self, row: Row) -> Draft | None:
        for column in ("objective", "measure"):
            if row.get(column) is None:
                if column not in row.broken:
                    self.faults.add(row.number, column, "", _("every row names it."))
                return None
        objective = self._objective(row)
        return None if objective is None else self._measure(row, objective)

    def _objective(self, row: Row) -> ObjectiveDraft | None:
        title = row.said["objective"]
        found = self.known.objectives.find(title)
        if len(found) > 1:
            self.faults.add(
                row.number, "objective", title, _("the map has several objectives of this name.")
            )
            return None
        if not found and self.known.is_ours:
            self.faults.add(
                row.number, "objective", title,
                _("it is not on the map, and measures of our room hang on objectives of the map."),
            )  # fmt: skip
            return None
        draft = self.objectives.get(folded(title))
        if draft is None:
            draft = ObjectiveDraft(title, found[0] if found else None, row=row.number)
            self.objectives[folded(title)] = draft
        self._place(row, draft)
        return draft

    def _place(self, row: Row, draft: ObjectiveDraft) -> None:
        """Perspective and theme must agree with the map and with the other rows."""
        for column in ("perspective", "theme"):
            said = row.get(column)
            if said is None:
                continue
            stands = getattr(draft.known, column) if draft.known else getattr(draft, column)
            if not stands:
                setattr(draft, column, said)
            elif folded(stands) != folded(said):
                self.faults.add(row.number, column, said, _misplaced(draft, column, stands))

    def _measure(self, row: Row, objective: ObjectiveDraft) -> Draft | None:
        name = row.said["measure"]
        room = WORDS["room"].get(row.get("room") or "")
        if room == "ours" and not self.known.is_ours:
            self.faults.add(
                row.number, "room", room,
                _("this row belongs to our room: import it in the view of our room."),
            )  # fmt: skip
            return None
        found = self._found(objective, name, room)
        if len(found) > 1:
            self.faults.add(
                row.number, "measure", name, _("the objective has several measures of this name.")
            )
            return None
        if not found and room == "joint" and self.known.is_ours:
            self.faults.add(
                row.number, "room", room,
                _("in the view of our room new measures are ours: import it in the joint view."),
            )  # fmt: skip
            return None
        known = found[0] if found else None
        key: Key = (known.pk,) if known else (folded(objective.title), folded(name))
        return self.drafts.setdefault(key, Draft(objective, name, known))

    def _found(self, objective: ObjectiveDraft, name: str, room: str | None) -> list[KnownMeasure]:
        """Measures of the name; in our view ours before joint ones, unless the row says which."""
        if objective.known is None or objective.known.pk not in self.known.measures:
            return []
        found: list[KnownMeasure] = self.known.measures[objective.known.pk].find(name)
        own = [measure for measure in found if measure.room_id == self.known.room.pk]
        if not self.known.is_ours or room == "ours":
            return own
        others = [measure for measure in found if measure.room_id != self.known.room.pk]
        return others if room == "joint" else own or others

    def _merge(self, draft: Draft, row: Row) -> None:
        for column, said in row.about(_MEASURE).items():
            told = self._code(draft, row, column, said) if column in _LISTS else said
            self._say(draft, row, column, told)

    def _code(self, draft: Draft, row: Row, column: str, word: str) -> str:
        if column == "preset" and word in DIRECTION_IN_PRESET:
            self._say(draft, row, "direction", DIRECTION_IN_PRESET[word])
        return WORDS[column][word]

    def _say(self, draft: Draft, row: Row, column: str, said: Any) -> None:
        if column not in draft.said:
            draft.said[column] = said
            draft.said_in[column] = row
        elif not _same(draft.said[column], said):
            self.faults.add(
                row.number, column, _shown(said),
                _("this contradicts row %(row)s, which says “%(value)s”: all rows of a measure "
                  "say the same.")
                % {"row": draft.said_in[column].number, "value": _shown(draft.said[column])},
            )  # fmt: skip

    def _check_new_objectives(self) -> None:
        new = [draft for draft in self.objectives.values() if draft.known is None]
        for draft in new:
            for column, names, fresh in (
                ("perspective", self.known.perspectives, self.new_perspectives),
                ("theme", self.known.themes, self.new_themes),
            ):
                self._check_place(draft, column, names.find(getattr(draft, column)), fresh)
        self._check_limit("objective", len(self.known.objectives) + len(new), MOST_OBJECTIVES)
        for column, names, fresh, most in (
            ("perspective", self.known.perspectives, self.new_perspectives, MOST_PERSPECTIVES),
            ("theme", self.known.themes, self.new_themes, MOST_THEMES),
        ):
            self._check_limit(column, len(names) + len(fresh), most)

    def _check_place(
        self, draft: ObjectiveDraft, column: str, found: list[str], fresh: dict[str, str]
    ) -> None:
        name = getattr(draft, column)
        if not name:
            self.faults.add(
                draft.row, column, "",
                _("“%(objective)s” is new: say where on the map it stands.")
                % {"objective": draft.title[:60]},
            )  # fmt: skip
        elif len(found) > 1:
            self.faults.add(draft.row, column, name, _("the map has several of this name."))
        elif found:
            setattr(draft, column, found[0])
        else:
            setattr(draft, column, fresh.setdefault(folded(name), name))

    def _check_limit(self, column: str, count: int, most: int) -> None:
        if count > most:
            self.faults.add(
                None, column, str(count),
                _("a map holds at most %(most)s; with this sheet there would be more.")
                % {"most": most},
            )  # fmt: skip


def _misplaced(draft: ObjectiveDraft, column: str, stands: str) -> str:
    if draft.known is None:
        return _("this contradicts row %(row)s, which says “%(value)s” for the same objective.") % {
            "row": draft.row,
            "value": stands,
        }
    return _(
        "on the map this objective stands in “%(value)s”: move it there, or correct the sheet."
    ) % {"value": stands}


def _same(first: Any, second: Any) -> bool:
    if isinstance(first, str) and isinstance(second, str):
        return first == second
    return isinstance(first, Clear) == isinstance(second, Clear) and first == second


def _shown(said: Any) -> str:
    if isinstance(said, Clear):
        return "none"
    if isinstance(said, bool):
        return "yes" if said else "no"
    return str(said)[:60]
