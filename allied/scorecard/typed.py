"""Values as people type them: the one number that is meant, or a refusal in words."""

import re
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from allied.foundation.access.refusal import Refused

from .formats import MINUS, PERCENT_KINDS, localised, separators
from .models import Kind
from .values import checked

_GROUP_SIGNS: Final = (
    " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}'\N{RIGHT SINGLE QUOTATION MARK}"
)
_FORMULA: Final = "=@"
_SUM: Final = re.compile(r"[0-9] *[-+*/] *[0-9]")
_EXPONENT: Final = re.compile(r"[+-]?[0-9.,]+[eE][+-]?[0-9]+")
_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_LONGEST: Final = 60


def parse_value(text: str, kind: str, currency: str = "", field: str = "value") -> Decimal:
    """The number a person typed; Refused, in words, for anything else.

    The separators of the reader's language and blanks between groups are accepted; so are a
    percent sign, the currency and yes or no where they belong.
    """
    typed = text.strip()
    if len(typed) > _LONGEST:
        raise Refused(_("This is too long for a number."), field)
    if kind == Kind.YES_NO:
        return checked(_answer(typed, field), kind, field)
    if kind == Kind.DATE:
        return checked(_ordinal(typed, field), kind, field)
    return checked(_number(_without_unit(typed, kind, currency), field), kind, field)


def _answer(typed: str, field: str) -> int:
    words = {"1": 1, "0": 0, "yes": 1, "no": 0, _("yes"): 1, _("no"): 0}
    found = words.get(typed.lower())
    if found is None:
        raise Refused(_("Answer yes or no."), field)
    return found


def _ordinal(typed: str, field: str) -> int:
    # `fromisoformat` would also take 20220331 and 2022-W13.
    found = _DATE.fullmatch(typed)
    try:
        if found is not None:
            year, month, day = map(int, found.groups())
            return date(year, month, day).toordinal()
    except ValueError:
        pass
    raise Refused(_("Enter a date, such as 2022-03-31."), field)


def _without_unit(typed: str, kind: str, currency: str) -> str:
    if kind in PERCENT_KINDS:
        return typed.removesuffix("%").rstrip()
    if kind == Kind.MONEY and currency:
        upper = typed.upper()
        if upper.startswith(currency):
            return typed[len(currency) :].lstrip()
        if upper.endswith(currency):
            return typed[: -len(currency)].rstrip()
    return typed


def _number(typed: str, field: str) -> Decimal:
    point, group = separators(get_language())
    text = typed.replace(MINUS, "-")
    if not text:
        raise Refused(_("Enter a number."), field)
    if text[0] in _FORMULA or _SUM.search(text):
        raise Refused(_("Enter a number, not a formula."), field)
    if _EXPONENT.fullmatch(text):
        raise Refused(_("Write the number out, without an exponent."), field)
    if any(sign.isnumeric() and not sign.isascii() for sign in text):
        raise Refused(_("Use the digits 0 to 9."), field)
    groups, decimals = f"[{re.escape(group + _GROUP_SIGNS)}]", rf"(?:{re.escape(point)}[0-9]+)?"
    # The same sign between all groups: 1,234,567 or 1 234 567.
    in_groups = rf"[0-9]{{1,3}}(?:({groups})[0-9]{{3}}(?:\1[0-9]{{3}})*)?"
    shape = rf"[+-]?(?:{in_groups}|[0-9]+)?{decimals}"
    if not re.fullmatch(shape, text) or not any(sign.isdigit() for sign in text):
        raise Refused(
            _("“%(text)s” is not a number. Here numbers are written like %(example)s.")
            % {"text": typed[:20], "example": localised("-1234.5")},
            field,
        )
    return Decimal(re.sub(groups, "", text).replace(point, "."))
