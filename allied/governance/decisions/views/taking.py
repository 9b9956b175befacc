"""A question is answered: a member says how it stands, and what the body decided is recorded."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.ui.answers import answer_act, answer_form, sent

from ...models import Ballot, BodyMember, Decision
from .. import queries, services
from ..forms import TakeForm
from ..services.standing import own_ballots
from ..tallying import seats_of
from ..ways import ways_on


@require_POST
@on_alliance("governance.record_decisions")
def decision_vote(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """`answer`: no, abstain, yes, or the number of the option that the member is for."""
    row = queries.decision_visible_to(request.actor, alliance, pk)
    given = request.POST.get("answer", "")
    option = queries.option_of(row, given)
    answer = Ballot.Answer.YES.value if option else given

    def act() -> None:
        services.cast_ballot(
            by=request.actor, decision=row, answer=answer, option=option,
            why=request.POST.get("why", ""),
        )  # fmt: skip
        messages.success(request, _("Your vote is in the record."))

    return answer_act(request, act, _page(row) + "#vote")


@require_http_methods(["GET", "POST"])
@on_alliance("governance.record_decisions")
def decision_take(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """Two buttons: all were for it; or as each is said to have stood."""
    row = queries.decision_visible_to(request.actor, alliance, pk)
    options = list(row.options.all())
    seats = _seats(row, request.POST.get("taken_on", ""))
    own = own_ballots(row)
    form = TakeForm(
        sent(request), initial=_start(request, row), options=options,
        seats=[seat for seat in seats if seat.person_id is None or seat.person_id not in own],
        meetings=queries.meetings_to_name(request.actor, row), recommended=row.recommended_id,
    )  # fmt: skip

    def act() -> str:
        values = form.values(all_for="all" in request.POST)
        try:
            services.take_decision(
                by=request.actor, decision=row, version=form.cleaned_data["version"], **values
            )
        except services.NotCarried as refused:
            context["ways"] = ways_on(request.actor, refused)
            raise
        messages.success(request, _("Decided. It is in the log for good."))
        return _page(row)

    context: dict[str, Any] = {
        "decision": row, "own": list(own.values()), "voters": sum(seat.votes for seat in seats),
        "all_may": not any(b.answer == Ballot.Answer.NO for b in own.values()),
        "needs_names": row.body is None,
    }  # fmt: skip
    return answer_form(request, "governance/decision_take.html", form, act, context)


def _start(request: Request, row: Decision) -> dict[str, Any]:
    return {
        "version": row.version, "taken_on": timezone.localdate().isoformat(),
        "chosen": request.GET.get("option", ""),
    }  # fmt: skip


def _seats(row: Decision, typed: str) -> list[BodyMember]:
    """Of the day that was typed, so that who sat then is offered; else of today."""
    if row.body is None:
        return []
    try:
        day: date = forms.DateField().clean(typed)
    except forms.ValidationError:
        day = timezone.localdate()
    return seats_of(row.body, day)


def _page(row: Decision) -> str:
    return reverse("governance:decision", args=[row.alliance.slug, row.pk])
