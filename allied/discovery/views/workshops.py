"""Workshops: the list, preparing, opening and closing, the record."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import allowed
from allied.foundation.ui.answers import answer_act, answer_form, sent, version_in

from .. import queries, services
from ..forms import WorkshopForm


@require_GET
@on_alliance("discovery.see")
def workshops(request: Request, alliance: Alliance) -> HttpResponse:
    context = {
        "alliance": alliance, "workshops": queries.workshops_of(request.actor, alliance),
        "own_room": request.actor.seats[alliance.pk].own_room_id,
        "may_run": allowed(request.actor, "discovery.run_workshop", alliance),
    }  # fmt: skip
    return render(request, "discovery/workshops.html", context)


@require_http_methods(["GET", "POST"])
@on_alliance("discovery.run_workshop")
def workshop_add(request: Request, alliance: Alliance) -> HttpResponse:
    form = WorkshopForm(sent(request), initial={"held_on": alliance.today().isoformat()})

    def act() -> str:
        row = services.prepare_workshop(by=request.actor, alliance=alliance, **form.values())
        return reverse("discovery:workshop", args=[alliance.slug, row.pk])

    return answer_form(request, "discovery/workshop_form.html", form, act, {})


@require_http_methods(["GET", "POST"])
@on_alliance("discovery.run_workshop")
def workshop_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.workshop_visible_to(request.actor, alliance, pk)
    form = WorkshopForm(sent(request), workshop=row)

    def act() -> str:
        version = form.cleaned_data["version"] or 0
        services.edit_workshop(by=request.actor, workshop=row, version=version, **form.values())
        return reverse("discovery:workshop", args=[alliance.slug, row.pk])

    return answer_form(
        request, "discovery/workshop_form.html", form, act, {"workshop": row},
        fresh=lambda now: WorkshopForm(workshop=now),
    )  # fmt: skip


@require_POST
@on_alliance("discovery.run_workshop")
def workshop_stage(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """Buttons of whoever runs it: open, close, voting on, voting off."""
    row = queries.workshop_visible_to(request.actor, alliance, pk)
    wanted, version = request.POST.get("to", ""), version_in(request)

    def act() -> None:
        if wanted in {"voting", "no_voting"}:
            services.set_voting(
                by=request.actor, workshop=row, version=version, is_voting=wanted == "voting"
            )
        else:
            services.set_stage(by=request.actor, workshop=row, version=version, stage=wanted)

    return answer_act(request, act, reverse("discovery:workshop", args=[alliance.slug, pk]))


@require_GET
@on_alliance("discovery.see")
def workshop_record(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.workshop_visible_to(request.actor, alliance, pk)
    moves = queries.record_of(request.actor, row)
    context = {"alliance": alliance, "workshop": row, "moves": moves}
    return render(request, "discovery/record.html", context)
