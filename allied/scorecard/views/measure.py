"""The page of one measure: chart, explanation, history, targets; a reading entered in place."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.alliances.services.sharing import may_share_record
from allied.foundation.access.http import Request
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import allowed
from allied.foundation.access.refusal import Refused
from allied.strategy.editions import editions_of

from ..derived.queries import derivation_of
from ..forms import StatusForm
from ..forms.binding import add_refusal
from ..forms.reading import ReadingForm
from ..models import Measure
from ..outlived.queries import retirements_of
from ..queries.measure_page import measure_page
from ..queries.measures import measure_visible_to
from ..services import end_status_by_hand, record_reading, set_status_by_hand
from ..tables.history import HistoryTable, MarksDrawing


@require_GET
@on_alliance("scorecard.see")
def measure(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    found = measure_visible_to(request.actor, alliance, pk)
    return _page(request, found, {"before": request.GET.get("before", "")[:40]})


@require_POST
@on_alliance("scorecard.enter_readings")
def reading_enter(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    found = measure_visible_to(request.actor, alliance, pk)
    form, status = ReadingForm(request.POST, measure=found), 422
    if form.is_valid():
        try:
            record_reading(by=request.actor, measure=found, **form.entry())
            messages.success(request, _("Reading saved."))
            return redirect("scorecard:measure", alliance.slug, pk)
        except Refused as refused:
            add_refusal(form, refused)
        except Conflict as conflict:
            form.over(conflict.current)
            status = 409
    return _page(request, found, {"reading_form": form}, status)


@require_POST
@on_alliance("scorecard.edit_measures")
def status_set(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    found = measure_visible_to(request.actor, alliance, pk)
    form = StatusForm(request.POST)
    if form.is_valid():
        try:
            set_status_by_hand(by=request.actor, measure=found, **form.cleaned_data)
            messages.success(request, _("The status set by hand is shown now."))
            return redirect("scorecard:measure", alliance.slug, pk)
        except Refused as refused:
            add_refusal(form, refused)
    return _page(request, found, {"status_form": form}, 422)


@require_POST
@on_alliance("scorecard.edit_measures")
def status_end(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    found = measure_visible_to(request.actor, alliance, pk)
    end_status_by_hand(by=request.actor, measure=found)
    messages.success(request, _("The computed status is shown again."))
    return redirect("scorecard:measure", alliance.slug, pk)


def _page(
    request: Request, found: Measure, extra: dict[str, Any], status: int = 200
) -> HttpResponse:
    actor, alliance = request.actor, found.alliance
    page = measure_page(actor, found, extra.get("before", ""))
    live = found.removed_at is None
    derivation = derivation_of(actor, found)
    may_edit = live and allowed(actor, "scorecard.edit_measures", alliance)
    context = {
        "alliance": alliance,
        "measure": found,
        "page": page,
        "history": HistoryTable(found, editions_of(alliance, actor)),
        "marks": MarksDrawing,
        "row": page.row,
        "retirements": retirements_of(actor, found),
        "may_bring_back": not live and allowed(actor, "scorecard.edit_measures", alliance),
        "is_ours": not found.room.is_joint,
        "may_edit": may_edit,
        "derivation": derivation,
        "may_enter": live
        and not derivation.formula
        and allowed(actor, "scorecard.enter_readings", alliance, found),
        "may_share": not found.room.is_joint and may_share_record(actor, found),
        "reading_form": ReadingForm.of(page),
        "status_form": StatusForm(),
        **extra,
    }
    return render(request, "scorecard/measure.html", context, status=status)
