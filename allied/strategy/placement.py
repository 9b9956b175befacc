"""The objectives as the layout sees them, and the order in which they were drawn last.

A placement names the objectives of each perspective from left to right. It is what makes a map stay
as people know it when something is added to it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from allied.pure.maplayout import Node, Order

from .models import Objective, Perspective, Theme

Placement = Mapping[str, Sequence[int]]  # by the id of the perspective, as JSON keeps it


def nodes_of(
    perspectives: Sequence[Perspective], themes: Sequence[Theme], objectives: Sequence[Objective]
) -> tuple[Node, ...]:
    """Band (the highest perspective is 0), theme, and the slot of a pin."""
    top = len(perspectives) - 1
    bands = {row.pk: top - i for i, row in enumerate(perspectives)}
    groups = {row.pk: i for i, row in enumerate(themes)}
    counts = Counter(row.perspective_id for row in objectives)
    return tuple(
        Node(
            key=row.pk,
            band=bands[row.perspective_id],
            pin=slot(row.pin, counts[row.perspective_id]),
            group=groups.get(row.theme_id, len(groups)),
        )
        for row in objectives
    )


def slot(pin: float | None, count: int) -> int | None:
    """The place in a band of `count` that a pin (0 left to 1 right) stands for."""
    return None if pin is None else min(int(pin * count), count - 1)


def order_of(placement: Placement, perspectives: Sequence[Perspective]) -> Order | None:
    """The keys of each band from the top; None where nothing was drawn yet."""
    if not placement:
        return None
    return [list(placement.get(str(row.pk), ())) for row in reversed(perspectives)]
