"""Templates: the list, making one, its dimensions and criteria."""

from collections.abc import Callable
from typing import Any

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
from ..catalogue import starters
from ..forms import BeginForm, CriterionForm, DimensionForm, TemplateForm
from ..models import Criterion, Dimension, Template
from ..quarters import quarter_label
from .around import around


@require_GET
@on_alliance("relations.see")
def templates(request: Request, alliance: Alliance) -> HttpResponse:
    retired = request.GET.get("retired") == "1"
    found = queries.templates_of(request.actor, alliance, retired=retired)
    for each in found:
        if each.latest:
            each.latest.label = quarter_label(each.latest.period_start, alliance)
    context = {
        "alliance": alliance, "found": found, "retired": retired, "starters": starters(),
        "own_room": request.actor.seats[alliance.pk].own_room_id,
        "may_keep": allowed(request.actor, "relations.keep", alliance),
        "waiting": queries.waiting_here(request.actor, alliance),
    }  # fmt: skip
    return render(request, "relations/templates.html", context)


@require_http_methods(["GET", "POST"])
@on_alliance("relations.keep")
def template_add(request: Request, alliance: Alliance) -> HttpResponse:
    form = BeginForm(sent(request), initial={"begin_with": request.GET.get("begin", "customer")})

    def act() -> str:
        row = services.add_template(by=request.actor, alliance=alliance, **form.cleaned_data)
        return _page(row)

    return answer_form(request, "relations/template_add.html", form, act, {})


@require_GET
@on_alliance("relations.see")
def template(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """What it asks, part by part."""
    row = queries.template_visible_to(request.actor, alliance, pk)
    parts = queries.parts_of(request.actor, row)
    rounds = queries.rounds_of(request.actor, row)
    context = {
        "parts": parts, "count": sum(len(part.criteria) for part in parts),
        "open_round": next((each for each in rounds if each.is_open), None),
        **around(request, row),
    }  # fmt: skip
    return render(request, "relations/template.html", context)


@require_http_methods(["GET", "POST"])
@on_alliance("relations.keep")
def template_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.template_visible_to(request.actor, alliance, pk)
    form = TemplateForm.of(row, sent(request))

    def act() -> str:
        services.edit_template(by=request.actor, template=row, **form.cleaned_data)
        return _page(row)

    return answer_form(
        request, "relations/template_form.html", form, act, {"template": row},
        fresh=TemplateForm.of,
    )  # fmt: skip


@require_POST
@on_alliance("relations.keep")
def template_retire(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """Retire it, or bring it back."""
    row = queries.template_visible_to(request.actor, alliance, pk)
    act = services.bring_back_template if row.retired_at else services.retire_template
    version = version_in(request)
    return answer_act(
        request, lambda: act(by=request.actor, template=row, version=version), _page(row)
    )


@require_http_methods(["GET", "POST"])
@on_alliance("relations.keep")
def dimension_add(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.template_visible_to(request.actor, alliance, pk)
    form = DimensionForm.of(None, sent(request))

    def act() -> str:
        made = services.add_dimension(by=request.actor, template=row, **form.values())
        return f"{_page(row)}#part-{made.pk}"

    return answer_form(request, "relations/dimension_form.html", form, act, {"template": row})


@require_http_methods(["GET", "POST"])
@on_alliance("relations.keep")
def dimension_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.dimension_visible_to(request.actor, alliance, pk)
    form = DimensionForm.of(row, sent(request))

    def act() -> str:
        version = form.cleaned_data["version"] or 0
        services.edit_dimension(by=request.actor, dimension=row, version=version, **form.values())
        return f"{_page(row.template)}#part-{row.pk}"

    context = {"template": row.template, "dimension": row}
    return answer_form(
        request, "relations/dimension_form.html", form, act, context, fresh=DimensionForm.of
    )


@require_POST
@on_alliance("relations.keep")
def dimension_remove(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.dimension_visible_to(request.actor, alliance, pk)
    remove = services.remove_dimension
    return _answer(request, row.template, lambda: remove(by=request.actor, dimension=row))


@require_POST
@on_alliance("relations.keep")
def dimension_shift(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.dimension_visible_to(request.actor, alliance, pk)
    return _shift(request, row.template, row)


@require_http_methods(["GET", "POST"])
@on_alliance("relations.keep")
def criterion_add(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    dimension = queries.dimension_visible_to(request.actor, alliance, pk)
    form = CriterionForm.of(None, sent(request))

    def act() -> str:
        made = services.add_criterion(by=request.actor, dimension=dimension, **form.values())
        return f"{_page(dimension.template)}#criterion-{made.pk}"

    context = {"template": dimension.template, "dimension": dimension}
    return answer_form(request, "relations/criterion_form.html", form, act, context)


@require_http_methods(["GET", "POST"])
@on_alliance("relations.keep")
def criterion_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.criterion_visible_to(request.actor, alliance, pk)
    form = CriterionForm.of(row, sent(request))
    template = row.dimension.template

    def act() -> str:
        version = form.cleaned_data["version"] or 0
        services.edit_criterion(by=request.actor, criterion=row, version=version, **form.values())
        return f"{_page(template)}#criterion-{row.pk}"

    context = {"template": template, "dimension": row.dimension, "criterion": row}
    return answer_form(
        request, "relations/criterion_form.html", form, act, context, fresh=CriterionForm.of
    )


@require_POST
@on_alliance("relations.keep")
def criterion_remove(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.criterion_visible_to(request.actor, alliance, pk)
    remove = services.remove_criterion
    return _answer(request, row.dimension.template, lambda: remove(by=request.actor, criterion=row))


@require_POST
@on_alliance("relations.keep")
def criterion_shift(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.criterion_visible_to(request.actor, alliance, pk)
    return _shift(request, row.dimension.template, row)


def _shift(request: Request, template: Template, row: Dimension | Criterion) -> HttpResponse:
    down = request.POST.get("down") == "1"
    act = services.shift
    return _answer(request, template, lambda: act(by=request.actor, row=row, down=down))


def _answer(request: Request, template: Template, act: Callable[[], Any]) -> HttpResponse:
    return answer_act(request, act, _page(template))


def _page(template: Template) -> str:
    return reverse("relations:template", args=[template.alliance.slug, template.pk])
