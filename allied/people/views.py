"""One's own page."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from allied.foundation.access.http import Request
from allied.foundation.access.permissions import demand, requires
from allied.foundation.access.refusal import Refused

from .forms import MeForm
from .models import Person
from .queries import person_of
from .services import edit_self


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
    context = {"person": person, "form": form}
    return render(request, "people/me.html", context, status=422 if form.is_bound else 200)


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
