"""All readings of a period on one page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import requires

from ..forms import ReadingsSheet
from ..queries.due import Whose
from ..queries.reporting import Reporting, reporting_of
from ..services import EntriesRefused, faults_of, record_readings
from ..tables.readings import ReadingsTable


@require_http_methods(["GET", "POST"])
@requires("scorecard.report")
def readings(request: Request) -> HttpResponse:
    return _readings(request, None)


@require_http_methods(["GET", "POST"])
@on_alliance("scorecard.enter_readings")
def readings_here(request: Request, alliance: Alliance) -> HttpResponse:
    return _readings(request, alliance)


def _readings(request: Request, alliance: Alliance | None) -> HttpResponse:
    whose: Whose = "side" if request.GET.get("whose") == "side" else "mine"
    found = reporting_of(request.actor, whose, request.GET.get("period", ""))
    sheet = ReadingsSheet(found.rows, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if _save(request, found, sheet):
            return redirect(request.get_full_path())
        status = 409 if any(row.theirs for row in sheet.rows) else 422
    context = {
        "alliance": alliance,
        "found": found,
        "sheet": sheet,
        "table": ReadingsTable(whose, request.actor.company_name),
        "whose": whose,
    }
    return render(request, "scorecard/readings.html", context, status=status)


def _save(request: Request, found: Reporting, sheet: ReadingsSheet) -> bool:
    """Record what was typed; False where a fault stands beside a field."""
    entries = sheet.entries(found.measures(), found.readings_seen(sheet.seen))
    if sheet.has_faults:
        # What is wrong with the other rows is said at once, not after the next attempt.
        sheet.refuse(faults_of(by=request.actor, entries=entries))
        return False
    try:
        record_readings(by=request.actor, entries=entries)
    except EntriesRefused as refused:
        sheet.refuse(refused.faults)
        return False
    count = len(entries)
    messages.success(
        request,
        ngettext("One reading saved.", "%(count)s readings saved.", count) % {"count": count},
    )
    return True
