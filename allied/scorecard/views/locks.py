"""Locked periods: the list, locking and reopening."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import allowed, demand
from allied.foundation.access.refusal import Refused

from ..forms import LockForm, ReopenForm
from ..forms.binding import add_refusal
from ..queries.locks import (
    lock_choices,
    lock_visible_to,
    locks_visible_to,
    who_can_reopen,
)
from ..services import lock_period, reopen_period


@require_http_methods(["GET", "POST"])
@on_alliance("scorecard.see")
def period_locks(request: Request, alliance: Alliance) -> HttpResponse:
    form = LockForm(request.POST or None, alliance=alliance)
    if request.method == "POST":
        demand(request.actor, "scorecard.lock_periods", alliance)
        if form.is_valid():
            period = form.cleaned_data["period"]
            try:
                lock_period(
                    by=request.actor, alliance=alliance, period_start=period.start,
                    period_end=period.end,
                )  # fmt: skip
                messages.success(request, _("Locked. Nobody can change its readings now."))
                return redirect("scorecard:period_locks", alliance.slug)
            except Refused as refused:
                form.add_error("period", str(refused))
    return _page(request, alliance, form)


@require_POST
@on_alliance("scorecard.lock_periods")
def period_reopen(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    lock = lock_visible_to(request.actor, alliance, pk)
    form = ReopenForm(request.POST)
    if form.is_valid():
        try:
            reopen_period(by=request.actor, lock=lock, reason=form.cleaned_data["reason"])
            messages.success(request, _("Reopened. Its readings can be corrected now."))
            return redirect("scorecard:period_locks", alliance.slug)
        except Refused as refused:
            add_refusal(form, refused)
    return _page(request, alliance, LockForm(alliance=alliance), reopening=lock.pk, reopen=form)


def _page(
    request: Request,
    alliance: Alliance,
    form: LockForm,
    reopening: int | None = None,
    reopen: ReopenForm | None = None,
) -> HttpResponse:
    rows = locks_visible_to(request.actor, alliance)
    context = {
        "alliance": alliance,
        "form": form,
        "open_locks": [row for row in rows if row.lock.reopened_at is None],
        "opened": [row for row in rows if row.lock.reopened_at is not None],
        "choices": lock_choices(alliance),
        "may_lock": allowed(request.actor, "scorecard.lock_periods", alliance),
        "who": who_can_reopen(alliance, request.actor),
        "reopening": reopening,
        "reopen": reopen,
    }
    status = 422 if form.is_bound or reopen is not None else 200
    return render(request, "scorecard/period_locks.html", context, status=status)
