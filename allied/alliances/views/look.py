"""The room switch in the bar."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allied.foundation.access.actor import View
from allied.foundation.access.http import Request
from allied.foundation.access.middleware import (
    PRESENTED_HOME_KEY,
    PRESENTED_KEY,
    SESSION_KEY,
)
from allied.foundation.access.permissions import requires, while_presenting

from ..models import Alliance
from ..queries import alliances_visible_to


@require_POST
@while_presenting
@requires("access.signed_in")
def look_at(request: Request) -> HttpResponse:
    """Keep the chosen view in the session and go on where the person was."""
    chosen, wanted = request.POST.get("view", ""), local_path(request.POST.get("next", ""))
    if chosen == View.PRESENT:
        return _present(request, wanted)
    if chosen in set(View):
        request.session[SESSION_KEY] = chosen
        request.session.pop(PRESENTED_KEY, None)
        request.session.pop(PRESENTED_HOME_KEY, None)
    return redirect(wanted)


def _present(request: Request, wanted: str) -> HttpResponse:
    """Show one alliance on a shared screen: that of the page, or the only one there is."""
    alliance, is_here = presented(request, wanted)
    if alliance is None:
        messages.warning(request, _("Open the alliance that you want to present, then present."))
        return redirect(wanted)
    home = reverse("cockpit:map", args=[alliance.slug])
    request.session[SESSION_KEY] = View.PRESENT.value
    request.session[PRESENTED_KEY], request.session[PRESENTED_HOME_KEY] = alliance.pk, home
    return redirect(wanted if is_here else home)


def presented(request: Request, path: str) -> tuple[Alliance | None, bool]:
    """The alliance to present, and whether the path is a page of it."""
    mine = alliances_visible_to(request.actor)
    try:
        slug = resolve(urlsplit(path).path).kwargs.get("slug")
    except Resolver404:
        slug = None
    here = next((each for each in mine if each.slug == slug), None)
    return (here, True) if here else (mine[0] if len(mine) == 1 else None, False)


def local_path(wanted: str) -> str:
    """The wanted path if it is one of this host's, else the first page."""
    local = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if local else "/"
