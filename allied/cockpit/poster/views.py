"""The poster's page and its two files."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.actor import View
from allied.foundation.access.http import Request
from allied.reporting.posters.drawing import draw_poster
from allied.reporting.sheets.pdf import pdf_of
from allied.reporting.sheets.sheet import PAPERS, Sheet
from allied.reporting.sheets.svg import svg_of

from .reading import IN_FORCE, LARGEST, OURS, Asked, asked_for
from .telling import told_of


@require_GET
@on_alliance("alliances.see")
def poster(request: Request, alliance: Alliance) -> HttpResponse:
    """What the poster looks like, and the choices: map, lights, paper."""
    asked, sheet = _asked(request, alliance)
    context = {
        "alliance": alliance,
        "asked": asked,
        "choices": asked.choices,
        "papers": [(paper, paper.upper()) for paper in sorted(PAPERS, key=PAPERS.__getitem__)],
        "told": told_of(asked.content, sheet, asked.choices),
        "sheet": sheet,
        "most": LARGEST,
        "in_our_room": request.actor.view is View.OURS,
        "is_ours": asked.choices.map == OURS,
    }
    return render(request, "cockpit/poster.html", context)


@require_GET
@on_alliance("alliances.see")
def poster_pdf(request: Request, alliance: Alliance) -> HttpResponse:
    asked, sheet = _asked(request, alliance)
    if sheet is None:
        return redirect("cockpit:poster", alliance.slug)
    return _file(pdf_of(sheet, asked.choices.paper), "application/pdf", alliance, asked, "pdf")


@require_GET
@on_alliance("alliances.see")
def poster_svg(request: Request, alliance: Alliance) -> HttpResponse:
    asked, sheet = _asked(request, alliance)
    if sheet is None:
        return redirect("cockpit:poster", alliance.slug)
    written = svg_of(sheet, asked.choices.paper).encode()
    return _file(written, "image/svg+xml", alliance, asked, "svg")


def _asked(request: Request, alliance: Alliance) -> tuple[Asked, Sheet | None]:
    """What was chosen with its map, and the drawing; none of a map that no paper can hold."""
    asked = asked_for(request.GET.dict(), alliance, request.actor)
    fits = len(asked.content.objectives) <= LARGEST
    return asked, draw_poster(asked.content, lights=asked.choices.lights) if fits else None


def _file(written: bytes, kind: str, alliance: Alliance, asked: Asked, ending: str) -> HttpResponse:
    of_version = asked.in_force is not None and asked.choices.map == IN_FORCE
    name = f"version-{asked.in_force.number}-" if of_version and asked.in_force else ""
    name = f"{alliance.slug}-map-{name}{asked.content.day}.{ending}"
    response = HttpResponse(written, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
