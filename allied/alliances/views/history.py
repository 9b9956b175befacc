"""The trail of an alliance: who did what, when."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from allied.foundation.access.http import Request
from allied.foundation.audit.queries import trail
from allied.foundation.audit.telling import tell
from allied.foundation.audit.words import kinds

from ..access import on_alliance
from ..forms import HistoryForm
from ..models import Alliance
from ..queries import authors_on


@require_GET
@on_alliance("alliances.see")
def history(request: Request, alliance: Alliance) -> HttpResponse:
    form = HistoryForm(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    authors = authors_on(alliance, request.actor)
    someone = next((a for a in authors if a.person_id == wanted.get("person")), None)
    page = trail(
        request.actor, alliance.pk, before=wanted.get("before"), kind=wanted.get("kind", ""),
        user_id=someone.user_id if someone else None,
    )  # fmt: skip
    chosen = {"person": someone.person_id if someone else "", "kind": wanted.get("kind", "")}
    context = {
        "alliance": alliance, "page": page, "told": tell(page.entries, request.actor),
        "authors": authors, "kinds": kinds(), "chosen": chosen, "filters": urlencode(chosen),
        "is_filtered": any(chosen.values()), "is_first": not wanted.get("before"),
    }  # fmt: skip
    return render(request, "alliances/history.html", context)
