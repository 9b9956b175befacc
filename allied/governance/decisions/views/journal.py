"""The journal: its author's alone. The permission opens it in the view of our room only."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.keys import number_in
from allied.foundation.ui.answers import answer_form, sent

from ...models import Decision
from .. import queries, services
from ..forms import EntryForm


@require_GET
@on_alliance("governance.keep_journal")
def journal(request: Request, alliance: Alliance) -> HttpResponse:
    found = queries.entries_of(request.actor, alliance)
    context = {"alliance": alliance, "found": found, "tab": "journal"}
    return render(request, "governance/journal.html", context)


@require_http_methods(["GET", "POST"])
@on_alliance("governance.keep_journal")
def journal_write(request: Request, alliance: Alliance) -> HttpResponse:
    """`?decision=`: about which decision."""
    about = _decision(request, alliance)
    form = EntryForm(sent(request), initial={"title": about.title if about else ""})

    def act() -> str:
        services.write_entry(by=request.actor, alliance=alliance, decision=about, **form.values())
        return _home(alliance)

    context: dict[str, Any] = {"about": about, "entry": None}
    return answer_form(request, "governance/journal_entry.html", form, act, context)


@require_http_methods(["GET", "POST"])
@on_alliance("governance.keep_journal")
def journal_entry(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    entry = queries.entry_visible_to(request.actor, alliance, pk)
    form = EntryForm(sent(request), entry=entry)

    def act() -> str:
        version = form.cleaned_data["version"] or 0
        services.edit_entry(by=request.actor, entry=entry, version=version, **form.values())
        return _home(alliance)

    return answer_form(
        request, "governance/journal_entry.html", form, act,
        {"entry": entry, "about": entry.decision},
        fresh=lambda now: EntryForm(entry=now),
    )  # fmt: skip


@require_POST
@on_alliance("governance.keep_journal")
def journal_remove(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    services.remove_entry(
        by=request.actor, entry=queries.entry_visible_to(request.actor, alliance, pk)
    )
    return redirect("governance:journal", alliance.slug)


def _decision(request: Request, alliance: Alliance) -> Decision | None:
    given = request.GET.get("decision", "")
    if not given:
        return None
    pk = number_in(given)
    if pk is None:
        raise Http404
    return queries.decision_visible_to(request.actor, alliance, pk)


def _home(alliance: Alliance) -> str:
    return reverse("governance:journal", args=[alliance.slug])
