"""The poster's page and its two files."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.actor import View
from allied.foundation.access.http import Request
from allied.reporting.posters.content import PosterMap
from allied.reporting.posters.drawing import draw_poster
from allied.reporting.sheets.pdf import pdf_of
from allied.reporting.sheets.sheet import PAPERS, Sheet
from allied.reporting.sheets.svg import svg_of

from .reading import LARGEST, Choices, choices_of, poster_of
from .telling import told_of


@require_GET
@on_alliance("alliances.see")
def poster(request: Request, alliance: Alliance) -> HttpResponse:
    """What the poster looks like, and the choices: lights, paper, room."""
    choices, content, sheet = _asked(request, alliance)
    context = {
        "alliance": alliance,
        "choices": choices,
        "papers": [(paper, paper.upper()) for paper in sorted(PAPERS, key=PAPERS.__getitem__)],
        "told": told_of(content, sheet, choices),
        "sheet": sheet,
        "most": LARGEST,
        "in_our_room": request.actor.view is View.OURS,
    }
    return render(request, "cockpit/poster.html", context)


@require_GET
@on_alliance("alliances.see")
def poster_pdf(request: Request, alliance: Alliance) -> HttpResponse:
    choices, content, sheet = _asked(request, alliance)
    if sheet is None:
        return redirect("cockpit:poster", alliance.slug)
    return _file(pdf_of(sheet, choices.paper), "application/pdf", alliance, f"{content.day}.pdf")


@require_GET
@on_alliance("alliances.see")
def poster_svg(request: Request, alliance: Alliance) -> HttpResponse:
    choices, content, sheet = _asked(request, alliance)
    if sheet is None:
        return redirect("cockpit:poster", alliance.slug)
    written = svg_of(sheet, choices.paper).encode()
    return _file(written, "image/svg+xml", alliance, f"{content.day}.svg")


def _asked(request: Request, alliance: Alliance) -> tuple[Choices, PosterMap, Sheet | None]:
    """What was chosen, the map, and its drawing; none of a map that no paper can hold."""
    choices = choices_of(request.GET.dict(), request.actor)
    content = poster_of(alliance, request.actor, choices)
    fits = len(content.objectives) <= LARGEST
    return choices, content, draw_poster(content, lights=choices.lights) if fits else None


def _file(written: bytes, kind: str, alliance: Alliance, ending: str) -> HttpResponse:
    response = HttpResponse(written, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{alliance.slug}-map-{ending}"'
    return response
