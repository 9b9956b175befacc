"""The room switch in the bar."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from allied.foundation.access.actor import View
from allied.foundation.access.http import Request
from allied.foundation.access.middleware import SESSION_KEY
from allied.foundation.access.permissions import requires


@require_POST
@requires("access.signed_in")
def look_at(request: Request) -> HttpResponse:
    """Keep the chosen view in the session and go on where the person was."""
    chosen = request.POST.get("view", "")
    if chosen in set(View):
        request.session[SESSION_KEY] = chosen
    return redirect(local_path(request.POST.get("next", "")))


def local_path(wanted: str) -> str:
    """The wanted path if it is one of this host's, else the first page."""
    local = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if local else "/"
