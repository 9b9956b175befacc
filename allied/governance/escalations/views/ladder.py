"""The ladder of escalation: read by all, proposed, agreed and declined by alliance managers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.alliances.queries import partners_of
from allied.foundation.access.actor import View
from allied.foundation.access.http import Request
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import allowed
from allied.foundation.access.refusal import Refused
from allied.foundation.ui.answers import answer_act, answer_form, sent

from ...bodies.queries import bodies_of, matters_of
from ...models import Ladder
from .. import queries, services
from ..forms import LadderForm, WordsForm
from ..steps import steps_of


@require_GET
@on_alliance("governance.see")
def ladder(request: Request, alliance: Alliance) -> HttpResponse:
    found = queries.ladders_of(request.actor.looking_at(View.JOINT), alliance)
    context = {
        "alliance": alliance, "found": found,
        "may_propose": allowed(request.actor, "governance.edit_ladder", alliance),
        "may_agree": allowed(request.actor, "governance.agree_ladder", alliance),
    }  # fmt: skip
    return render(request, "governance/ladder.html", context)


@require_http_methods(["GET", "POST"])
@on_alliance("governance.edit_ladder")
def ladder_propose(request: Request, alliance: Alliance) -> HttpResponse:
    """Begins with what is proposed, else what is in force, else what is usual."""
    found = _found(request, alliance)
    form = _form(request, alliance, found, sent(request))

    def act() -> str:
        seen = form.cleaned_data["version"]
        made = services.propose_ladder(
            by=request.actor, alliance=alliance, seen=seen, **form.values()
        )
        messages.success(request, _said(made))
        return _page(alliance)

    def fresh(now: object) -> LadderForm:
        return _form(request, alliance, _found(request, alliance), None)

    context = {"found": found}
    return answer_form(request, "governance/ladder_form.html", form, act, context, fresh=fresh)


@require_POST
@on_alliance("governance.agree_ladder")
def ladder_agree(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = _one(request, alliance, pk)

    def act() -> None:
        services.agree_ladder(by=request.actor, ladder=row)
        row.refresh_from_db()
        messages.success(request, _said(row))

    return answer_act(request, act, _page(alliance))


@require_http_methods(["GET", "POST"])
@on_alliance("governance.agree_ladder")
def ladder_decline(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    says = _("The ladder in force stays. The other side reads why, and can propose another.")
    words = {"title": _("Decline the ladder"), "label": _("Why you decline it"), "says": says}
    return _end(request, alliance, pk, services.decline_ladder, words)


@require_http_methods(["GET", "POST"])
@on_alliance("governance.edit_ladder")
def ladder_withdraw(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    says = _("The ladder in force stays. The proposal is kept on record with your reason.")
    words = {"title": _("Withdraw the proposal"), "label": _("Why it is withdrawn"), "says": says}
    return _end(request, alliance, pk, services.withdraw_ladder, words)


def _end(
    request: Request, alliance: Alliance, pk: int, service: Callable[..., None],
    words: dict[str, str],
) -> HttpResponse:  # fmt: skip
    row = _one(request, alliance, pk)
    form = WordsForm(
        sent(request), name="why", label=words["label"], limit=500, initial={"version": row.number}
    )

    def act() -> str:
        try:
            service(by=request.actor, ladder=row, why=form.cleaned_data["why"])
        except Conflict:
            said = _("This proposal is not open any more: look at the ladder as it stands now.")
            raise Refused(said) from None
        return _page(alliance)

    context = {"row": row, "words": words}
    return answer_form(request, "governance/ladder_end.html", form, act, context)


def _said(row: Ladder) -> str:
    if row.state == Ladder.State.IN_FORCE:
        return _("The ladder is in force. What is under way keeps its own.")
    return _("It is in force as soon as the other side agrees. Until then nothing changes.")


def _found(request: Request, alliance: Alliance) -> queries.Ladders:
    return queries.ladders_of(request.actor.looking_at(View.JOINT), alliance)


def _one(request: Request, alliance: Alliance, pk: int) -> Ladder:
    return queries.ladder_visible_to(request.actor.looking_at(View.JOINT), alliance, pk)


def _form(request: Request, alliance: Alliance, found: queries.Ladders, data: Any) -> LadderForm:
    joint = request.actor.looking_at(View.JOINT)
    bodies = bodies_of(joint, alliance)
    row = found.proposed or found.in_force
    steps = steps_of(row.rungs.all()) if row else queries.usual_steps(bodies)
    return LadderForm(
        data, ladder=row, steps=steps, seen=found.last, bodies=bodies,
        partners=partners_of(alliance), matters=matters_of(joint, alliance),
        zone=request.actor.timezone or "UTC",
    )  # fmt: skip


def _page(alliance: Alliance) -> str:
    return reverse("governance:ladder", args=[alliance.slug])
