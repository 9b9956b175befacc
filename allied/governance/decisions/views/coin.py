"""The coin: what each side stands for is said before it is tossed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.ui.answers import answer_act, version_in

from .. import queries, services
from ..services.tossing import coin_for, coins_of


@require_http_methods(["GET", "POST"])
@on_alliance("governance.record_decisions")
def decision_coin(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """POST: lay it, or with `toss` toss the one that is laid."""
    row = queries.decision_visible_to(request.actor, alliance, pk)
    if request.method == "POST":
        here = reverse("governance:decision_coin", args=[alliance.slug, pk])
        given: dict[str, Any] = {"by": request.actor, "decision": row}
        given["version"] = version_in(request)
        if "toss" in request.POST:
            words = request.POST.getlist("word")
            return answer_act(request, lambda: services.toss_coin(**given, words=words), here)
        return answer_act(request, lambda: services.lay_coin(**given), here)
    options = list(row.options.all())
    coin = coin_for(row, options)
    context = {
        "alliance": alliance, "decision": row, "options": options, "coin": coin,
        "fallen": [each for each in coins_of(row) if "face" in each],
        "may_lay": row.state == row.State.OPEN and len(options) == 2 and coin is None,
        "may_toss": row.state == row.State.OPEN and coin is not None and "face" not in coin,
    }  # fmt: skip
    return render(request, "governance/decision_coin.html", context)
