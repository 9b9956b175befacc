"""The number of each series: a figure of all, or of one body or partner."""

from enum import IntEnum

from msgspec import Struct

KIND = "governance"


class Figure(IntEnum):
    """Never renumbered: formulas keep the numbers."""

    DAYS_TO_DECIDE = 1
    ON_THE_SPOT = 2
    ACTIONS_ON_TIME = 3
    OPEN_ESCALATIONS = 4
    ATTENDANCE = 5


class Of(IntEnum):
    """What a figure is of."""

    ALL = 0
    BODY = 1
    PARTNER = 2


BY_BODY = (Figure.DAYS_TO_DECIDE, Figure.ACTIONS_ON_TIME, Figure.ATTENDANCE)
BY_PARTNER = (Figure.ACTIONS_ON_TIME,)


class Series(Struct, frozen=True):
    """`pk`: of the body or partner; 0 for all."""

    figure: Figure
    of: Of = Of.ALL
    pk: int = 0

    @property
    def key(self) -> int:
        return self.pk * 100 + self.figure * 10 + self.of


def series_of(key: int) -> Series | None:
    """The series with that number; None where no figure has it."""
    pk, rest = divmod(key, 100)
    figure, of = divmod(rest, 10)
    if figure not in set(Figure) or of not in set(Of) or (of == Of.ALL) != (pk == 0):
        return None
    return Series(Figure(figure), Of(of), pk)
