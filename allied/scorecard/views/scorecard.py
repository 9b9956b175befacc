"""The scorecard by theme and by perspective."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import allowed
from allied.strategy.editions import editions_of

from ..answers import answer_of
from ..queries.board import FILTERS, By, board_of
from ..queries.reporting import whose_to_offer
from ..tables.board import BoardTable


@require_GET
@on_alliance("scorecard.see")
def scorecard(request: Request, alliance: Alliance) -> HttpResponse:
    return _board(request, alliance, "theme")


@require_GET
@on_alliance("scorecard.see")
def by_perspective(request: Request, alliance: Alliance) -> HttpResponse:
    return _board(request, alliance, "perspective")


def _board(request: Request, alliance: Alliance, by: By) -> HttpResponse:
    only = request.GET.get("show", "")
    only = only if only in FILTERS else ""
    board = board_of(alliance, request.actor, by, only)  # type: ignore[arg-type]
    may_edit = allowed(request.actor, "scorecard.edit_measures", alliance)
    company = request.actor.company_name
    context = {
        "alliance": alliance,
        "board": board,
        "table": BoardTable(
            alliance.slug, by, company, may_edit=may_edit, tensions=board.scorecard.tensions
        ),
        "by": by,
        "only": only,
        "answer": answer_of(board),
        "edition": editions_of(alliance, request.actor).now if board.objectives else None,
        "may_edit": may_edit,
        "reports": whose_to_offer(request.actor, alliance, board.counts["mine"]),
        "may_freeze": allowed(request.actor, "scorecard.freeze_review", alliance),
    }
    return render(request, "scorecard/scorecard.html", context)
