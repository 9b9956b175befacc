"""The private calendar feed: one's own page of it, and what a calendar program reads."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from allied.alliances.actors import bearer_of
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import public, requires
from allied.foundation.accounts.recent import to_confirm

from .. import services
from ..ics import feed
from ..queries.feeds import live_feed_of
from ..queries.lists import feed_of


@require_GET
@requires("people.see_self")
def calendar_feed(request: Request) -> HttpResponse:
    context = {"feed": live_feed_of(request.actor), "count": len(feed_of(request.actor))}
    return render(request, "governance/calendar_feed.html", context)


@require_POST
@requires("people.edit_self")
@never_cache
def calendar_feed_make(request: Request) -> HttpResponse:
    """A new address, shown once. Whoever sits at an open window confirms who it is first."""
    if confirm := to_confirm(request, reverse("governance:calendar_feed")):
        return confirm
    made, token = services.make_feed(by=request.actor)
    address = request.build_absolute_uri(reverse("governance:calendar", args=[token]))
    context = {"feed": made, "address": address, "webcal": f"webcal:{address.partition(':')[2]}"}
    return render(request, "governance/calendar_feed_made.html", context)


@require_POST
@requires("people.edit_self")
def calendar_feed_revoke(request: Request) -> HttpResponse:
    services.revoke_feed(by=request.actor)
    messages.success(request, _("The address opens nothing any more."))
    return redirect("governance:calendar_feed")


@require_GET
@public
def calendar(request: Request, token: str) -> HttpResponse:
    """What the address opens: the person's meetings of the joint rooms, whatever they look at.

    Somebody without a part in any alliance today reads an empty calendar.
    """
    found = services.use_feed(token)
    if found is None:
        raise Http404
    rows = [
        (
            row,
            request.build_absolute_uri(
                reverse("governance:meeting", args=[row.alliance.slug, row.pk])
            ),
        )
        for row in feed_of(bearer_of(found.person))
    ]
    response = HttpResponse(
        feed(_("Alliance meetings"), rows), content_type="text/calendar; charset=utf-8"
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
