"""One body: what it is for, what it may decide, how, who sits on it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import allowed

from .. import queries
from ..page import body_page


@require_GET
@on_alliance("governance.see")
def body(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.body_visible_to(request.actor, alliance, pk)
    context = {
        "alliance": alliance, "body": row, "page": body_page(request.actor, row),
        "is_ours": row.room_id == request.actor.seats[alliance.pk].own_room_id,
        "may_edit": row.ended_on is None
        and allowed(request.actor, "governance.edit_bodies", alliance),
    }  # fmt: skip
    return render(request, "governance/body.html", context)
