"""The page of joint wins."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.actor import View
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import allowed, demand

from .forms import WinsSheet
from .queries import wins_of
from .services import WinsRefused, state_wins


@require_http_methods(["GET", "POST"])
@on_alliance("strategy.see")
def joint_wins(request: Request, alliance: Alliance) -> HttpResponse:
    wins = wins_of(alliance, request.actor)
    is_joint, status = request.actor.view is not View.OURS, 200
    sheet = WinsSheet(wins, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        demand(request.actor, "strategy.set_joint_win", alliance, wins.partner)
        status = 422
        if sheet.is_valid():
            try:
                return _save(request, alliance, sheet, is_joint=is_joint)
            except WinsRefused as refused:
                sheet.refuse(refused)
                status = 409 if refused.is_lost_race else 422
    may_state = allowed(request.actor, "strategy.set_joint_win", alliance, wins.partner)
    context = {
        "alliance": alliance, "wins": wins, "sheet": sheet, "may_state": may_state,
        "is_joint": is_joint,
    }  # fmt: skip
    return render(request, "strategy/joint_wins.html", context, status=status)


def _save(
    request: Request, alliance: Alliance, sheet: WinsSheet, *, is_joint: bool
) -> HttpResponse:
    partner, stated = sheet.wins.partner, sheet.stated(is_joint=is_joint)
    if partner is None:
        raise Http404
    if not stated:
        messages.info(request, _("Nothing was changed."))
        return redirect("strategy:joint_wins", alliance.slug)
    count = state_wins(by=request.actor, alliance=alliance, partner=partner, stated=stated)
    drafts = len(stated) - count
    if count:
        said = ngettext("One put forward.", "%(count)d put forward.", count)
        messages.success(request, said % {"count": count})
    if drafts:
        said = ngettext("One draft kept.", "%(count)d drafts kept.", drafts)
        messages.success(request, said % {"count": drafts})
    return redirect("strategy:joint_wins", alliance.slug)
