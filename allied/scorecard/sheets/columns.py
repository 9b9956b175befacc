"""The columns of a scorecard sheet: their names, what they may hold, and what they are about."""

from enum import Enum
from typing import Final

from msgspec import Struct

from .texts import wording


class Holds(Enum):
    """What the cells of a column hold."""

    LINE = "line"  # text on one line
    TEXT = "text"  # text with line breaks
    WORD = "word"  # a word of a closed list
    NUMBER = "number"  # a value in the unit of the measure
    PLAIN = "plain"  # a number that is no value of the measure, such as a weight
    DATE = "date"
    YES_NO = "yes or no"
    PERIOD = "period"
    PERSON = "person"


class About(Enum):
    """Which record a column describes."""

    PLACE = "place"  # where on the map the measure stands
    MEASURE = "measure"  # the measure: the same in all its rows
    TARGET = "target"  # what readings are judged against from the row's period on
    READING = "reading"  # the one reading of the row
    TOLD = "told"  # said by an export; an import reads past it


class Column(Struct, frozen=True):
    """One column. `longest` in characters, for text; `also` further headings for it."""

    name: str
    about: About
    holds: Holds
    longest: int = 0
    also: tuple[str, ...] = ()


USUAL: Final = (
    "perspective", "theme", "objective", "measure", "unit", "direction", "preset", "frequency",
    "weight", "baseline", "target", "period", "actual", "note",
)  # fmt: skip
"""The columns of every export and of the template, in their order; more follow where needed."""

COLUMNS: Final = (
    Column("perspective", About.PLACE, Holds.LINE, 80),
    Column("theme", About.PLACE, Holds.LINE, 80),
    Column("objective", About.PLACE, Holds.LINE, 140),
    Column("measure", About.PLACE, Holds.LINE, 200),
    Column("unit", About.MEASURE, Holds.LINE, 40),
    Column("direction", About.MEASURE, Holds.WORD),
    Column("preset", About.MEASURE, Holds.WORD),
    Column("frequency", About.MEASURE, Holds.WORD),
    Column("weight", About.TARGET, Holds.PLAIN),
    Column("baseline", About.TARGET, Holds.NUMBER),
    Column("target", About.TARGET, Holds.NUMBER, also=("goal",)),
    Column("period", About.READING, Holds.PERIOD),
    Column("actual", About.READING, Holds.NUMBER, also=("value", "reading")),
    Column("note", About.READING, Holds.TEXT, 2000),
    Column("red_flag", About.TARGET, Holds.NUMBER),
    Column("worst", About.TARGET, Holds.NUMBER),
    Column("best", About.TARGET, Holds.NUMBER),
    Column("minimum", About.TARGET, Holds.NUMBER, also=("min",)),
    Column("maximum", About.TARGET, Holds.NUMBER, also=("max",)),
    Column("low", About.TARGET, Holds.NUMBER),
    Column("high", About.TARGET, Holds.NUMBER),
    Column("flat_low", About.TARGET, Holds.NUMBER),
    Column("flat_high", About.TARGET, Holds.NUMBER),
    Column("commit", About.TARGET, Holds.NUMBER),
    Column("stretch", About.TARGET, Holds.NUMBER),
    Column("threshold", About.TARGET, Holds.NUMBER),
    Column("margin", About.TARGET, Holds.NUMBER),
    Column("baseline_on", About.TARGET, Holds.DATE),
    Column("target_on", About.TARGET, Holds.DATE),
    Column("kind", About.MEASURE, Holds.WORD),
    Column("currency", About.MEASURE, Holds.LINE, 40),
    Column("aggregation", About.MEASURE, Holds.WORD),
    Column("leading", About.MEASURE, Holds.YES_NO),
    Column("capped", About.MEASURE, Holds.YES_NO),
    Column("on_track_from", About.MEASURE, Holds.PLAIN),
    Column("caution_from", About.MEASURE, Holds.PLAIN),
    Column("tolerance_days", About.MEASURE, Holds.PLAIN),
    Column("owner", About.MEASURE, Holds.PERSON, 254),
    Column("source", About.MEASURE, Holds.LINE, 300),
    Column("illustrative", About.MEASURE, Holds.YES_NO),
    Column("description", About.MEASURE, Holds.TEXT, 4000),
    Column("agreed", About.TOLD, Holds.LINE, 40),
    Column("room", About.PLACE, Holds.WORD),
)

BY_NAME: Final = {column.name: column for column in COLUMNS}
TARGET_COLUMNS: Final = tuple(c.name for c in COLUMNS if c.about is About.TARGET)
MEASURE_COLUMNS: Final = tuple(c.name for c in COLUMNS if c.about is About.MEASURE)
REQUIRED: Final = ("objective", "measure")

_FIELDS: Final = {"leading": "is_leading", "illustrative": "is_illustrative", "owner": "owner_id"}
_HEADINGS: Final = {
    wording(heading).replace(" ", ""): column.name
    for column in COLUMNS
    for heading in (column.name, *column.also)
}


def column_of(heading: object) -> str | None:
    """The name of the column with this heading, whatever its case, spaces and punctuation."""
    return _HEADINGS.get(wording(str(heading)[:100]).replace(" ", ""))


def is_heading(text: str) -> bool:
    return column_of(text) is not None


def field_of(column: str) -> str:
    """The field of `Measure` or `Target` that a column fills."""
    return _FIELDS.get(column, column)
