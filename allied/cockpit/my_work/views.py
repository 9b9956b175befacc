"""The first page after signing in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from allied.agreement.queries import agreements_to_give
from allied.foundation.access.http import Request
from allied.foundation.access.keys import number_in
from allied.foundation.access.permissions import allowed, requires
from allied.governance.actions.queries import my_actions
from allied.governance.decisions.queries import decisions_to_look_back_on, decisions_waiting
from allied.governance.escalations.queries import my_escalations
from allied.governance.meetings.queries.lists import meetings_ahead
from allied.governance.proposals.queries import proposals_waiting
from allied.people.services import mark_seen
from allied.scorecard.queries import measures_due

from .awaiting import alliances_with_waiting, awaiting
from .changes import changes_for
from .parting import parted_of
from .standing import standings_of


@require_GET
@requires("access.signed_in")
def my_work(request: Request) -> HttpResponse:
    actor = request.actor
    alliances = alliances_with_waiting(actor)
    request.alliances = tuple(alliances)  # what stands round the page asks no second time
    standings = standings_of(actor, alliances) if alliances else []
    context = {
        "today": timezone.localdate(),
        "joint_rooms": {seat.joint_room_id for seat in actor.seats.values()},
        "asked": agreements_to_give(actor, alliances),
        "due": measures_due(actor, alliances=alliances) if alliances else [],
        "ahead": meetings_ahead(actor, alliances),
        "standings": standings,
        "actions": my_actions(actor) if alliances else [],
        "escalated": my_escalations(actor) if alliances else [],
        "awaiting": awaiting(alliances),
        "to_decide": decisions_waiting(actor, alliances) if alliances else [],
        "to_look_back": decisions_to_look_back_on(actor, alliances) if alliances else [],
        "suggested": proposals_waiting(actor, alliances) if alliances else [],
        "wanting": [row for standing in standings for row in standing.of(actor.person_id)],
        "parted": parted_of(actor, standings) if standings else [],
        "changes": changes_for(actor, alliances),
        "may_mark": allowed(actor, "people.edit_self"),
        "may_start": allowed(actor, "alliances.start"),
    }
    return render(request, "cockpit/my_work.html", context)


@require_POST
@requires("people.edit_self")
def my_work_seen(request: Request) -> HttpResponse:
    """The person has seen the changes up to one entry of the trail."""
    if upto := number_in(request.POST.get("upto")):
        mark_seen(by=request.actor, entry_id=upto)
    return redirect("cockpit:my_work")
