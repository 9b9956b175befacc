"""The frame of the alliance, and a partner's leaving."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from allied.foundation.access.http import Request
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import allowed, demand
from allied.foundation.access.refusal import Refused

from .. import services
from ..access import on_alliance
from ..forms import LeaveForm, SettingsForm
from ..models import Alliance
from ..queries import own_partner


@require_http_methods(["GET", "POST"])
@on_alliance("alliances.see")
def settings(request: Request, alliance: Alliance) -> HttpResponse:
    """Everybody may see the frame; alliance managers change it."""
    if request.method == "POST":
        demand(request.actor, "alliances.edit", alliance)
    form, differences, status = SettingsForm.of(alliance, request.POST or None), None, 200
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_alliance(by=request.actor, alliance=alliance, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("alliances:settings", alliance.slug)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        except Conflict as conflict:
            differences = form.differences(conflict.current)
            form, status = form.over(conflict.current), 409
    if form.errors:
        status = 422
    if form.is_bound or status == 409:
        alliance.refresh_from_db()
    context = {
        "alliance": alliance, "form": form, "differences": differences,
        "may_edit": allowed(request.actor, "alliances.edit", alliance),
        "month": MONTHS[alliance.fiscal_start_month],
    }  # fmt: skip
    return render(request, "alliances/settings.html", context, status=status)


@require_http_methods(["GET", "POST"])
@on_alliance("alliances.leave")
def leave(request: Request, alliance: Alliance) -> HttpResponse:
    partner = own_partner(alliance, request.actor)
    form = LeaveForm(request.POST or None, alliance=alliance)
    if request.method == "POST" and form.is_valid():
        try:
            services.leave_partner(by=request.actor, partner=partner)
            messages.success(
                request,
                _("%(company)s has left %(alliance)s.")
                % {"company": partner.company, "alliance": alliance},
            )
            return redirect("cockpit:my_work")
        except Refused as refused:
            form.add_error(refused.field, str(refused))
    context = {"alliance": alliance, "partner": partner, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "alliances/leave.html", context, status=status)
