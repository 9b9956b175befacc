"""The list of meetings, and planning: one meeting, or the next ones from the cadence."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from allied.agreement.queries import partners_asked
from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import allowed
from allied.foundation.access.refusal import Refused
from allied.foundation.access.zones import zone_of
from allied.foundation.ui.answers import answer_form, sent

from ...models import Body, CadenceUnit
from .. import services
from ..cadence import next_days
from ..forms import MeetingForm, SeriesForm
from ..queries.agenda import attendees_of
from ..queries.lists import (
    bodies_visible_to,
    body_among,
    meeting_visible_to,
    meetings_of,
    now_of,
    planned_days,
)
from ..services.planning import usable_day
from ..times import best_times, clocks_of, moment_of
from .answering import say_sent

SERIES = 6


@require_GET
@on_alliance("governance.see")
def meetings(request: Request, alliance: Alliance) -> HttpResponse:
    bodies = bodies_visible_to(request.actor, alliance)
    body = body_among(bodies, request.GET.get("body", ""))
    found = meetings_of(
        request.actor, alliance, body, request.GET.get("page", ""), request.GET.get("past", "")
    )
    context = {
        "alliance": alliance, "bodies": bodies, "body": body, "found": found,
        "sides": len(partners_asked(alliance)), "now": now_of(alliance),
        "joint_room": request.actor.seats[alliance.pk].joint_room_id,
        "may_prepare": allowed(request.actor, "governance.prepare_meetings", alliance),
    }  # fmt: skip
    return render(request, "governance/meetings.html", context)


@require_http_methods(["GET", "POST"])
@on_alliance("governance.prepare_meetings")
def meeting_plan(request: Request, alliance: Alliance) -> HttpResponse:
    """A new meeting. With `look` or `take` it only shows what the time is for each member."""
    bodies = bodies_visible_to(request.actor, alliance)
    body = body_among(bodies, request.GET.get("body", "")) or (bodies[0] if bodies else None)
    if body is None:
        return render(request, "governance/meeting_plan.html", {"alliance": alliance})
    days = _free_days(request, body)[1]
    form = MeetingForm(
        posted(request), bodies=bodies, initial=MeetingForm.usual(body, days[0] if days else None)
    )
    context = {"body": body, "cadence": body.cadence_unit != CadenceUnit.NONE}
    if looks(request):
        return _looked(request, form, body, context)

    def act() -> str:
        made = services.plan_meeting(by=request.actor, **form.values())
        return reverse("governance:meeting", args=[alliance.slug, made.pk])

    context |= clocks_for(request, form, body)
    return answer_form(request, "governance/meeting_plan.html", form, act, context)


@require_http_methods(["GET", "POST"])
@on_alliance("governance.prepare_meetings")
def meeting_series(request: Request, alliance: Alliance) -> HttpResponse:
    """The next days of the cadence, to be planned at once."""
    body = body_among(bodies_visible_to(request.actor, alliance), request.GET.get("body", ""))
    if body is None:
        raise Http404
    there, free = _free_days(request, body)
    first = {**MeetingForm.usual(body, None), "days": [day.isoformat() for day in free]}
    form = SeriesForm(sent(request), days=free, initial=first)

    def act() -> str:
        made = services.plan_series(by=request.actor, body=body, **form.values())
        said = ngettext("%(n)d meeting is planned.", "%(n)d meetings are planned.", len(made))
        messages.success(request, said % {"n": len(made)})
        return f"{reverse('governance:meetings', args=[alliance.slug])}?body={body.pk}"

    context = {"body": body, "planned": there, "days": free}
    return answer_form(request, "governance/meeting_series.html", form, act, context)


def _free_days(request: Request, body: Body) -> tuple[list[date], list[date]]:
    """Of the coming days of the cadence: on which it meets already, and the next ones free."""
    offered = next_days(body, body.alliance.today(), 2 * SERIES)
    there = planned_days(request.actor, body, offered)
    return sorted(there), [day for day in offered if day not in there][:SERIES]


@require_http_methods(["GET", "POST"])
@on_alliance("governance.prepare_meetings")
def meeting_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """Another time, length, place or name."""
    meeting = meeting_visible_to(request.actor, alliance, pk)
    form = MeetingForm(posted(request), meeting=meeting)
    context = {"meeting": meeting, "body": meeting.body}
    if looks(request):
        return _looked(request, form, meeting.body, context)

    def act() -> str:
        told = services.change_meeting(
            by=request.actor, meeting=meeting, version=form.cleaned_data["version"] or 0,
            site=request.build_absolute_uri("/"), **form.values(),
        )  # fmt: skip
        say_sent(request, told)
        return reverse("governance:meeting", args=[alliance.slug, pk])

    context |= clocks_for(request, form, meeting.body)
    return answer_form(
        request, "governance/meeting_plan.html", form, act, context,
        fresh=lambda now: MeetingForm(meeting=now),
    )  # fmt: skip


def looks(request: Request) -> bool:
    return request.method == "POST" and ("look" in request.POST or "take" in request.POST)


def posted(request: Request) -> Any:
    """What was sent; a time that was chosen from the best ones stands in its field."""
    data = sent(request)
    if data is not None and "take" in data:
        data = data.copy()
        data["at"] = str(data["take"])
    return data


def _looked(
    request: Request, form: MeetingForm, body: Body, context: dict[str, Any]
) -> HttpResponse:
    """Nothing is saved: the clocks for what stands in the form."""
    form.is_valid()
    chosen = form.cleaned_data.get("body") or body
    context |= {"form": form, "alliance": request.alliance, "body": chosen}
    context |= clocks_for(request, form, chosen)
    template = "governance/meeting_plan.html"
    return render(request, f"{template}#clocks" if request.htmx else template, context)


def clocks_for(request: Request, form: MeetingForm, body: Body) -> dict[str, Any]:
    """The time of each member for what the form holds, and the best times of that day."""
    day, at, minutes, zone = (_value(form, name) for name in ("day", "at", "minutes", "time_zone"))
    if not (isinstance(day, date) and isinstance(minutes, int) and zone):
        return {}
    context: dict[str, Any] = {}
    zone = zone_of(zone).key
    try:
        context["attendees"] = attendees = attendees_of(request.actor, body, usable_day(day))
        if attendees:
            context["best"] = best_times(attendees, day, minutes, zone)
        if attendees and at is not None:
            context["clocks"] = clocks_of(attendees, moment_of(day, at, zone), minutes, zone)
    except Refused as refused:
        context["refused"] = str(refused)
    return context


def _value(form: MeetingForm, name: str) -> Any:
    """A field as it stands: typed and usable, or as it is filled in first."""
    if form.is_bound:
        return form.cleaned_data.get(name) if form.is_valid() or form.cleaned_data else None
    first = form.initial.get(name)
    try:
        return form.fields[name].to_python(first) if first not in (None, "") else None
    except (ValueError, TypeError):
        return None
