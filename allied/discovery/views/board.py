"""The board of a workshop: looked at by everybody at once, moved by many.

The script sends `Accept: application/json` and is answered in JSON; a form goes back to the board.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.keys import number_in
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import allowed
from allied.foundation.access.refusal import Refused
from allied.foundation.ui.answers import LOST, UNUSABLE, version_in
from allied.strategy.queries import perspectives_of, themes_of

from .. import queries, services
from ..models import Card, Stage, Workshop


@require_GET
@on_alliance("discovery.see")
def workshop(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.workshop_visible_to(request.actor, alliance, pk)
    context = _context(request, alliance, row)
    context["may_run"] = allowed(request.actor, "discovery.run_workshop", alliance)
    return render(request, "discovery/workshop.html", context)


@require_GET
@on_alliance("discovery.see")
def board(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """The board alone; 204 where the screen shows the latest already (`?seen=tick`)."""
    row = queries.workshop_visible_to(request.actor, alliance, pk)
    if queries.seen_tick(request.GET.get("seen", "")) == row.tick:
        return HttpResponse(status=204)
    return render(request, "discovery/parts/board.html", _context(request, alliance, row))


def _context(request: Request, alliance: Alliance, row: Workshop) -> dict[str, Any]:
    own = request.actor.seats[alliance.pk].own_room_id
    takes_part = allowed(request.actor, "discovery.contribute", alliance)
    return {
        "alliance": alliance, "workshop": row, "is_ours": row.room_id == own,
        "board": queries.board_of(request.actor, row),
        "is_open": row.stage == Stage.OPEN, "takes_part": takes_part,
        "may_move": takes_part and row.stage == Stage.OPEN,
        "may_vote": takes_part and row.is_voting,
        "shows_votes": row.is_voting or row.stage == Stage.CLOSED,
    }  # fmt: skip


@require_GET
@on_alliance("discovery.see")
def card(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """The menu of a card: a part for the script, a page without."""
    found = queries.card_visible_to(request.actor, alliance, pk)
    row = found.workshop
    bands = perspectives_of(alliance, request.actor)
    themes = themes_of(alliance, request.actor, with_people=False)
    takes_part = allowed(request.actor, "discovery.contribute", alliance)
    context = {
        "alliance": alliance, "card": found, "place": _place(found.perspective, found.theme),
        "may_move": takes_part and row.stage == Stage.OPEN and found.gone_at is None,
        "may_vote": takes_part and row.is_voting,
        "places": [(theme, bands[::-1]) for theme in themes],
        "others": queries.others_on_board(request.actor, found),
        "shown": queries.gathered(request.actor, found.candidate),
        "own_room": request.actor.seats[alliance.pk].own_room_id,
    }  # fmt: skip
    return render(request, "discovery/card.html" + ("#part" if request.htmx else ""), context)


@require_POST
@on_alliance("discovery.contribute")
def card_add(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.workshop_visible_to(request.actor, alliance, pk)
    title = request.POST.get("title", "")
    return _answer(
        request, row, lambda: services.add_card(by=request.actor, workshop=row, title=title)
    )


@require_POST
@on_alliance("discovery.contribute")
def card_move(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """`field` is band-theme, or `tray`; `version` is that of the card as it was seen."""
    card = queries.card_visible_to(request.actor, alliance, pk)
    bands = {str(band.pk): band for band in perspectives_of(alliance, request.actor)}
    themes = {
        str(theme.pk): theme for theme in themes_of(alliance, request.actor, with_people=False)
    }
    band, _dash, theme = request.POST.get("field", "").partition("-")
    wanted = (bands.get(band), themes.get(theme))
    if band != "tray" and None in wanted:
        return _told(request, card.workshop, _("Choose a place of this board."), UNUSABLE)

    def act() -> Card:
        return services.move_card(
            by=request.actor, card=card, seen=version_in(request), perspective=wanted[0],
            theme=wanted[1],
        )  # fmt: skip

    return _answer(request, card.workshop, act, aimed=_place(*wanted))


@require_POST
@on_alliance("discovery.contribute")
def card_merge(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    card = queries.card_visible_to(request.actor, alliance, pk)
    given = number_in(request.POST.get("onto"))
    if given is None:
        return _told(request, card.workshop, _("Choose a card of this board."), UNUSABLE)
    onto = queries.card_visible_to(request.actor, alliance, given)
    seen = version_in(request)
    return _answer(
        request, card.workshop,
        lambda: services.merge_cards(by=request.actor, card=card, seen=seen, onto=onto),
    )  # fmt: skip


@require_POST
@on_alliance("discovery.contribute")
def card_take_off(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    card = queries.card_visible_to(request.actor, alliance, pk)
    seen = version_in(request)
    return _answer(
        request, card.workshop, lambda: services.take_off(by=request.actor, card=card, seen=seen)
    )


@require_POST
@on_alliance("discovery.contribute")
def card_vote(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    card = queries.card_visible_to(request.actor, alliance, pk)
    more = request.POST.get("vote") != "less"
    return _answer(
        request, card.workshop, lambda: services.cast_vote(by=request.actor, card=card, more=more)
    )


def _answer(
    request: Request, row: Workshop, act: Callable[[], Any], aimed: str = ""
) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        return _told(request, row, str(refused), UNUSABLE)
    except Conflict as lost:
        return _told(request, row, _lost(lost.current, aimed), LOST, lost.current.version)
    if _is_script(request):
        return JsonResponse({"ok": True})
    return redirect("discovery:workshop", row.alliance.slug, row.pk)


def _lost(now: Card, aimed: str) -> str:
    words = {
        "title": now.candidate.title, "who": now.moved_by, "aimed": aimed,
        "there": _place(now.perspective, now.theme),
    }  # fmt: skip
    if now.gone_at is not None:
        return _("%(who)s took “%(title)s” off the board in the meantime.") % words
    if not aimed:
        return _("%(who)s moved “%(title)s” to %(there)s in the meantime.") % words
    return _(
        "%(who)s moved “%(title)s” to %(there)s in the meantime. "
        "Your move to %(aimed)s was not made; repeat it if it is right."
    ) % words  # fmt: skip


def _place(band: Any, theme: Any) -> str:
    return f"{theme} · {band}" if band and theme else _("the tray")


def _told(
    request: Request, row: Workshop, said: str, status: int, version: int | None = None
) -> HttpResponse:
    if _is_script(request):
        return JsonResponse({"error": said, "version": version}, status=status)
    messages.error(request, said)
    return redirect(reverse("discovery:workshop", args=[row.alliance.slug, row.pk]))


def _is_script(request: Request) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"
