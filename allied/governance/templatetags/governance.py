"""How pages of governance write lengths of time, shares and money."""

from decimal import Decimal

from django import template

from allied.scorecard.initiatives.amounts import money_text

from ..decisions.saying import days_text, share_text

register = template.Library()

register.filter(days_text)
register.filter(share_text)


@register.filter
def money(amount: Decimal | None, currency: str) -> str:
    return money_text(amount, currency)
