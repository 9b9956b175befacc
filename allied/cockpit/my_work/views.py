"""The first page after signing in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from allied.agreement.queries import agreements_asked
from allied.foundation.access.http import Request
from allied.foundation.access.keys import number_in
from allied.foundation.access.permissions import allowed, requires
from allied.foundation.access.together import answers
from allied.governance.actions.queries import my_actions_asked
from allied.governance.decisions.queries import decisions_asked, look_backs_asked
from allied.governance.escalations.queries import escalations_asked, ladders_to_agree
from allied.governance.meetings.queries.lists import meetings_asked
from allied.governance.proposals.queries import proposals_asked
from allied.people.services import mark_seen
from allied.scorecard.queries import measures_due

from .awaiting import alliances_with_waiting, awaiting
from .changes import changes_for
from .lines import due_lines, parted_lines, wanting_lines
from .parting import parted_of
from .standing import standings_of


@require_GET
@requires("access.signed_in")
def my_work(request: Request) -> HttpResponse:
    actor = request.actor
    alliances = alliances_with_waiting(actor)
    request.alliances = tuple(alliances)  # what stands round the page asks no second time
    standings = standings_of(actor, alliances) if alliances else []
    due = measures_due(actor, alliances=alliances) if alliances else []
    wanting = [row for standing in standings for row in standing.of(actor.person_id)]
    parted = parted_of(actor, standings) if standings else []
    questions = {
        "asked": agreements_asked(actor, alliances),
        "ahead": meetings_asked(actor, alliances),
        "actions": my_actions_asked(),
        "escalated": escalations_asked(actor),
        "to_decide": decisions_asked(alliances),
        "to_look_back": look_backs_asked(alliances),
        "suggested": proposals_asked(actor, alliances),
    }
    context = {
        **answers(actor, questions),
        "today": timezone.localdate(),
        "joint_rooms": {seat.joint_room_id for seat in actor.seats.values()},
        "ladders": ladders_to_agree(actor, alliances),
        "due": due,
        "due_lines": due_lines(due),
        "standings": standings,
        "awaiting": awaiting(alliances),
        "wanting": wanting,
        "wanting_lines": wanting_lines(wanting),
        "parted": parted,
        "parted_lines": parted_lines(parted),
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
