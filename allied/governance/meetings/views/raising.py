"""A topic is raised while the meeting is held."""

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.alliances.queries import partner_and_person
from allied.foundation.access.http import Request
from allied.foundation.access.refusal import Refused

from ...models import Meeting
from ..live_forms import RaiseForm
from ..queries.live import meeting_to_hold, raised_visible_to
from ..services.raising import put_back_topic, raise_topic, take_back_topic
from ..services.recording import Held, Locked
from .live_answers import (
    UNUSABLE,
    answer,
    faults_of,
    is_of_another,
    is_script,
    page,
    people_in,
    too_late,
    written,
)


@require_POST
@on_alliance("governance.take_minutes")
def raised(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    meeting = meeting_to_hold(request.actor, alliance, pk)
    if is_of_another(request):
        return JsonResponse({"error": _("Somebody else is signed in here now.")}, status=401)
    form = RaiseForm(request.POST, people=people_in(request.actor, alliance, meeting))
    if form.is_valid():
        try:
            return written(request, meeting, _raise(request, meeting, form))
        except Locked as locked:
            return too_late(request, alliance, meeting, locked, form.cleaned_data["title"])
        except Refused as refused:
            form.refuse(refused)
    if is_script(request):
        return JsonResponse(faults_of(form), status=UNUSABLE)
    return page(request, alliance, meeting, status=UNUSABLE, topic=form)


@require_POST
@on_alliance("governance.take_minutes")
def take_back(request: Request, alliance: Alliance, pk: int, topic: int) -> HttpResponse:
    """`?put=back` undoes; anything else takes the topic back."""
    meeting = meeting_to_hold(request.actor, alliance, pk)
    row = raised_visible_to(request.actor, meeting, topic)
    if request.GET.get("put") == "back":
        return answer(
            request, meeting, lambda: put_back_topic(by=request.actor, meeting=meeting, topic=row)
        )
    return answer(
        request, meeting, lambda: take_back_topic(by=request.actor, meeting=meeting, topic=row),
        said=_("Taken back."), undo=f"{request.path}?put=back",
    )  # fmt: skip


def _raise(request: Request, meeting: Meeting, form: RaiseForm) -> Held:
    given = form.cleaned_data
    known = partner_and_person(request.actor, meeting.alliance, given["person_id"] or 0)
    return raise_topic(
        by=request.actor, meeting=meeting, owner=known[1] if known else None,
        **{name: given[name] for name in ("title", "wanted", "minutes", "key")},
    )[1]  # fmt: skip
