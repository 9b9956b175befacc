"""Counterparts: the list, one of them over its rounds, adding and changing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.refusal import Refused
from allied.foundation.ui.answers import answer_form, sent
from allied.strategy.queries import members_of

from .. import queries, services
from ..forms import CounterpartForm, CounterpartsForm
from ..models import Counterpart, Template
from ..quarters import quarter_label
from .around import around


@require_GET
@on_alliance("relations.see")
def counterparts(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    template = queries.template_visible_to(request.actor, alliance, pk)
    found = queries.counterparts_of(request.actor, template)
    context = {
        "found": found, "today": alliance.today(),
        "no_address": sum(not each.email for each in found), **around(request, template),
    }  # fmt: skip
    return render(request, "relations/counterparts.html", context)


@require_GET
@on_alliance("relations.see")
def counterpart(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.counterpart_visible_to(request.actor, alliance, pk)
    page = queries.counterpart_page(request.actor, row)
    context = {
        "counterpart": row, "page": page,
        "rounds": [
            (each, quarter_label(each.sheet.round.period_start, alliance)) for each in page.rounds
        ],
        **around(request, row.template, row),
    }  # fmt: skip
    return render(request, "relations/counterpart.html", context)


@require_http_methods(["GET", "POST"])
@on_alliance("relations.keep")
def counterpart_add(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    template = queries.template_visible_to(request.actor, alliance, pk)
    form = _form(request, template)

    def act() -> str:
        made = services.add_counterpart(by=request.actor, template=template, **form.values())
        messages.success(request, _added(1))
        return _list(made.template)

    return answer_form(
        request, "relations/counterpart_form.html", form, act, {"template": template}
    )


@require_http_methods(["GET", "POST"])
@on_alliance("relations.keep")
def counterparts_add(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """Many at once."""
    template = queries.template_visible_to(request.actor, alliance, pk)
    form = CounterpartsForm(sent(request))

    def act() -> str:
        rows = form.values()
        made = services.add_counterparts(by=request.actor, template=template, rows=rows)
        messages.success(request, _added(len(made)))
        return _list(template)

    return answer_form(
        request, "relations/counterparts_form.html", form, act, {"template": template}
    )


@require_http_methods(["GET", "POST"])
@on_alliance("relations.keep")
def counterpart_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.counterpart_visible_to(request.actor, alliance, pk)
    form = _form(request, row.template, row)

    def act() -> str:
        version = form.cleaned_data["version"] or 0
        services.edit_counterpart(
            by=request.actor, counterpart=row, version=version, **form.values()
        )
        return reverse("relations:counterpart", args=[alliance.slug, row.pk])

    return answer_form(
        request, "relations/counterpart_form.html", form, act,
        {"template": row.template, "counterpart": row},
        fresh=lambda now: _form(request, row.template, now, fresh=True),
    )  # fmt: skip


@require_POST
@on_alliance("relations.keep")
def counterpart_remove(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.counterpart_visible_to(request.actor, alliance, pk)
    try:
        services.remove_counterpart(by=request.actor, counterpart=row)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("relations:counterpart", alliance.slug, row.pk)
    return redirect(_list(row.template))


def _form(
    request: Request, template: Template, row: Counterpart | None = None, *, fresh: bool = False
) -> CounterpartForm:
    people = members_of(request.alliance, request.actor)
    if not template.room.is_joint:
        people = [each for each in people if each.company_id == request.actor.company_id]
    kinds = queries.kinds_of(request.actor, template)
    bound = None if fresh else sent(request)
    return CounterpartForm(bound, people=people, counterpart=row, kinds=kinds)


def _list(template: Template) -> str:
    return reverse("relations:counterparts", args=[template.alliance.slug, template.pk])


def _added(count: int) -> str:
    said = ngettext("%(count)d counterpart was added.", "%(count)d counterparts were added.", count)
    return said % {"count": count}
