"""The notes on one subject, as a page and as a part of other pages.

Each view renders the whole list, so that a fault or a conflict appears where the note stands.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from msgspec import Struct

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.alliances.services import may_share_record
from allied.foundation.access.http import Request
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import allowed, demand
from allied.foundation.access.refusal import Refused
from allied.foundation.ui.answers import before

from . import services, subjects
from .forms import NoteForm
from .models import Note
from .queries import latest_notes, note_visible_to, notes_on


class Editing(Struct, frozen=True):
    """The note being changed, and what somebody else made of it meanwhile."""

    note: Note
    form: NoteForm
    theirs: str = ""


@require_GET
@on_alliance("alliances.see")
def notes(request: Request, alliance: Alliance) -> HttpResponse:
    """The latest notes on anything of the alliance."""
    found = latest_notes(request.actor, alliance, before(request))
    own_room = request.actor.seats[alliance.pk].own_room_id
    context = {"alliance": alliance, "found": found, "own_room": own_room}
    return render(request, "notes/all.html", context)


@require_http_methods(["GET", "POST"])
@on_alliance("alliances.see")
def notes_list(request: Request, alliance: Alliance, kind: str, object_id: int) -> HttpResponse:
    """GET: the notes on a subject. POST: write one."""
    label = _label(request, alliance, kind, object_id)
    if request.method == "POST":
        demand(request.actor, "notes.write", alliance)
    form = NoteForm(request.POST or None, draft=f"note-{kind}-{object_id}")
    if request.method == "POST" and form.is_valid():
        try:
            services.write_note(
                by=request.actor, alliance=alliance, kind=kind, object_id=object_id,
                text=form.cleaned_data["text"],
            )  # fmt: skip
            return redirect("notes:list", alliance.slug, kind, object_id)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
    return _render(request, alliance, (kind, object_id, label), form, before=before(request))


@require_http_methods(["GET", "POST"])
@on_alliance("notes.write")
def note_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    note, label = _own(request, alliance, pk)
    form = NoteForm(request.POST or None, draft=f"note-{pk}", note=note)
    theirs, status = "", 200
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"] or 0
        try:
            services.edit_note(
                by=request.actor, note=note, version=seen, text=form.cleaned_data["text"]
            )
            return redirect("notes:list", alliance.slug, note.kind, note.object_id)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        except Conflict as conflict:
            theirs, status = str(conflict.current.text), 409
            form = form.over(conflict.current.version)
    on = (note.kind, note.object_id, label)
    return _render(request, alliance, on, NoteForm(), Editing(note, form, theirs), status=status)


@require_POST
@on_alliance("notes.write")
def note_remove(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    note, _label = _own(request, alliance, pk)
    kind, object_id = note.kind, note.object_id
    services.remove_note(by=request.actor, note=note)
    return redirect("notes:list", alliance.slug, kind, object_id)


def _label(request: Request, alliance: Alliance, kind: str, object_id: int) -> str:
    label = subjects.label_of(request.actor, alliance, kind, object_id)
    if label is None:
        raise Http404
    return label


def _own(request: Request, alliance: Alliance, pk: int) -> tuple[Note, str]:
    note = note_visible_to(request.actor, alliance, pk)
    if note is None:
        raise Http404
    demand(request.actor, "notes.change", note)
    return note, _label(request, alliance, note.kind, note.object_id)


def _render(
    request: Request,
    alliance: Alliance,
    on: tuple[str, int, str],
    form: NoteForm,
    editing: Editing | None = None,
    *,
    before: int | None = None,
    status: int = 200,
) -> HttpResponse:
    kind, object_id, label = on
    start = editing.note.pk + 1 if editing else before
    found = notes_on(request.actor, alliance, kind, object_id, start)
    own_room = request.actor.seats[alliance.pk].own_room_id
    context = {
        "alliance": alliance, "kind": kind, "object_id": object_id, "label": label,
        "form": form, "editing": editing, "found": found, "starts_at": start,
        "own_room": own_room, "address": subjects.url_of(alliance, kind, object_id),
        "may_write": allowed(request.actor, "notes.write", alliance),
        "may_share": {
            note.pk for note in found.notes
            if note.room_id == own_room and may_share_record(request.actor, note)
        },
    }  # fmt: skip
    faulty = form.is_bound or (editing is not None and bool(editing.form.errors))
    if faulty and status == 200:
        status = 422
    part = "#part" if request.htmx else ""
    return render(request, f"notes/list.html{part}", context, status=status)
