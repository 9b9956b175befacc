"""The history of the map, undoing, and the map as a list to edit without a script."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request

from .. import queries, services
from ..answers import answer_act


@require_GET
@on_alliance("strategy.see")
def changes(request: Request, alliance: Alliance) -> HttpResponse:
    text = request.GET.get("before", "")
    before = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
    page = queries.history_of(alliance, request.actor, before)
    return render(
        request, "strategy/changes.html", {"alliance": alliance, "page": page, "before": before}
    )


@require_POST
@on_alliance("strategy.undo")
def undo(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    change = queries.change_visible_to(request.actor, alliance, pk)
    return answer_act(
        request, alliance, lambda: services.undo_change(by=request.actor, change=change)
    )


@require_GET
@on_alliance("strategy.edit_map")
def outline(request: Request, alliance: Alliance) -> HttpResponse:
    found = queries.map_of(alliance, request.actor)
    return render(request, "strategy/outline.html", {"alliance": alliance, "map": found})
