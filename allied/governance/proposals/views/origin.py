"""Where an initiative comes from: a part for the initiative's page, else a page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.scorecard.initiatives.queries import initiative_visible_to

from .. import queries


@require_GET
@on_alliance("governance.see")
def initiative_origin(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    initiative = initiative_visible_to(request.actor, alliance, pk)
    found = queries.proposal_of(request.actor, initiative)
    context = {"alliance": alliance, "initiative": initiative, "proposal": found}
    part = "#part" if request.htmx else ""
    return render(request, f"governance/initiative_origin.html{part}", context)
