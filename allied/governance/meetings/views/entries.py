"""Entries of the record: written, changed in place, removed and put back."""

from typing import Any

from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.alliances.queries import partner_and_person
from allied.foundation.access.http import Request
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused

from ...decisions.services import NotCarried
from ...decisions.ways import Way, ways_on
from ...models import Meeting, MinuteEntry
from ..live_forms import EntryEditForm
from ..queries.live import decisions_of, entry_visible_to, meeting_to_hold, topics_of
from ..services import entries, outcomes
from ..services.recording import Held, Locked
from .live_answers import (
    LOST,
    UNUSABLE,
    answer,
    entry_form,
    faults_of,
    is_of_another,
    is_script,
    page,
    too_late,
    written,
)


@require_POST
@on_alliance("governance.take_minutes")
def write(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """A note, a decision, an action or dissent. Acknowledged (2xx) means stored."""
    meeting = meeting_to_hold(request.actor, alliance, pk)
    if is_of_another(request):
        return JsonResponse({"error": _("Somebody else is signed in here now.")}, status=401)
    topics = topics_of(request.actor, meeting)
    form = entry_form(_sent(request), request.actor, meeting, topics)
    ways: list[Way] = []
    if form.is_valid():
        try:
            held = _write(request, meeting, form.cleaned_data)
            return written(request, meeting, held)
        except Locked as locked:
            return too_late(request, alliance, meeting, locked, form.cleaned_data["text"])
        except Refused as refused:
            form.refuse(refused)
            ways = ways_on(request.actor, refused) if isinstance(refused, NotCarried) else []
    if is_script(request):
        told = [{"says": way.says, "url": way.url} for way in ways]
        return JsonResponse({**faults_of(form), "ways": told}, status=UNUSABLE)
    return page(request, alliance, meeting, status=UNUSABLE, entry=form, ways=ways)


def _sent(request: Request) -> QueryDict:
    """`undecided`: what was typed as a decision, and is not carried, is to be a note of that."""
    if "undecided" not in request.POST:
        return request.POST
    given = request.POST.copy()
    given["kind"], given["text"] = "note", f"{_('Not decided:')} {given.get('text', '')}"
    return given


def _write(request: Request, meeting: Meeting, given: dict[str, Any]) -> Held:
    kind = given["kind"]
    place = {"by": request.actor, "meeting": meeting, "topic": given["topic"], "key": given["key"]}
    if kind == "decision":
        return outcomes.write_decision(text=given["text"], **place)[1]
    if kind == "action":
        known = partner_and_person(request.actor, meeting.alliance, given["person_id"] or 0)
        owner = known[1] if known else None
        due_on = given["due_on"]
        return outcomes.write_action(text=given["text"], owner=owner, due_on=due_on, **place)[1]
    return entries.write_entry(
        kind=kind, text=given["text"], whose=given["whose"], stand=given["stand"], **place
    )[1]  # fmt: skip


@require_http_methods(["GET", "POST"])
@on_alliance("governance.take_minutes")
def edit(request: Request, alliance: Alliance, pk: int, entry: int) -> HttpResponse:
    """One entry's words: a part for the script, which puts it in place of the entry, or a page."""
    meeting = meeting_to_hold(request.actor, alliance, pk)
    row = entry_visible_to(request.actor, meeting, entry)
    demand(request.actor, "governance.correct_entry", alliance, meeting, row)
    known = list(decisions_of(request.actor, meeting).filter(state="taken"))
    form = EntryEditForm(
        request.POST or None, initial=_initial(row), auto_id="entry_%s", decisions=known
    )
    status = 200
    if request.method == "POST":
        status = UNUSABLE
        if form.is_valid():
            try:
                held = entries.edit_entry(by=request.actor, entry=row, **form.cleaned_data)
                return written(request, meeting, held)
            except Refused as refused:
                form.refuse(refused)
            except Conflict as lost:
                status = LOST
                form.lose_to(EntryEditForm(initial=_initial(lost.current), decisions=known))
    context = {"alliance": alliance, "meeting": meeting, "entry": row, "form": form}
    part = "#part" if request.htmx or is_script(request) else ""
    return render(request, f"governance/meeting_entry.html{part}", context, status=status)


def _initial(row: MinuteEntry) -> dict[str, Any]:
    return {
        "version": row.version, "text": row.text, "whose": row.whose, "stand": row.stand,
        "about": row.decision_id,
    }  # fmt: skip


@require_POST
@on_alliance("governance.take_minutes")
def remove(request: Request, alliance: Alliance, pk: int, entry: int) -> HttpResponse:
    meeting = meeting_to_hold(request.actor, alliance, pk)
    row = entry_visible_to(request.actor, meeting, entry)
    undo = reverse("governance:meeting_entry_restore", args=[alliance.slug, pk, entry])
    return answer(
        request, meeting, lambda: entries.remove_entry(by=request.actor, entry=row),
        said=_("Removed."), undo=undo,
    )  # fmt: skip


@require_POST
@on_alliance("governance.take_minutes")
def restore(request: Request, alliance: Alliance, pk: int, entry: int) -> HttpResponse:
    meeting = meeting_to_hold(request.actor, alliance, pk)
    row = entry_visible_to(request.actor, meeting, entry)
    return answer(request, meeting, lambda: entries.restore_entry(by=request.actor, entry=row))
