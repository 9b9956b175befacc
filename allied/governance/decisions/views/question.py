"""A question is raised, edited while it is open, or taken up anew once it was decided."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.keys import number_in
from allied.foundation.ui.answers import answer_form

from ...models import Decision
from .. import queries, services
from ..forms import QuestionForm
from ..forms.question import stored_of
from ..offering import offer_for
from ..services.options import MOST

TEMPLATE = "governance/decision_form.html"


@require_http_methods(["GET", "POST"])
@on_alliance("governance.raise_decisions")
def decision_raise(request: Request, alliance: Alliance) -> HttpResponse:
    start = {
        "ground_0": _key(request.GET.get("objective", "")), "body": request.GET.get("body", ""),
        "currency": alliance.currency, "options": 2,
    }  # fmt: skip

    def act(form: QuestionForm) -> Decision:
        return services.raise_decision(by=request.actor, alliance=alliance, **form.values())

    return _answer(request, alliance, start, act)


@require_http_methods(["GET", "POST"])
@on_alliance("governance.raise_decisions")
def decision_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.decision_visible_to(request.actor, alliance, pk)

    def act(form: QuestionForm) -> Decision:
        version = form.cleaned_data["version"] or 0
        return services.edit_decision(
            by=request.actor, decision=row, version=version, **form.values()
        )

    return _answer(request, alliance, stored_of(row), act, row)


@require_http_methods(["GET", "POST"])
@on_alliance("governance.raise_decisions")
def decision_anew(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """A new question that names the old decision, which holds until the new one is taken."""
    row = queries.decision_visible_to(request.actor, alliance, pk)

    def act(form: QuestionForm) -> Decision:
        return services.supersede_decision(by=request.actor, decision=row, **form.values())

    return _answer(request, alliance, stored_of(row, anew=True), act, row, anew=True)


def _answer(
    request: Request, alliance: Alliance, start: dict[str, Any],
    act: Callable[[QuestionForm], Decision], row: Decision | None = None, *, anew: bool = False,
) -> HttpResponse:  # fmt: skip
    form = _form(request, alliance, start, row)
    context: dict[str, Any] = {
        "decision": row,
        "anew": anew,
        "may_add": form.count < MOST,
        "alliance": alliance,
    }
    if "more" in request.POST:
        return render(request, TEMPLATE, {**context, "form": form})

    def save() -> str:
        try:
            made = act(form)
        except services.OutsideRights as outside:
            context["way"] = outside.body
            raise
        messages.success(request, _("“%(title)s” is on the log.") % {"title": made.title})
        return reverse("governance:decision", args=[alliance.slug, made.pk])

    return answer_form(
        request, TEMPLATE, form, save, context,
        fresh=lambda now: _form(request, alliance, stored_of(now), row, fresh=True),
    )  # fmt: skip


def _form(
    request: Request, alliance: Alliance, start: dict[str, Any], row: Decision | None,
    *, fresh: bool = False,
) -> QuestionForm:  # fmt: skip
    """Bound where it was sent; `fresh`: as it is stored. “Another option”: unjudged, one more."""
    offer = offer_for(request.actor, alliance, row)
    sent = {} if fresh or request.method != "POST" else request.POST.dict()
    if sent.get("there"):
        sent["body"] = sent["there"]
    count = _count(sent.get("options", start["options"]))
    if "more" in sent:
        count = min(count + 1, MOST)
        start, sent = {**sent, "options": count}, {}
    return QuestionForm(
        sent or None, initial=start, bodies=offer.bodies, matters=offer.matters,
        people=offer.people, grounds=offer.grounds, rows=offer.rows, count=count, decision=row,
    )  # fmt: skip


def _count(given: Any) -> int:
    return min(max(number_in(str(given or ""), 2) or 2, 2), MOST)


def _key(pk: str) -> str:
    return f"objective:{pk}" if pk.isdecimal() else ""
