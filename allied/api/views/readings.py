"""Readings of a measure, and recording readings."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.scorecard.queries.measures import measure_visible_to
from allied.scorecard.services import EntriesRefused, record_readings

from ..body import json_of
from ..entries import entries_of
from ..faults import Problem, answer, fault
from ..operations import operation
from ..queries import readings_page
from ..shapes import reading_shape, readings_shape


@operation("GET")
@on_alliance("scorecard.see")
def readings(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    measure = measure_visible_to(request.actor, alliance, pk)
    page = readings_page(
        request.actor, measure, limit=_whole(request, "limit", 1000) or 100,
        before=_whole(request, "before", 10**18), corrected=request.GET.get("corrected") == "true",
    )  # fmt: skip
    rows = [reading_shape(each, measure, alliance) for each in page.readings]
    return answer({"readings": rows, "older": page.older})


@operation("POST")
@on_alliance("scorecard.enter_readings")
def readings_record(request: Request, alliance: Alliance) -> HttpResponse:
    """All or none."""
    entries = entries_of(json_of(request), alliance, request.actor)
    try:
        made = record_readings(by=request.actor, entries=entries)
    except EntriesRefused as refused:
        faults = [fault(each.field, each.message, place) for place, each in refused.faults.items()]
        raise Problem(422, _("Nothing was saved: see the faults."), faults) from refused
    measures = {entry.measure.pk: entry.measure for entry in entries}
    return answer({"readings": readings_shape(made, measures, alliance)})


def _whole(request: Request, name: str, most: int) -> int | None:
    text = request.GET.get(name)
    if text is None:
        return None
    if text.isascii() and text.isdigit() and len(text) < 19 and 1 <= int(text) <= most:
        return int(text)
    message = _("Write a whole number from 1 to %(most)d.") % {"most": most}
    raise Problem(422, message, [fault(name, message)])
