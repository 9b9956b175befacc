"""The decision log, as a page, as a sheet and beside an objective."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.keys import number_in
from allied.foundation.access.permissions import allowed
from allied.scorecard.sheets.files import sheet_file
from allied.strategy.queries import objective_visible_to

from ...models import Decision, Importance
from .. import queries
from ..export import COLUMNS, rows_of
from ..queries.log import LOOK_BACK, Wanted


@require_GET
@on_alliance("governance.see")
def decisions(request: Request, alliance: Alliance) -> HttpResponse:
    wanted = wanted_in(request)
    context = {
        "alliance": alliance, "wanted": wanted, "tab": "decisions",
        "log": queries.log_of(request.actor, alliance, wanted),
        "offered": queries.offered_to(request.actor, alliance),
        "importances": Importance.choices, "states": Decision.State.choices,
        "filters": _filters(wanted), "look_back": LOOK_BACK,
        "may_raise": allowed(request.actor, "governance.raise_decisions", alliance),
    }  # fmt: skip
    return render(request, "governance/decisions.html", context)


@require_GET
@on_alliance("governance.see")
def decisions_export(request: Request, alliance: Alliance, ending: str) -> HttpResponseBase:
    """What the filters leave of the log, as CSV or XLSX."""
    rows = rows_of(request.actor, alliance, wanted_in(request))
    name = f"{alliance.slug}-decisions-{alliance.today().isoformat()}"
    return sheet_file(ending, name, COLUMNS, rows, alliance.name)


@require_GET
@on_alliance("governance.see")
def objective_decisions(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """The decisions about an objective; a part for htmx, else a page."""
    objective = objective_visible_to(request.actor, alliance, pk)
    context = {
        "alliance": alliance, "objective": objective,
        "found": queries.decisions_on(request.actor, alliance, objective.pk),
        "own_room": request.actor.seats[alliance.pk].own_room_id,
        "may_raise": allowed(request.actor, "governance.raise_decisions", alliance),
    }  # fmt: skip
    part = "#part" if request.htmx else ""
    return render(request, f"governance/objective_decisions.html{part}", context)


def wanted_in(request: Request) -> Wanted:
    """The filters of the address; what makes no sense is not asked for."""
    given = request.GET
    state = given.get("state", "")
    return Wanted(
        body=_number(given.get("body", "")),
        importance=_number(given.get("importance", "")),
        state=state if state in {*Decision.State.values, LOOK_BACK} else "",
        objective=_number(given.get("objective", "")),
        text=given.get("text", "").replace("\0", " ")[:200].strip(),
        page=_number(given.get("page", "")) or 1,
    )


def _number(text: str) -> int | None:
    return number_in(text, 9)


def _filters(wanted: Wanted) -> str:
    """The address of the same filters, for another page or a sheet."""
    names = ("body", "importance", "state", "objective", "text")
    return urlencode({name: value for name in names if (value := getattr(wanted, name))})
