"""Why the frame of an alliance cannot change: contexts above may object.

objections.register("fiscal_start_month", lambda alliance, value: "…" or None)
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from .models import Alliance

Objection = Callable[[Alliance, Any], str | None]

_objections: dict[str, list[Objection]] = defaultdict(list)


def register(field: str, objection: Objection) -> None:
    _objections[field].append(objection)


def to(alliance: Alliance, field: str, value: Any) -> str | None:
    """The first sentence that speaks against giving the field this value, or None."""
    said = (objection(alliance, value) for objection in _objections[field])
    return next((sentence for sentence in said if sentence), None)
