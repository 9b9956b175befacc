"""How the pages of the map answer: a form, its part for htmx, JSON for the script, or the map."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.foundation.ui.answers import LOST, UNUSABLE
from allied.foundation.ui.notices import offer_undo

from .forms import RowForm
from .models import MapChange, Objective
from .queries import latest_change_of
from .wording import sentence


class FormPage(Struct):
    """A form with the template it stands in, and how it looks after a lost race."""

    template: str
    form: RowForm
    context: dict[str, Any]
    fresh: Callable[[Any], tuple[RowForm, str]] | None = None
    status: int = 200


def wants_json(request: Request) -> bool:
    """The script of the map asks for JSON; a browser's form never does."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def answer_form(
    request: Request, alliance: Alliance, page: FormPage, act: Callable[[], Any]
) -> HttpResponse:
    """GET: the form. POST: do it, or show the form again with its faults and all that was typed."""
    if request.method == "POST" and page.form.is_valid():
        try:
            return done(request, alliance, act(), page.context.get("objective"))
        except Refused as refused:
            page.form.refuse(refused)
        except Conflict as lost:
            _lose(page, lost)
    if request.method == "POST":
        page.status = page.status if page.status != 200 else UNUSABLE
        if wants_json(request):
            return _json_errors(page.form, page.status)
    part = "#form" if request.htmx else ""
    context = {"form": page.form, "alliance": alliance, "next": _next(request), **page.context}
    return render(request, page.template + part, context, status=page.status)


def answer_act(
    request: Request, alliance: Alliance, act: Callable[[], Any], form: RowForm | None = None
) -> HttpResponse:
    """For a button or the script: do it and go back to the map, or say why not."""
    if form is not None and not form.is_valid():
        return _refused(request, alliance, _first_error(form)[1], UNUSABLE, _first_error(form)[0])
    try:
        return done(request, alliance, act())
    except Refused as refused:
        return _refused(request, alliance, str(refused), UNUSABLE, refused.field)
    except Conflict:
        said = _("Somebody else changed this in the meantime. Look at it again, then repeat.")
        return _refused(request, alliance, said, LOST)


def done(
    request: Request, alliance: Alliance, result: Any, at: Objective | None = None
) -> HttpResponse:
    """What was done, with the offer to undo it. `result`: a change, a new row, or None.

    The map is opened at the objective `at`, or at one that was just made.
    """
    row = None if isinstance(result, MapChange) else result
    change = result if row is None else latest_change_of(request.actor, alliance)
    undo_url = reverse("strategy:undo", args=[alliance.slug, change.pk]) if change else None
    if wants_json(request):
        ids = {"change": change.pk if change else None, "undo_url": undo_url}
        said = sentence(change.act, change.label) if change else ""
        return JsonResponse({"ok": True, **ids, "said": said, "id": getattr(row, "pk", None)})
    if change is None:
        messages.info(request, _("Nothing was changed."))
    elif change.act.startswith("undo."):
        messages.success(request, f"{sentence(change.act, change.label)}.")
    else:
        offer_undo(request, f"{sentence(change.act, change.label)}.", undo_url or "")
    return go_back(request, alliance, row if isinstance(row, Objective) else at)


def go_back(
    request: Request, alliance: Alliance, objective: Objective | None = None
) -> HttpResponse:
    """To where the person came from (`next`), else to the map, at the objective if one is given."""
    target = _next(request) or map_url(alliance, objective)
    return HttpResponseClientRedirect(target) if request.htmx else redirect(target)


def map_url(alliance: Alliance, objective: Objective | None = None) -> str:
    query = f"?{urlencode({'objective': objective.pk})}" if objective else ""
    return reverse("cockpit:map", args=[alliance.slug]) + query


def _next(request: Request) -> str:
    target = request.POST.get("next", "") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if safe else ""


def _lose(page: FormPage, lost: Conflict) -> None:
    page.status = LOST
    if getattr(lost.current, "removed_at", None) is not None:
        page.form.add_error(
            None, _("Somebody removed this from the map in the meantime. Undo that in the history.")
        )
        return
    if page.fresh is None:
        page.form.add_error(None, _("Somebody else saved this in the meantime. Look at it again."))
        return
    fresh, version = page.fresh(lost.current)
    page.form.lose_to(fresh, version)


def _json_errors(form: BaseForm, status: int) -> JsonResponse:
    name, said = _first_error(form)
    return JsonResponse({"error": said, "field": name, "errors": form.errors}, status=status)


def _first_error(form: BaseForm) -> tuple[str | None, str]:
    for name, faults in form.errors.items():
        return (None if name == "__all__" else name), str(faults[0])
    return None, ""


def _refused(
    request: Request, alliance: Alliance, said: str, status: int, name: str | None = None
) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": said, "field": name}, status=status)
    messages.error(request, said)
    return go_back(request, alliance)
