"""What a body may decide, and which body may where it may not."""

from decimal import Decimal

from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor

from ..models import Body, DecisionRight, Matter


class Rights(Struct, frozen=True):
    """The rights of all bodies that somebody sees, in one query."""

    by_body: dict[int, dict[int, DecisionRight]]

    def of(self, body_id: int, matter_id: int) -> DecisionRight | None:
        return self.by_body.get(body_id, {}).get(matter_id)


def rights_of(actor: Actor, alliance: Alliance) -> Rights:
    rows = DecisionRight.objects.visible_to(actor).filter(body__alliance=alliance)
    found: dict[int, dict[int, DecisionRight]] = {}
    for row in rows.select_related("matter"):
        found.setdefault(row.body_id, {})[row.matter_id] = row
    return Rights(found)


def covers(right: DecisionRight | None, amount: Decimal | None, currency: str) -> bool:
    """Whether the right reaches that far. An amount in another currency than the limit's does not.

    A right with a limit does not cover a matter whose amount nobody said.
    """
    if right is None:
        return False
    if right.up_to is None or not right.matter.has_amount:
        return True
    return amount is not None and currency == right.currency and amount <= right.up_to


def may_decide(
    body: Body, matter: Matter | None, amount: Decimal | None = None, currency: str = ""
) -> bool:
    """Whether the body's charter lets it decide this. Without a matter: yes, nothing limits it."""
    if matter is None:
        return True
    right = body.rights.filter(matter=matter).select_related("matter").first()
    return covers(right, amount, currency)


def body_that_may(
    actor: Actor, matter: Matter, amount: Decimal | None, currency: str, *, start: Body
) -> Body | None:
    """The nearest body up the tree from `start` that may decide it; else any that may; else None.

    Three queries at most, however deep the tree.
    """
    rights = rights_of(actor, start.alliance)
    rows = Body.objects.visible_to(actor).filter(alliance=start.alliance, ended_on__isnull=True)
    bodies = {row.pk: row for row in rows}
    way = [row.pk for row in _upwards(start, bodies)]
    others = [pk for pk in bodies if pk not in way]
    return next(
        (
            bodies[pk]
            for pk in [*way, *others]
            if covers(rights.of(pk, matter.pk), amount, currency)
        ),
        None,
    )


def _upwards(start: Body, bodies: dict[int, Body]) -> list[Body]:
    found: list[Body] = []
    above = start.parent_id
    while above in bodies and bodies[above] not in found:
        found.append(bodies[above])
        above = bodies[above].parent_id
    return found
