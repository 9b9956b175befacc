"""Reading what was sent: JSON within bounds, numbers exact, every fault in words."""

import json
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import UnreadablePostError
from django.utils.translation import gettext as _

from .faults import Problem

LARGEST: Final = 1_000_000
"""Bytes of a body. A thousand readings with long notes fit."""


def json_of(request: HttpRequest) -> Any:
    """The body as Python values; numbers are Decimal. Problem 400, 413 or 415 where it is none."""
    if request.content_type != "application/json":
        raise Problem(415, _("Send JSON, and say so: Content-Type: application/json"))
    too_large = Problem(
        413, _("The body is larger than %(size)d kB: send it in parts.") % {"size": LARGEST // 1000}
    )
    try:
        if int(request.headers.get("Content-Length") or 0) > LARGEST:
            raise too_large
        body = request.body
    except RequestDataTooBig:
        raise too_large from None
    except (UnreadablePostError, ValueError):
        raise Problem(400, _("The body could not be read to its end.")) from None
    if len(body) > LARGEST:
        raise too_large
    try:
        return json.loads(
            body.decode(), parse_int=_number, parse_float=_number, parse_constant=_number,
            object_pairs_hook=_object,
        )  # fmt: skip
    except (ValueError, RecursionError) as error:
        place = getattr(error, "lineno", None)
        said = _("line %(line)d") % {"line": place} if place else str(error)[:100]
        raise Problem(400, _("The body is no JSON (%(why)s).") % {"why": said}) from None


def _number(text: str) -> Decimal:
    """The number exactly; one beyond all bounds as one that is, for the service to refuse."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")
    if number.is_finite() and abs(number.adjusted()) > 300:
        return Decimal("1e300") if number.adjusted() > 0 else Decimal("1e-300")
    return number


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(_("a name stands twice in one object"))
    return found


def text_of(value: Any) -> str | None:
    """The text, if it is one that every database holds."""
    if not isinstance(value, str):
        return None
    try:
        value.encode()  # half a surrogate pair is none
    except UnicodeEncodeError:
        return None
    return value


def whole(value: Any) -> int | None:
    """The whole number that can be a record's id, or None."""
    if not isinstance(value, Decimal) or not value.is_finite() or abs(value) >= Decimal(10) ** 18:
        return None
    return int(value) if value == value.to_integral_value() else None
