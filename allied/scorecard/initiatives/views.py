"""Initiatives: the list, adding, editing, removing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.actor import View
from allied.foundation.access.http import Request
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import allowed, demand
from allied.foundation.access.refusal import Refused
from allied.strategy.queries import objective_visible_to, objectives_of

from ..forms.binding import add_refusal
from .chart import MARK_WORDS, chart_of
from .forms import InitiativeForm, stored_of
from .queries import initiative_board, initiative_visible_to, measure_choices, measures_chosen
from .services import add_initiative, edit_initiative, remove_initiative
from .told import answer_of


@require_GET
@on_alliance("scorecard.see")
def initiatives(request: Request, alliance: Alliance) -> HttpResponse:
    board = initiative_board(alliance, request.actor)
    context = {
        "alliance": alliance,
        "board": board,
        "chart": chart_of(board.works, board.today),
        "marks": [(mark.value.replace("_", "-"), word) for mark, word in MARK_WORDS.items()],
        "answer": answer_of(board),
        "may_edit": allowed(request.actor, "scorecard.edit_initiatives", alliance),
        "may_share": allowed(request.actor, "alliances.share", alliance),
    }
    return render(request, "scorecard/initiatives.html", context)


@require_http_methods(["GET", "POST"])
@on_alliance("scorecard.edit_initiatives")
def initiative_add(request: Request, alliance: Alliance) -> HttpResponse:
    objectives = objectives_of(alliance, request.actor)
    form = InitiativeForm(
        request.POST or None, alliance=alliance, actor=request.actor,
        is_ours=request.actor.view is View.OURS,
        objectives=[(str(item.pk), item.title) for item in objectives],
        initial={"objective": request.GET.get("objective"), "currency": alliance.currency},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        pk = int(form.cleaned_data["objective"])
        objective = objective_visible_to(request.actor, alliance, pk)
        try:
            made = add_initiative(by=request.actor, objective=objective, **form.initiative_fields())
            messages.success(request, _("“%(name)s” added.") % {"name": made.name})
            return redirect("scorecard:initiative", alliance.slug, made.pk)
        except Refused as refused:
            add_refusal(form, refused)
    context = {"alliance": alliance, "form": form, "has_objectives": bool(objectives)}
    status = 422 if form.is_bound else 200
    return render(request, "scorecard/initiative_edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
@on_alliance("scorecard.see")
def initiative_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    initiative = initiative_visible_to(request.actor, alliance, pk)
    demand(request.actor, "scorecard.edit_initiatives", alliance, initiative)
    chosen = measures_chosen(request.actor, initiative)
    form = InitiativeForm(
        request.POST or None, alliance=alliance, actor=request.actor,
        is_ours=not initiative.room.is_joint, measures=measure_choices(request.actor, initiative),
        initial={
            **stored_of(initiative), "version": initiative.version,
            "measures": [str(item) for item in chosen],
        },
    )  # fmt: skip
    differences, status = None, 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            edit_initiative(
                by=request.actor, initiative=initiative,
                version=form.cleaned_data["version"] or 0,
                measure_ids=[int(item) for item in form.cleaned_data.get("measures", ())],
                **form.initiative_fields(),
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("scorecard:initiative", alliance.slug, pk)
        except Refused as refused:
            add_refusal(form, refused)
        except Conflict as conflict:
            differences, status = form.over(conflict.current), 409
    context = {
        "alliance": alliance, "form": form, "initiative": initiative, "differences": differences,
        "may_share": not initiative.room.is_joint
        and allowed(request.actor, "alliances.share", alliance),
    }  # fmt: skip
    return render(request, "scorecard/initiative_edit.html", context, status=status)


@require_POST
@on_alliance("scorecard.see")
def initiative_remove(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    initiative = initiative_visible_to(request.actor, alliance, pk)
    version = request.POST.get("version", "")
    try:
        number = int(version) if version.isascii() and version.isdigit() else 0
        remove_initiative(by=request.actor, initiative=initiative, version=number)
    except Conflict:
        messages.error(request, _("Somebody else changed it in the meantime: look again first."))
        return redirect("scorecard:initiative_edit", alliance.slug, pk)
    messages.success(request, _("“%(name)s” is removed.") % {"name": initiative.name})
    return redirect("scorecard:initiatives", alliance.slug)
