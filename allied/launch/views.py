"""Starting an alliance, and starting an empty map from a template."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import requires
from allied.foundation.access.refusal import Refused
from allied.strategy.queries import perspectives_of

from . import services
from .catalogue import EMPTY, starter, starters
from .forms import NewAllianceForm, StarterForm
from .picture import picture


@require_http_methods(["GET", "POST"])
@requires("alliances.start")
def new_alliance(request: Request) -> HttpResponse:
    posted = request.method == "POST"
    form = NewAllianceForm(request.POST if posted else None, initial={"starter": "alliance_map"})
    if posted and form.is_valid():
        given = {k: v for k, v in form.cleaned_data.items() if k != "partners"}
        try:
            alliance = services.start_alliance(
                by=request.actor, companies=form.companies(), **given
            )
            if given.get("starter") == EMPTY:
                messages.success(request, _("The alliance is started."))
                return redirect("cockpit:map", alliance.slug)
            return _begun(request, alliance)
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "pictures": _pictures(starters())}
    return render(request, "launch/new_alliance.html", context, status=422 if posted else 200)


@require_http_methods(["GET", "POST"])
@on_alliance("strategy.edit_map")
def lay_template(request: Request, alliance: Alliance) -> HttpResponse:
    posted = request.method == "POST"
    if not posted and perspectives_of(alliance, request.actor):
        messages.info(request, _("The map is begun already: a template starts an empty map only."))
        return redirect("cockpit:map", alliance.slug)
    form = StarterForm(request.POST if posted else None, initial={"starter": "alliance_map"})
    chosen = starter(form.cleaned_data["starter"]) if posted and form.is_valid() else None
    if chosen is not None:
        try:
            services.lay_starter(by=request.actor, alliance=alliance, starter=chosen)
            return _begun(request, alliance)
        except Refused as refused:
            form.refuse(refused)
    offered = [each for each in starters() if each.key != EMPTY]
    context = {"form": form, "alliance": alliance, "pictures": _pictures(offered)}
    return render(request, "launch/lay_template.html", context, status=422 if posted else 200)


def _begun(request: Request, alliance: Alliance) -> HttpResponse:
    advice = reverse("cockpit:advice", args=[alliance.slug])
    said = _("The map is laid out. Make it yours: change what does not fit, and agree targets.")
    link = format_html('{} <a href="{}">{}</a>', said, advice, _("What to do next"))
    messages.success(request, link)
    return redirect("cockpit:map", alliance.slug)


def _pictures(offered: object) -> list[tuple[object, object]]:
    return [(each, picture(each.plan)) for each in offered]  # type: ignore[attr-defined]
