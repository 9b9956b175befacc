"""The page of search results, and the part of it that the palette shows."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from allied.foundation.access.http import Request
from allied.foundation.access.permissions import requires

from .hits import LONGEST, words_of
from .queries import search_everywhere

IN_PALETTE, ON_PAGE = 5, 30


@require_GET
@requires("access.signed_in")
def search(request: Request) -> HttpResponse:
    text = request.GET.get("q", "").replace("\0", " ")[:LONGEST].strip()
    limit = IN_PALETTE if request.htmx else ON_PAGE
    found = search_everywhere(request.actor, text, limit)
    context = {"q": text, "found": found, "asked": bool(words_of(text)), "limit": limit}
    part = "#results" if request.htmx else ""
    return render(request, f"cockpit/search.html{part}", context)
