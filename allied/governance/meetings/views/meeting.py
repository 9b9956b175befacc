"""The page of a meeting before it begins, cancelling it, its calendar file."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET, require_http_methods

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.ui.answers import answer_form, sent

from ...models import Meeting
from .. import services
from ..forms import CancelForm
from ..ics import invitation
from ..queries.lists import later_of, meeting_visible_to
from .answering import PAGE, page_of, say_sent

ELSEWHERE = {
    Meeting.State.UNDER_WAY: "governance:meeting_hold",
    Meeting.State.ENDED: "governance:minutes",
    Meeting.State.SIGNED_OFF: "governance:minutes",
}
"""Once it has begun, its page is another."""


@require_GET
@on_alliance("governance.see")
def meeting(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = meeting_visible_to(request.actor, alliance, pk)
    name = ELSEWHERE.get(Meeting.State(row.state), "")
    if name and "agenda" not in request.GET:
        try:
            return redirect(reverse(name, args=[alliance.slug, pk]))
        except NoReverseMatch:
            pass
    return render(request, PAGE, page_of(request, row))


@require_http_methods(["GET", "POST"])
@on_alliance("governance.prepare_meetings")
def meeting_cancel(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = meeting_visible_to(request.actor, alliance, pk)
    form = CancelForm(
        sent(request), later=later_of(request.actor, row), initial={"version": row.version}
    )

    def act() -> str:
        told = services.cancel_meeting(
            by=request.actor, meeting=row, site=request.build_absolute_uri("/"),
            **form.cleaned_data,
        )  # fmt: skip
        say_sent(request, told)
        return reverse("governance:meeting", args=[alliance.slug, pk])

    return answer_form(request, "governance/meeting_cancel.html", form, act, {"meeting": row})


@require_GET
@on_alliance("governance.see")
def meeting_ics(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """The meeting as a calendar file, to be opened by a calendar program."""
    row = meeting_visible_to(request.actor, alliance, pk)
    link = request.build_absolute_uri(reverse("governance:meeting", args=[alliance.slug, pk]))
    response = HttpResponse(
        invitation(row, method="PUBLISH", link=link), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="meeting-{pk}.ics"'
    return response
