"""The pack's page and its files."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.actor import View
from allied.foundation.access.http import Request
from allied.foundation.ui.files import attachment
from allied.reporting.packs.drawn import map_sheet
from allied.reporting.packs.pdf import pdf_of
from allied.reporting.sheets.svg import svg_of

from .page import page_of
from .reading import pack_of


@require_GET
@on_alliance("governance.see")
def pack(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """What the files say, on one page; and the files."""
    made = pack_of(alliance, request.actor, pk)
    context = {
        "alliance": alliance,
        "pk": pk,
        "page": page_of(made),
        "in_our_room": request.actor.view is View.OURS,
    }
    return render(request, "cockpit/pack.html", context)


@require_GET
@on_alliance("governance.see")
def pack_pdf(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    made = pack_of(alliance, request.actor, pk)
    return attachment(pdf_of(made), "pdf", f"{alliance.slug}-pack-{made.cover.at:%Y-%m-%d}")


@require_GET
@on_alliance("governance.see")
def pack_pptx(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    from allied.reporting.packs.pptx import pptx_of  # noqa: PLC0415  loads lxml, for the first deck

    made = pack_of(alliance, request.actor, pk)
    return attachment(pptx_of(made), "pptx", f"{alliance.slug}-pack-{made.cover.at:%Y-%m-%d}")


@require_GET
@on_alliance("governance.see")
def pack_map(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """The drawing of the map that the page shows."""
    made = pack_of(alliance, request.actor, pk)
    return attachment(svg_of(map_sheet(made)).encode(), "svg", f"{alliance.slug}-map")
