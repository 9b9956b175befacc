"""The page at the end of a counterpart's link: its own questionnaire, and nothing else."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from allied.foundation.access.http import Request
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import public
from allied.foundation.access.refusal import Refused
from allied.foundation.ui.answers import LOST, UNUSABLE

from .. import queries, services
from ..forms import AnswerForm
from ..models import Link, View
from ..quarters import quarter_label
from .sheets import fresh_form


@require_http_methods(["GET", "POST"])
@public
@never_cache
def questionnaire(request: Request, token: str) -> HttpResponse:
    """Fill, keep, send, correct. Every link that does not open gets the same answer."""
    link = services.find_link(token)
    if link is None:
        return render(request, "relations/questionnaire_gone.html", status=404)
    desk = queries.desk_of(link.sheet, View.THEIRS)
    if request.method == "GET" and desk.sent and not desk.draft and "correct" not in request.GET:
        return _sent(request, link, desk)
    form = AnswerForm(
        request.POST if request.method == "POST" else None, definition=desk.definition,
        view=View.THEIRS, answer=desk.start, version=desk.version,
    )  # fmt: skip
    status = 200
    if request.method == "POST":
        if request.headers.get("X-Quietly") == "1":
            return _keep_quietly(link, form)
        answer = _saved(request, link, form)
        if isinstance(answer, HttpResponse):
            return answer
        status = answer
    context = {"form": form, "desk": desk, **_told(link)}
    return render(request, "relations/questionnaire.html", context, status=status)


def _saved(request: Request, link: Link, form: AnswerForm) -> HttpResponse | int:
    """Where it goes once it is saved, or the status of the form that says why not."""
    if not form.is_valid():
        return UNUSABLE
    try:
        if request.POST.get("act") == "keep":
            services.keep_theirs(link=link, **form.answers())
            return redirect(f"{request.path}?kept=1")
        services.send_theirs(link=link, **form.answers())
        return redirect(request.path)
    except Refused as refused:
        form.refuse(refused)
        return UNUSABLE
    except Conflict as lost:
        form.lose_to(fresh_form(link.sheet, lost.current, View.THEIRS))
        return LOST


def _keep_quietly(link: Link, form: AnswerForm) -> HttpResponse:
    """For the script, which keeps a draft while somebody types."""
    if not form.is_valid():
        return JsonResponse({}, status=UNUSABLE)
    try:
        answer = services.keep_theirs(link=link, **form.answers())
    except Refused:
        return JsonResponse({}, status=UNUSABLE)
    except Conflict:
        return JsonResponse({}, status=LOST)
    return JsonResponse({"version": answer.version})


def _sent(request: Request, link: Link, desk: queries.Desk) -> HttpResponse:
    """What was sent, to read only."""
    form = AnswerForm(definition=desk.definition, view=View.THEIRS, answer=desk.sent)
    return render(
        request, "relations/questionnaire_sent.html", {"form": form, "desk": desk, **_told(link)}
    )


def _told(link: Link) -> dict[str, Any]:
    """All that this page says of the alliance: who asks."""
    round = link.sheet.round
    return {
        "asking": link.sent_by.company.name if link.sent_by else "",
        "counterpart": link.sheet.counterpart, "round": round, "link": link,
        "label": quarter_label(round.period_start, round.template.alliance),
        "is_illustrative": round.template.is_illustrative,
        "is_joint": round.template.room.is_joint,
    }  # fmt: skip
