"""One's own page."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from allied.foundation.access.http import Request
from allied.foundation.access.permissions import demand, requires
from allied.foundation.access.refusal import Refused
from allied.foundation.accounts.recent import to_confirm

from .forms import MeForm, TokenForm
from .models import Person
from .queries import person_of, token_visible_to, tokens_of
from .services import edit_self
from .tokens import make_token, revoke_token


@require_http_methods(["GET", "POST"])
@requires("people.see_self")
def me(request: Request) -> HttpResponse:
    if request.method == "POST":
        demand(request.actor, "people.edit_self")
    person = person_of(request.actor)
    fields = ("name", "title", "timezone", "language")
    form = MeForm(request.POST or None, initial={name: getattr(person, name) for name in fields})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            saved = edit_self(
                by=request.actor, name=data["name"], title=data["title"],
                time_zone=data["timezone"], language=data["language"],
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return _speaking(redirect("people:me"), saved)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
    context = {"person": person, "form": form, "tokens": tokens_of(request.actor)}
    return render(request, "people/me.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires("people.edit_self")
@never_cache
def token_add(request: Request) -> HttpResponse:
    """A new access token, shown once. Whoever sits at an open window confirms who it is first."""
    if confirm := to_confirm(request, reverse("people:token_add")):
        return confirm
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token, text = make_token(by=request.actor, **form.cleaned_data)
            return render(request, "people/token_made.html", {"token": token, "text": text})
        except Refused as refused:
            form.add_error(refused.field, str(refused))
    status = 422 if form.is_bound else 200
    return render(request, "people/token_add.html", {"form": form}, status=status)


@require_POST
@requires("people.edit_self")
def token_revoke(request: Request, pk: int) -> HttpResponse:
    token = token_visible_to(request.actor, pk)
    if token is None:
        raise Http404
    revoke_token(by=request.actor, token=token)
    messages.success(request, _("Revoked: “%(token)s” opens nothing any more.") % {"token": token})
    return redirect("people:me")


def _speaking(response: HttpResponse, person: Person) -> HttpResponse:
    """Where the person chose a language, the browser tells it with every request from now on."""
    if person.language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, person.language, max_age=31_536_000,
            httponly=True, samesite="Lax", secure=settings.HTTPS,
        )  # fmt: skip
    else:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return response
