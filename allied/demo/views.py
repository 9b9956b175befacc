"""The demo's door: sign in as one of the cast by one click. Outside a demo it does not exist."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from allied.foundation.access.http import Request
from allied.foundation.access.keys import number_in
from allied.foundation.access.permissions import public

from .cast import companies_of, player

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "POST"])
@public
@never_cache
def sign_in(request: Request) -> HttpResponse:
    """GET: the whole cast. POST `person`: signed in as that one."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        wanted = number_in(request.POST.get("person"))
        user = None if wanted is None else player(wanted)
        if user is None:
            raise Http404
        login(request, user, backend=BACKEND)
        return redirect("/")
    return render(request, "demo/sign_in.html", {"companies": companies_of()})
