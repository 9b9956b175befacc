"""The page of a meeting while it is held: agenda, clock, attendance, and what is recorded."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.alliances.queries import partners_of
from allied.foundation.access.http import Request
from allied.foundation.access.refusal import Refused

from ..live_forms import GuestForm
from ..queries.live import (
    guest_visible_to,
    live_of,
    meeting_to_hold,
    members_visible_to,
    topic_visible_to,
)
from ..services import attending, holding
from ..services.recording import Held
from .live_answers import UNUSABLE, answer, is_script, live_context, number, page, told


@require_GET
@on_alliance("governance.see")
def hold(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    return page(request, alliance, meeting_to_hold(request.actor, alliance, pk))


@require_GET
@on_alliance("governance.see")
def live(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """What others change; 204 where the screen shows the latest already (`?seen=tick`)."""
    meeting = meeting_to_hold(request.actor, alliance, pk)
    if request.GET.get("seen") == str(meeting.tick):
        return HttpResponse(status=204)
    found = live_of(request.actor, meeting)
    return render(request, "governance/parts/live.html", live_context(request, alliance, found))


@require_POST
@on_alliance("governance.take_minutes")
def begin(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    meeting = meeting_to_hold(request.actor, alliance, pk)
    return answer(
        request, meeting, lambda: holding.begin_meeting(by=request.actor, meeting=meeting)
    )


@require_POST
@on_alliance("governance.take_minutes")
def end(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """Then the minutes are there: to them."""
    meeting = meeting_to_hold(request.actor, alliance, pk)
    try:
        holding.end_meeting(by=request.actor, meeting=meeting)
    except Refused as refused:
        return told(request, meeting, str(refused), UNUSABLE)
    messages.success(request, _("The meeting has ended. Here are its minutes."))
    return redirect("governance:minutes", alliance.slug, meeting.pk)


@require_POST
@on_alliance("governance.take_minutes")
def resume(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    meeting = meeting_to_hold(request.actor, alliance, pk)
    return answer(
        request, meeting, lambda: holding.resume_meeting(by=request.actor, meeting=meeting)
    )


@require_POST
@on_alliance("governance.take_minutes")
def topic(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """`to`: the topic to be at hand, none for a break; `leave`: how the one before is left. With
    `state` the topic `of` is set done, open or carried over, whatever is at hand."""
    meeting = meeting_to_hold(request.actor, alliance, pk)
    given = request.POST
    if "state" in given:
        row = topic_visible_to(request.actor, meeting, number(given.get("of")))
        return answer(
            request, meeting,
            lambda: holding.set_topic_state(by=request.actor, topic=row, state=given["state"]),
        )  # fmt: skip
    to = number(given.get("to"))
    wanted = topic_visible_to(request.actor, meeting, to) if to else None
    leave = given.get("leave", "")
    return answer(
        request, meeting,
        lambda: holding.go_to_topic(by=request.actor, meeting=meeting, topic=wanted, leave=leave),
    )  # fmt: skip


@require_POST
@on_alliance("governance.take_minutes")
def attend(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """`mark`: number of the seat and presence, such as `12-present`; or `rest-present`, which is
    all who are not marked yet and no alternates."""
    meeting = meeting_to_hold(request.actor, alliance, pk)
    who, _dash, presence = request.POST.get("mark", "").partition("-")
    if who == "rest":
        seats = live_of(request.actor, meeting).present.seats
        full = [seat for seat in seats if seat.member.alternate_for_id is None]
        members = [seat.member for seat in full if not (seat.presence or seat.is_vacant)]
    else:
        members = members_visible_to(request.actor, meeting, [number(who)])
    if not members and who != "rest":
        return told(request, meeting, _("Choose a member of this body."), UNUSABLE)

    def act() -> Held:
        return attending.mark_attendance(
            by=request.actor, meeting=meeting, members=members, presence=presence
        )

    return answer(request, meeting, act)


@require_POST
@on_alliance("governance.take_minutes")
def guest_add(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    meeting = meeting_to_hold(request.actor, alliance, pk)
    form = GuestForm(request.POST, partners=partners_of(alliance))
    if form.is_valid():
        try:
            attending.add_guest(by=request.actor, meeting=meeting, **form.cleaned_data)
            return answer(request, meeting, lambda: None)
        except Refused as refused:
            form.refuse(refused)
    if is_script(request):
        faults = [str(each) for said in form.errors.values() for each in said]
        return told(request, meeting, " ".join(faults), UNUSABLE)
    return page(request, alliance, meeting, status=UNUSABLE, guest=form)


@require_POST
@on_alliance("governance.take_minutes")
def guest_remove(request: Request, alliance: Alliance, pk: int, guest: int) -> HttpResponse:
    meeting = meeting_to_hold(request.actor, alliance, pk)
    row = guest_visible_to(request.actor, meeting, guest)
    return answer(request, meeting, lambda: attending.remove_guest(by=request.actor, guest=row))
