"""One action: what was promised, and the buttons that end or move it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import allowed
from allied.foundation.access.refusal import Refused
from allied.foundation.ui.answers import UNUSABLE, answer_act, version_in

from ...models import Action
from .. import queries, services
from ..forms import EndForm, MoveForm


@require_GET
@on_alliance("governance.see")
def action(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    return _page(request, queries.action_visible_to(request.actor, alliance, pk))


@require_POST
@on_alliance("governance.promise_actions")
def action_done(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.action_visible_to(request.actor, alliance, pk)
    form = EndForm(request.POST)

    def act() -> None:
        services.finish_action(
            by=request.actor, action=row, version=form.cleaned_data["version"],
            note=form.cleaned_data["note"], done_on=form.cleaned_data["done_on"],
        )  # fmt: skip
        messages.success(request, _("Done: %(action)s") % {"action": row.title})

    return _answer(request, row, form, act)


@require_POST
@on_alliance("governance.promise_actions")
def action_drop(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.action_visible_to(request.actor, alliance, pk)
    form = EndForm(request.POST)

    def act() -> None:
        services.drop_action(
            by=request.actor, action=row, version=form.cleaned_data["version"],
            note=form.cleaned_data["note"],
        )  # fmt: skip

    return _answer(request, row, form, act)


@require_POST
@on_alliance("governance.promise_actions")
def action_move(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.action_visible_to(request.actor, alliance, pk)
    form = MoveForm(request.POST)

    def act() -> None:
        services.move_due_day(by=request.actor, action=row, **form.cleaned_data)

    return _answer(request, row, form, act)


@require_POST
@on_alliance("governance.promise_actions")
def action_reopen(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.action_visible_to(request.actor, alliance, pk)
    return answer_act(
        request,
        lambda: services.reopen_action(by=request.actor, action=row, version=version_in(request)),
        reverse("governance:action", args=[alliance.slug, pk]),
    )


def _answer(
    request: Request, row: Action, form: EndForm | MoveForm, act: Callable[[], None]
) -> HttpResponse:
    """Back to where the button was, or the page with the fault and what was typed."""
    if form.is_valid():
        try:
            act()
        except Refused as refused:
            form.refuse(refused)
        except Conflict:
            said = _("Somebody else changed it in the meantime. Look at it, then repeat.")
            messages.error(request, said)
            return redirect("governance:action", request.alliance.slug, row.pk)
        else:
            return redirect(_back(request, row))
    fresh = queries.action_visible_to(request.actor, request.alliance, row.pk)
    return _page(request, fresh, status=UNUSABLE, form=form)


def _back(request: Request, row: Action) -> str:
    """The page that the button names; only one of this site."""
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return back
    return reverse("governance:action", args=[request.alliance.slug, row.pk])


def _page(
    request: Request, row: Action, *, status: int = 200, form: EndForm | MoveForm | None = None
) -> HttpResponse:  # fmt: skip
    initial = {"version": row.version}
    context = {
        "alliance": request.alliance, "action": row, "today": request.alliance.today(),
        "moves": queries.days_moved(request.actor, row),
        "end": form if isinstance(form, EndForm) else EndForm(initial=initial),
        "move": form if isinstance(form, MoveForm) else MoveForm(initial=initial),
        "is_ours": row.room_id == request.actor.seats[row.alliance_id].own_room_id,
        "may_change": allowed(request.actor, "governance.change_actions", row.alliance, row),
    }  # fmt: skip
    return render(request, "governance/action.html", context, status=status)
