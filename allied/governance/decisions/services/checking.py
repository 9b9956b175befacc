"""What a decision may say: checked before it is written, whoever writes it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from allied.alliances.models import Room
from allied.foundation.access.actor import Actor
from allied.foundation.access.refusal import Refused
from allied.scorecard.initiatives.amounts import (
    amount_of,
    checked_currency,
    checked_day,
    money_text,
    refuse_fractions,
)
from allied.scorecard.services.owners import check_owner_in
from allied.strategy.services.texts import one_line, paragraphs

from ...bodies.rights import body_that_may, may_decide
from ...models import Body, Decision, Importance, Matter

LONG: Final = 8000
FIELDS: Final = (
    "title", "situation", "body", "matter", "amount", "currency", "importance", "reversibility",
    "due_on", "owner",
)  # fmt: skip


class OutsideRights(Refused):
    """The body may not decide this. `body` is the nearest one that may, if any."""

    def __init__(self, message: object, body: Body | None) -> None:
        super().__init__(message, "body")
        self.body = body


def set_fields(by: Actor, row: Decision, fields: Mapping[str, Any]) -> None:
    """Put the checked values into the row. Refused where one cannot be, or the body may not."""
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise TypeError(f"a decision has no {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(row, name, value)
    row.title = one_line(row.title, 200, "title", required=True)
    row.situation = paragraphs(row.situation, LONG, "situation")
    if row.importance not in Importance.values:
        raise Refused(_("Choose one of those offered."), "importance")
    if row.reversibility not in Decision.Reversibility.values:
        raise Refused(_("Choose one of those offered."), "reversibility")
    row.due_on = checked_day(row.due_on, "due_on")
    check_owner_in(row.alliance, row.room, row.owner)
    _set_amount(row)
    refuse_foreign_body(row.body, row.room)
    refuse_foreign_matter(row.matter, row.room)
    refuse_outside_rights(by, row)


def _set_amount(row: Decision) -> None:
    row.currency = checked_currency(row.currency, "currency")
    row.amount = amount_of(row.amount, "amount")
    if row.amount is None:
        row.currency = ""
    elif not row.currency:
        raise Refused(_("Say in which currency the amount is, such as EUR."), "currency")
    else:
        refuse_fractions(row.amount, row.currency, "amount")


def refuse_foreign_body(body: Body | None, room: Room) -> None:
    """A decision of our room cannot be a joint body's, nor the other way round."""
    if body is not None and body.room_id != room.pk:
        raise Refused(_("Choose a body of this room."), "body")


def refuse_foreign_matter(matter: Matter | None, room: Room) -> None:
    if matter is not None and matter.room_id != room.pk:
        raise Refused(_("Choose a matter of this room."), "matter")


def refuse_outside_rights(by: Actor, row: Decision) -> None:
    """The charter says what the body may decide; a body that has ended decides nothing."""
    body, matter = row.body, row.matter
    if body is None:
        return
    if body.ended_on is not None:
        raise Refused(_("%(body)s has ended. Choose another body.") % {"body": body}, "body")
    if matter is None or may_decide(body, matter, row.amount, row.currency):
        return
    other = body_that_may(by, matter, row.amount, row.currency, start=body)
    if other is not None and other.room_id != row.room_id:
        other = None
    raise OutsideRights(_outside(row, body, matter, other), other)


def _outside(row: Decision, body: Body, matter: Matter, other: Body | None) -> str:
    """Why it is outside, and who may."""
    if other is None:
        way = _("No other body may either: the charters name none for this.")
    else:
        way = _("%(other)s may.") % {"other": other}
    return f"{_why(row.amount, row.currency, body, matter)} {way}"


def _why(amount: Decimal | None, currency: str, body: Body, matter: Matter) -> str:
    right = body.rights.filter(matter=matter).first()
    words: dict[str, object] = {"body": body, "matter": matter}
    if right is None:
        return _("The charter of %(body)s does not let it decide on “%(matter)s”.") % words
    words["limit"] = money_text(right.up_to, right.currency)
    if amount is None:
        return _("%(body)s may decide on “%(matter)s” up to %(limit)s: enter the amount.") % words
    if currency != right.currency:
        return (
            _(
                "The right of %(body)s on “%(matter)s” is up to %(limit)s; an amount in another "
                "currency cannot be held against it, and nothing is converted."
            )
            % words
        )
    words["amount"] = money_text(amount, currency)
    return (
        _("%(body)s may decide on “%(matter)s” up to %(limit)s, and this is about %(amount)s.")
        % words
    )
