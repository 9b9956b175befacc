"""How the meeting page answers: JSON to its script, to a form the page again."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.alliances.queries import partners_of, people_on
from allied.foundation.access.actor import Actor, View
from allied.foundation.access.http import Request
from allied.foundation.access.keys import number_in
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import allowed
from allied.foundation.access.refusal import Refused
from allied.foundation.ui.answers import LOST, UNUSABLE
from allied.foundation.ui.forms import RowForm
from allied.foundation.ui.notices import offer_undo

from ...decisions.ways import Way
from ...models import Meeting, Topic
from ..live_forms import AddendumForm, EntryForm, GuestForm, RaiseForm, called, usual_day
from ..queries.live import Live, live_of, may_go_on, meeting_to_hold
from ..services.recording import RECORDING, Held, Locked

LOCKED = 423


def page(
    request: Request, alliance: Alliance, meeting: Meeting, *, status: int = 200, left: str = "",
    **forms: Any,
) -> HttpResponse:  # fmt: skip
    """The whole page; `forms` are those that come back with their faults; `left`: what was typed
    and came too late."""
    found = live_of(request.actor, meeting)
    context = live_context(request, alliance, found)
    context |= left_behind(context["may_write"], meeting, left)
    if context["writes"]:
        context["may_resume"] = may_go_on(request.actor, meeting)
        context |= composing(request.actor, found, **forms)
    return render(request, "governance/hold.html", context, status=status)


def live_context(request: Request, alliance: Alliance, found: Live) -> dict[str, Any]:
    actor, meeting = request.actor, found.meeting
    may = allowed(actor, "governance.take_minutes", alliance)
    return {
        "alliance": alliance, "meeting": meeting, "live": found, "may_write": may,
        "writes": may and meeting.state in RECORDING,
        "is_ours": meeting.room_id == actor.seats[alliance.pk].own_room_id,
        "is_presenting": actor.view is View.PRESENT,
    }  # fmt: skip


def left_behind(may_write: bool, meeting: Meeting, typed: str = "") -> dict[str, Any]:
    """What a page of locked minutes needs for the notice of what never was recorded."""
    if meeting.state != Meeting.State.SIGNED_OFF:
        return {}
    return {"left": typed, "left_form": AddendumForm(initial={"text": typed}, auto_id="left_%s"),
            "may_add": may_write}  # fmt: skip


def composing(
    actor: Actor, found: Live, *, entry: EntryForm | None = None, guest: GuestForm | None = None,
    topic: RaiseForm | None = None, ways: Sequence[Way] = (),
) -> dict[str, Any]:  # fmt: skip
    meeting = found.meeting
    people = people_in(actor, meeting.alliance, meeting)
    partners = partners_of(meeting.alliance)
    return {
        "entry_form": entry or entry_form(None, actor, meeting, [p.topic for p in found.points]),
        "guest_form": guest or GuestForm(partners=partners),
        "raise_form": topic or RaiseForm(people=people),
        "people": [called(colleague) for colleague in people],
        "ways": ways,
    }


def people_in(actor: Actor, alliance: Alliance, meeting: Meeting) -> list[Any]:
    """Who may promise something there: in our room, our side."""
    own = meeting.room.partner_id
    return [c for c in people_on(alliance, actor) if own in {None, c.partner_id}]


def entry_form(data: Any, actor: Actor, meeting: Meeting, topics: list[Topic]) -> EntryForm:
    at_hand = next((topic.pk for topic in topics if topic.running_since), None)
    due_on = usual_day(meeting.alliance.today())
    initial = {"kind": "note", "key": uuid4(), "due_on": due_on, "topic": at_hand}
    people = people_in(actor, meeting.alliance, meeting)
    return EntryForm(data, topics=topics, people=people, initial=initial)


def answer(
    request: Request, meeting: Meeting, act: Callable[[], Held | Any], *, said: str = "",
    undo: str = "",
) -> HttpResponse:  # fmt: skip
    """Do it; then say so to the script, or go back to the page. `undo`: address that takes it
    back."""
    try:
        done = act()
    except Refused as refused:
        return told(request, meeting, str(refused), UNUSABLE)
    except Conflict:
        lost = _("Somebody else changed this in the meantime. Look at it again, then repeat.")
        return told(request, meeting, lost, LOST)
    warning = taken_back_in_words(done.taken_back) if isinstance(done, Held) else ""
    if is_script(request):
        return JsonResponse({"ok": True, "said": said, "undo": undo, "warning": warning})
    if undo:
        offer_undo(request, said, undo)
    if warning:
        messages.warning(request, warning)
    return back(meeting)


def told(request: Request, meeting: Meeting, said: str, status: int, **more: Any) -> HttpResponse:
    if is_script(request):
        return JsonResponse({"error": said, **more}, status=status)
    messages.error(request, said)
    return back(meeting)


def back(meeting: Meeting) -> HttpResponse:
    return redirect("governance:meeting_hold", meeting.alliance.slug, meeting.pk)


def is_of_another(request: Request) -> bool:
    """`who`: the person whose device kept it; nobody else's session may send it in their own
    name."""
    return request.POST.get("who", "") not in {"", str(request.actor.person_id)}


def written(request: Request, meeting: Meeting, held: Held) -> HttpResponse:
    """Acknowledged (2xx) means stored."""
    warning = taken_back_in_words(held.taken_back)
    if is_script(request):
        return JsonResponse({"ok": True, "warning": warning})
    if warning:
        messages.warning(request, warning)
    return back(meeting)


def faults_of(form: RowForm) -> dict[str, Any]:
    faults = {name: [str(each) for each in said] for name, said in form.errors.items()}
    return {"error": " ".join(each for said in faults.values() for each in said), "faults": faults}


def too_late(
    request: Request, alliance: Alliance, meeting: Meeting, locked: Locked, typed: str
) -> HttpResponse:
    """The minutes are locked: what was typed is shown, to be copied or added as an addendum."""
    if is_script(request):
        return JsonResponse({"error": str(locked)}, status=LOCKED)
    now = meeting_to_hold(request.actor, alliance, meeting.pk)
    return page(request, alliance, now, status=LOCKED, left=typed)


def taken_back_in_words(partners: list[str]) -> str:
    if not partners:
        return ""
    return _("The minutes changed, so that %(who)s must sign them off again.") % {
        "who": ", ".join(partners)
    }


def is_script(request: Request) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def number(given: str | None) -> int:
    """The number of a record in a form; 0, which is nobody's, where it is none."""
    return number_in(given) or 0
