"""Outlived measures: the page, retiring one, bringing it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import allowed
from allied.foundation.access.refusal import Refused

from ..derived.queries import derivation_of
from ..forms.binding import add_refusal, retype
from ..queries.measures import measure_visible_to
from ..services import bring_back_measure, retire_measure
from .forms import RetireForm
from .queries import outlived_page


@require_GET
@on_alliance("scorecard.see")
def outlived(request: Request, alliance: Alliance) -> HttpResponse:
    context = {
        "alliance": alliance,
        "page": outlived_page(alliance, request.actor),
        "may_edit": allowed(request.actor, "scorecard.edit_measures", alliance),
    }
    return render(request, "scorecard/outlived.html", context)


@require_http_methods(["GET", "POST"])
@on_alliance("scorecard.edit_measures")
def measure_retire(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    measure = measure_visible_to(request.actor, alliance, pk)
    form = RetireForm(
        request.POST or None, initial={"since": alliance.today(), "version": measure.version}
    )
    conflict, status = False, 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            retire_measure(
                by=request.actor, measure=measure, version=values["version"] or 0,
                reason=values["reason"], since=values["since"],
            )  # fmt: skip
            said = _("“%(name)s” is off the scorecard. Its history is kept.")
            messages.success(request, said % {"name": measure.name})
            return redirect("scorecard:outlived", alliance.slug)
        except Refused as refused:
            add_refusal(form, refused)
        except Conflict as found:
            measure, conflict, status = found.current, True, 409
            retype(form, "version", str(measure.version))
    context = {
        "alliance": alliance, "form": form, "measure": measure, "conflict": conflict,
        "readers": derivation_of(request.actor, measure).readers,
    }  # fmt: skip
    return render(request, "scorecard/measure_retire.html", context, status=status)


@require_POST
@on_alliance("scorecard.edit_measures")
def measure_bring_back(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    measure = measure_visible_to(request.actor, alliance, pk)
    version = request.POST.get("version", "")
    try:
        number = int(version) if version.isascii() and version.isdigit() else 0
        bring_back_measure(by=request.actor, measure=measure, version=number)
        messages.success(
            request, _("“%(name)s” is on the scorecard again.") % {"name": measure.name}
        )
    except Refused as refused:
        messages.error(request, str(refused))
    except Conflict:
        messages.error(request, _("Somebody else changed it in the meantime: look again first."))
    return redirect("scorecard:measure", alliance.slug, pk)
