"""The advice page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import allowed

from .page import advice_for


@require_GET
@on_alliance("strategy.see")
def advice(request: Request, alliance: Alliance) -> HttpResponse:
    context = {
        "alliance": alliance,
        "steps": advice_for(alliance, request.actor),
        "may_edit": allowed(request.actor, "strategy.edit_map", alliance),
    }
    return render(request, "cockpit/advice.html", context)
