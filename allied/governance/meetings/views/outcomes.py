"""Decisions and actions of the record: taken back where mistyped, and put back."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request

from ...models import Meeting
from ..queries.live import action_visible_to, decision_visible_to, meeting_to_hold
from ..services import outcomes
from ..services.recording import Held
from .live_answers import answer


@require_POST
@on_alliance("governance.take_minutes")
def decision(request: Request, alliance: Alliance, pk: int, row: int) -> HttpResponse:
    """`?put=back` undoes; anything else takes the decision back."""
    meeting = meeting_to_hold(request.actor, alliance, pk)
    found = decision_visible_to(request.actor, meeting, row)
    is_undo = request.GET.get("put") == "back"
    act = outcomes.put_back_decision if is_undo else outcomes.take_back_decision
    return _answer(
        request, meeting, is_undo, lambda: act(by=request.actor, meeting=meeting, decision=found)
    )


@require_POST
@on_alliance("governance.take_minutes")
def action(request: Request, alliance: Alliance, pk: int, row: int) -> HttpResponse:
    meeting = meeting_to_hold(request.actor, alliance, pk)
    found = action_visible_to(request.actor, meeting, row)
    is_undo = request.GET.get("put") == "back"
    act = outcomes.put_back_action if is_undo else outcomes.take_back_action
    return _answer(
        request, meeting, is_undo, lambda: act(by=request.actor, meeting=meeting, action=found)
    )


def _answer(
    request: Request, meeting: Meeting, is_undo: bool, act: Callable[[], Held]
) -> HttpResponse:
    if is_undo:
        return answer(request, meeting, act)
    undo = f"{request.path}?put=back"
    return answer(request, meeting, act, said=_("Taken back."), undo=undo)
