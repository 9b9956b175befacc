"""How the buttons of an agenda answer: the part for htmx, the page without scripts."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allied.foundation.access.http import Request
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import allowed
from allied.foundation.access.refusal import Refused
from allied.foundation.ui.notices import offer_undo
from allied.strategy.queries import members_of

from ...models import Meeting
from ..forms import PaperForm, TopicForm
from ..mail import Delivery
from ..queries.agenda import agenda_of, attendees_of
from ..queries.lists import later_of, meeting_visible_to
from ..suggesting import offered_for
from ..times import clocks_of

PAGE = "governance/meeting.html"


def page_of(request: Request, meeting: Meeting, **more: Any) -> dict[str, Any]:
    """All that the page of a meeting shows, and its part that a button brings up to date."""
    actor, alliance = request.actor, meeting.alliance
    may_prepare = allowed(actor, "governance.prepare_meetings", alliance) and meeting.is_prepared
    agenda = agenda_of(actor, meeting)
    day = meeting.starts_at.astimezone(meeting.zone).date()
    context = {
        "alliance": alliance, "meeting": meeting, "agenda": agenda,
        "may_prepare": may_prepare,
        "may_agree": allowed(actor, "governance.agree_agenda", alliance) and meeting.is_prepared,
        "is_ours": not meeting.room.is_joint,
        "clocks": clocks_of(
            attendees_of(actor, meeting.body, day), meeting.starts_at, meeting.minutes,
            meeting.zone.key,
        ),
    }  # fmt: skip
    if may_prepare:
        context |= _writing(request, meeting)
    return context | more


def _writing(request: Request, meeting: Meeting) -> dict[str, Any]:
    """What only somebody who prepares it needs."""
    topics = list(meeting.topics.filter(removed_at=None))
    people = people_for(request, meeting)
    return {
        "offered": offered_for(request.actor, meeting),
        "topic_form": TopicForm(people=people, auto_id="add_%s"),
        "paper_form": PaperForm(topics=topics, auto_id="paper_%s"),
        "later": later_of(request.actor, meeting),
    }


def people_for(request: Request, meeting: Meeting) -> list[Any]:
    """Who may own a topic: everybody of the alliance; in our room our side."""
    people = members_of(meeting.alliance, request.actor)
    partner = meeting.room.partner
    if partner is None:
        return people
    return [one for one in people if one.company_id == partner.company_id]


def answer(
    request: Request,
    meeting: Meeting,
    act: Callable[[], Any],
    *,
    said: str = "",
    undo: str = "",
) -> HttpResponse:
    """Do it, and show the agenda as it stands; a refusal is said above it."""
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
    except Conflict:
        lost = _("Somebody else changed this in the meantime. Look at it again, then repeat.")
        messages.error(request, lost)
    else:
        if undo:
            offer_undo(request, said, undo)
        elif said:
            messages.success(request, said)
        say_taken_back(request, meeting.taken_back)
    return show(request, meeting)


def show(request: Request, meeting: Meeting) -> HttpResponse:
    if not request.htmx:
        return redirect("governance:meeting", meeting.alliance.slug, meeting.pk)
    fresh = meeting_visible_to(request.actor, meeting.alliance, meeting.pk)
    return render(request, f"{PAGE}#agenda", page_of(request, fresh))


def say_taken_back(request: Request, companies: Sequence[str]) -> None:
    if companies:
        said = ngettext(
            "The agenda changed, so that %(companies)s has to agree to it again.",
            "The agenda changed, so that %(companies)s have to agree to it again.",
            len(companies),
        )
        messages.warning(request, said % {"companies": _(" and ").join(companies)})


def say_sent(request: Request, delivery: Delivery) -> None:
    """How the mailing went, once the transaction is over."""
    if delivery.to:
        sent = delivery.to - delivery.failed
        said = ngettext(
            "%(n)d member has it by mail, with a calendar file.",
            "%(n)d members have it by mail, with a calendar file.",
            sent,
        )
        messages.success(request, said % {"n": sent})
    if delivery.failed:
        said = ngettext(
            "%(n)d mail could not be sent; the server's log says why.",
            "%(n)d mails could not be sent; the server's log says why.",
            delivery.failed,
        )
        messages.error(request, said % {"n": delivery.failed})


__all__ = ["PAGE", "answer", "page_of", "people_for", "say_sent", "say_taken_back", "show"]
