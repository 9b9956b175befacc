"""The pack's page and its files."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.actor import View
from allied.foundation.access.http import Request
from allied.foundation.ui.files import attachment
from allied.reporting.packs.content import Pack
from allied.reporting.packs.drawn import map_sheet
from allied.reporting.packs.pdf import pdf_of
from allied.reporting.sheets.svg import svg_of

from .page import page_of
from .sent import NOW, Shown, shown_pack


@require_GET
@on_alliance("governance.see")
def pack(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """What the files say, on one page; and the files. `?as=now`: the record as it now stands."""
    shown = _shown(request, alliance, pk)
    context = {
        "alliance": alliance,
        "pk": pk,
        "shown": shown,
        "page": page_of(shown.pack),
        "query": f"?as={NOW}" if shown.sent_at and not shown.is_sent else "",
        "in_our_room": request.actor.view is View.OURS,
    }
    return render(request, "cockpit/pack.html", context)


@require_GET
@on_alliance("governance.see")
def pack_pdf(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    shown = _shown(request, alliance, pk)
    return attachment(pdf_of(shown.pack), "pdf", _named(alliance, shown.pack))


@require_GET
@on_alliance("governance.see")
def pack_pptx(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    from allied.reporting.packs.pptx import pptx_of  # noqa: PLC0415  loads lxml, for the first deck

    shown = _shown(request, alliance, pk)
    return attachment(pptx_of(shown.pack), "pptx", _named(alliance, shown.pack))


@require_GET
@on_alliance("governance.see")
def pack_map(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """The drawing of the map that the page shows."""
    shown = _shown(request, alliance, pk)
    return attachment(svg_of(map_sheet(shown.pack)).encode(), "svg", f"{alliance.slug}-map")


def _shown(request: Request, alliance: Alliance, pk: int) -> Shown:
    return shown_pack(alliance, request.actor, pk, request.GET.get("as", ""))


def _named(alliance: Alliance, made: Pack) -> str:
    return f"{alliance.slug}-pack-{made.cover.at:%Y-%m-%d}"
