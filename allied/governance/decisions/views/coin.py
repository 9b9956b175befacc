"""The coin: what each side stands for is said before it is tossed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.discovery.answers import answer_act, version_in
from allied.foundation.access.http import Request

from .. import queries, services
from ..services.tossing import HEADS, tosses_of


@require_http_methods(["GET", "POST"])
@on_alliance("governance.record_decisions")
def decision_coin(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.decision_visible_to(request.actor, alliance, pk)
    here = reverse("governance:decision_coin", args=[alliance.slug, pk])
    if request.method == "POST":
        return answer_act(
            request,
            lambda: services.toss_coin(by=request.actor, decision=row, version=version_in(request)),
            here,
        )
    options = list(row.options.all())
    tosses = tosses_of(row)
    if len(options) != 2 and not tosses:
        messages.error(request, _("A coin needs two options."))
        return redirect("governance:decision", alliance.slug, pk)
    sides = [option.pk for option in options]
    done = any([side["id"] for side in toss["options"]] == sides for toss in tosses)
    context = {
        "alliance": alliance, "decision": row, "options": options, "tosses": tosses,
        "may_toss": row.state == row.State.OPEN and len(options) == 2 and not done,
        "heads": HEADS,
    }  # fmt: skip
    return render(request, "governance/decision_coin.html", context)
