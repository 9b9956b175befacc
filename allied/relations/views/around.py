"""What stands on every page of a template: its room, and what the reader may do.

`me` is who may fill the sheets of the counterparts that are its own.
"""

from typing import Any

from allied.foundation.access.http import Request
from allied.foundation.access.keys import number_in
from allied.foundation.access.permissions import allowed

from ..models import Counterpart, Template


def around(
    request: Request, template: Template, counterpart: Counterpart | None = None
) -> dict[str, Any]:
    actor, alliance = request.actor, request.alliance
    found = {
        "alliance": alliance, "template": template,
        "is_ours": template.room_id == actor.seats[alliance.pk].own_room_id,
        "may_keep": allowed(actor, "relations.keep", alliance),
        "me": actor.person_id if allowed(actor, "relations.fill", alliance) else 0,
    }  # fmt: skip
    if counterpart is not None:
        found["may_fill"] = allowed(actor, "relations.fill", alliance, counterpart)
    return found


def page_in(request: Request) -> int:
    return number_in(request.GET.get("page"), 9) or 1
