"""One decision: everything about it, withdrawing it, looking back on it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.alliances.services import may_share_record
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import allowed
from allied.foundation.ui.answers import answer_form, sent

from ...models import Decision
from .. import queries, services
from ..advice import advice_on
from ..forms import LookBackForm, WithdrawForm
from ..outlook import outlook_of
from ..services.ballots import seat_with_vote
from ..services.tossing import coins_of


@require_GET
@on_alliance("governance.see")
def decision(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.decision_visible_to(request.actor, alliance, pk)
    page = queries.page_of(request.actor, row)
    own = request.actor.seats[alliance.pk].own_room_id
    may_record = allowed(request.actor, "governance.record_decisions", alliance)
    context: dict[str, Any] = {
        "alliance": alliance, "decision": row, "page": page, "tab": "decisions",
        "is_ours": row.room_id == own, "may_record": may_record,
        "may_raise": allowed(request.actor, "governance.raise_decisions", alliance),
        "may_journal": allowed(request.actor, "governance.keep_journal", alliance),
        "may_share": row.room_id == own and may_share_record(request.actor, row),
        "coins": coins_of(row),
    }  # fmt: skip
    if page.is_open:
        context |= _still_open(request, page, may_record)
    return render(request, "governance/decision.html", context)


def _still_open(request: Request, page: Any, may_record: bool) -> dict[str, Any]:
    """What can be done to answer it."""
    row = page.decision
    seat = seat_with_vote(request.actor, row) if may_record else None
    mine = [b for b in page.ballots if b.person_id == request.actor.person_id]
    return {
        "seat": seat, "my_ballot": mine[0] if mine else None,
        "outlook": outlook_of(row, page.options, page.ballots),
        "advice": advice_on(request.actor, row, page.options),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@on_alliance("governance.raise_decisions")
def decision_withdraw(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.decision_visible_to(request.actor, alliance, pk)
    form = WithdrawForm(sent(request), initial={"version": row.version})

    def act() -> str:
        services.withdraw_decision(by=request.actor, decision=row, **form.cleaned_data)
        return _page(row)

    return answer_form(request, "governance/decision_withdraw.html", form, act, {"decision": row})


@require_http_methods(["GET", "POST"])
@on_alliance("governance.record_decisions")
def decision_look_back(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.decision_visible_to(request.actor, alliance, pk)
    form = LookBackForm(sent(request))

    def act() -> str:
        services.look_back(by=request.actor, decision=row, **form.cleaned_data)
        messages.success(request, _("Noted beside the decision."))
        return _page(row)

    return answer_form(request, "governance/decision_look_back.html", form, act, {"decision": row})


def _page(row: Decision) -> str:
    return reverse("governance:decision", args=[row.alliance.slug, row.pk])
