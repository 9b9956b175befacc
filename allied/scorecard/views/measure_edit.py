"""Adding and editing a measure; a target from a day on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.actor import View
from allied.foundation.access.http import Request
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.strategy.queries import objective_visible_to, objectives_of

from ..forms import MeasureForm, TargetForm
from ..forms.binding import add_refusal
from ..forms.measure import filled_with
from ..forms.target import initial_of
from ..queries.measures import measure_visible_to, target_in_force
from ..services import add_measure, edit_measure, set_target


@require_http_methods(["GET", "POST"])
@on_alliance("scorecard.edit_measures")
def measure_add(request: Request, alliance: Alliance) -> HttpResponse:
    objectives = objectives_of(alliance, request.actor)
    form = MeasureForm(
        request.POST or None, alliance=alliance, actor=request.actor,
        is_ours=request.actor.view is View.OURS,
        objectives=[(str(item.pk), item.title) for item in objectives],
        initial={
            "objective": request.GET.get("objective"), "currency": alliance.currency,
            "valid_from": alliance.started_on or alliance.today(),
        },
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        pk = int(form.cleaned_data["objective"])
        objective = objective_visible_to(request.actor, alliance, pk)
        try:
            made = add_measure(
                by=request.actor, objective=objective, target_values=form.given_target(),
                valid_from=form.cleaned_data["valid_from"], **form.measure_fields(),
            )  # fmt: skip
            messages.success(request, _("“%(name)s” added.") % {"name": made.name})
            return redirect("scorecard:measure", alliance.slug, made.pk)
        except Refused as refused:
            add_refusal(form, refused)
    context = {"alliance": alliance, "form": form, "has_objectives": bool(objectives)}
    status = 422 if form.is_bound else 200
    return render(request, "scorecard/measure_edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
@on_alliance("scorecard.edit_measures")
def measure_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    measure = measure_visible_to(request.actor, alliance, pk)
    form = MeasureForm(
        request.POST or None, alliance=alliance, actor=request.actor,
        is_ours=not measure.room.is_joint,
        initial=filled_with(measure, target_in_force(measure)),
    )  # fmt: skip
    differences, status = None, 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            edit_measure(
                by=request.actor, measure=measure, version=form.cleaned_data["version"] or 0,
                target_values=form.given_target(), valid_from=form.cleaned_data["valid_from"],
                **form.measure_fields(),
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("scorecard:measure", alliance.slug, pk)
        except Refused as refused:
            add_refusal(form, refused)
        except Conflict as conflict:
            differences, status = form.over(conflict.current), 409
    context = {
        "alliance": alliance, "form": form, "measure": measure, "differences": differences,
    }  # fmt: skip
    return render(request, "scorecard/measure_edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
@on_alliance("scorecard.edit_measures")
def target_set(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    measure = measure_visible_to(request.actor, alliance, pk)
    initial = {**initial_of(target_in_force(measure), measure), "valid_from": alliance.today()}
    form = TargetForm(request.POST or None, measure=measure, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_target(
                by=request.actor, measure=measure, valid_from=form.cleaned_data["valid_from"],
                **form.target_values(),
            )  # fmt: skip
            messages.success(request, _("The target is set."))
            return redirect("scorecard:measure", alliance.slug, pk)
        except Refused as refused:
            add_refusal(form, refused)
    context = {"alliance": alliance, "form": form, "measure": measure}
    status = 422 if form.is_bound else 200
    return render(request, "scorecard/target_set.html", context, status=status)
