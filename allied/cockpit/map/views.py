"""The map page and the panel of an objective."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.alliances.queries import partners_without_people
from allied.foundation.access.http import Request
from allied.foundation.access.keys import number_in
from allied.foundation.access.permissions import allowed

from . import panel as panels
from .editing import edit_data, last_change
from .page import map_page


@require_GET
@on_alliance("alliances.see")
def strategy_map(request: Request, alliance: Alliance) -> HttpResponse:
    """The map. `?objective=ID` lights its chain, `?edit=1` is for those who may edit it."""
    actor = request.actor
    may_edit = allowed(actor, "strategy.edit_map", alliance)
    here = reverse("cockpit:map", args=[alliance.slug])
    context = {
        "alliance": alliance,
        "may_edit": may_edit,
        "may_propose": allowed(actor, "agreement.propose", alliance),
        "editing": may_edit and request.GET.get("edit") == "1",
        "here": here,
        "edit_url": f"{here}?edit=1",
        "panel_url": reverse("cockpit:objective_panel", args=[alliance.slug, 0]),
    }
    last = last_change(alliance, actor) if context["editing"] else None  # older than what is read
    editing = bool(context["editing"])
    page = map_page(alliance, actor, number_in(request.GET.get("objective"), 15), editing=editing)
    if not page.count:
        context["absent"] = partners_without_people(alliance, actor)
        context["may_invite"] = allowed(actor, "alliances.manage_people", alliance)
    context |= {"page": page, "edit_data": edit_data(page.data, last) if last else None}
    return render(request, f"cockpit/map{'_part' if request.htmx else ''}.html", context)


@require_GET
@on_alliance("alliances.see")
def objective_panel(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """All that hangs on an objective: beside the map, or as a page of its own."""
    actor = request.actor
    context = {
        "alliance": alliance,
        "panel": panels.objective_panel(alliance, actor, pk),
        "here": reverse("cockpit:map", args=[alliance.slug]),
        "may_edit": allowed(actor, "strategy.edit_map", alliance),
        "may_win": allowed(actor, "strategy.set_joint_win", alliance),
        "may_measure": allowed(actor, "scorecard.edit_measures", alliance),
    }
    part = "#panel" if request.htmx else ""
    return render(request, f"cockpit/objective_panel.html{part}", context)


@require_GET
@on_alliance("strategy.edit_map")
def map_version(request: Request, alliance: Alliance) -> HttpResponse:
    """What was changed last, for a page that is open while others edit too."""
    return JsonResponse(last_change(alliance, request.actor).as_json())
