"""Acts that need a few words: why the clock stops or runs, advice, a final say, withdrawn."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from msgspec import Struct

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.ui.answers import answer_form, sent

from .. import queries, services
from ..forms import WordsForm


class Act(Struct, frozen=True):
    """`label` names the text, `button` what is done, `says` what follows from it."""

    service: Callable[..., Any]
    title: str
    label: str
    button: str
    says: str
    field: str = "text"
    limit: int = 8000


@require_http_methods(["GET", "POST"])
@on_alliance("governance.state_position")
def escalation_pause(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    says = _("Days whose end falls into the stop are not counted. Both sides see who stopped it.")
    title = _("Stop the clock")
    act = Act(services.pause, title, _("Why it stops"), title, says, "why", 1000)
    return _answer(request, alliance, pk, act)


@require_http_methods(["GET", "POST"])
@on_alliance("governance.state_position")
def escalation_resume(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    says = _("It goes on with the days that were left.")
    title = _("Let the clock run again")
    act = Act(services.resume, title, _("Why it runs again"), title, says, "why", 1000)
    return _answer(request, alliance, pk, act)


@require_http_methods(["GET", "POST"])
@on_alliance("governance.state_position")
def escalation_final_say(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    says = _("The ladder gives your side the final say on this matter. It ends the escalation.")
    title = _("Final say")
    act = Act(services.say_finally, title, _("What is decided"), _("Decide it"), says)
    return _answer(request, alliance, pk, act)


@require_http_methods(["GET", "POST"])
@on_alliance("governance.state_position")
def escalation_return(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    says = _("It goes back to those who raised it. It ends the escalation.")
    act = Act(
        services.return_with_advice, _("Send it back with advice"), _("Advice"), _("Send it back"),
        says,
    )  # fmt: skip
    return _answer(request, alliance, pk, act)


@require_http_methods(["GET", "POST"])
@on_alliance("governance.escalate")
def escalation_withdraw(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    title = _("Withdraw it")
    says = _("It ends the escalation; what was written stays in the record.")
    act = Act(services.withdraw, title, _("Why it is withdrawn"), title, says)
    return _answer(request, alliance, pk, act)


def _answer(request: Request, alliance: Alliance, pk: int, act: Act) -> HttpResponse:
    row = queries.escalation_visible_to(request.actor, alliance, pk)
    form = WordsForm(
        sent(request), name=act.field, label=act.label, limit=act.limit,
        initial={"version": row.version},
    )  # fmt: skip

    def do() -> str:
        data = form.cleaned_data
        words = {act.field: data[act.field]}
        act.service(by=request.actor, escalation=row, version=data["version"], **words)
        return reverse("governance:escalation", args=[alliance.slug, pk])

    return answer_form(
        request, "governance/escalation_act.html", form, do, {"row": row, "act": act}
    )
