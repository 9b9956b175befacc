"""Writing a formula for a measure, looking at what it gives, stopping it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused

from ..derived.desk import Desk
from ..derived.services import set_formula, stop_formula
from ..forms.binding import add_refusal
from ..forms.formula import FormulaForm
from ..queries.measures import measure_visible_to


@require_http_methods(["GET", "POST"])
@on_alliance("scorecard.edit_measures")
def measure_formula(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    desk = Desk(request.actor, measure_visible_to(request.actor, alliance, pk))
    seen = desk.current.pk if desk.current else 0
    form = FormulaForm(request.POST or None, initial={"text": desk.text, "seen": seen})
    extra: dict[str, Any] = {}
    status = 200
    if request.method == "POST" and "insert" in request.POST:
        form.insert(request.POST["insert"][:300])
    elif request.method == "POST" and form.is_valid():
        fault = desk.check(form.cleaned_data["text"])
        if fault is not None:
            extra, status = {"fault": fault}, 422
        elif "preview" in request.POST:
            extra = {"preview": desk.preview(form.cleaned_data["text"]), "is_previewed": True}
        else:
            answer = _save(request, desk, form, extra)
            if answer is not None:
                return answer
            status = 409 if "differences" in extra else 422
    elif request.method == "POST":
        status = 422
    context = {"alliance": alliance, "measure": desk.measure, "desk": desk, "form": form, **extra}
    return render(request, "scorecard/measure_formula.html", context, status=status)


@require_POST
@on_alliance("scorecard.edit_measures")
def formula_stop(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    measure = measure_visible_to(request.actor, alliance, pk)
    seen = request.POST.get("seen", "")
    try:
        number = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else 0
        stop_formula(by=request.actor, measure=measure, seen=number)
    except Conflict:
        messages.error(request, _("Somebody else changed it in the meantime: look again first."))
        return redirect("scorecard:measure_formula", alliance.slug, pk)
    messages.success(request, _("Readings are entered by hand again. What was computed is kept."))
    return redirect("scorecard:measure", alliance.slug, pk)


def _save(
    request: Request, desk: Desk, form: FormulaForm, extra: dict[str, Any]
) -> HttpResponse | None:
    try:
        set_formula(by=request.actor, measure=desk.measure, **form.entry())
    except Refused as refused:
        add_refusal(form, refused)
        return None
    except Conflict as conflict:
        extra["differences"] = form.over(conflict.current, desk.shown(conflict.current))
        return None
    messages.success(request, _("The measure is computed by this formula now."))
    return redirect("scorecard:measure", desk.measure.alliance.slug, desk.measure.pk)
