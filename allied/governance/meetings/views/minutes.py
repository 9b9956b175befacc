"""The minutes: read, printed, signed off by every partner, corrected beside once locked."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import allowed
from allied.foundation.access.refusal import Refused
from allied.foundation.ui.forms import RowForm

from ...models import Meeting
from ..live_forms import AddendumForm, CorrectionForm
from ..queries.live import meeting_to_hold
from ..queries.minutes import minutes_of
from ..services import signing
from ..services.recording import RECORDING

UNUSABLE = 422


@require_GET
@on_alliance("governance.see")
def minutes(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    return _page(request, alliance, meeting_to_hold(request.actor, alliance, pk))


@require_POST
@on_alliance("governance.sign_off")
def sign(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """`digest`: of the minutes as they were read."""
    meeting = meeting_to_hold(request.actor, alliance, pk)
    try:
        row = signing.sign_off(
            by=request.actor, meeting=meeting, digest=request.POST.get("digest", "")
        )
        is_locked = row.state == Meeting.State.SIGNED_OFF
        said = _("Signed off by every partner, and locked.") if is_locked else _("Signed off.")
        messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("governance:minutes", alliance.slug, meeting.pk)


@require_POST
@on_alliance("governance.sign_off")
def correction(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    meeting = meeting_to_hold(request.actor, alliance, pk)
    form = CorrectionForm(request.POST)
    if _done(form, lambda text: signing.ask_correction(
        by=request.actor, meeting=meeting, comment=text
    ), "comment"):  # fmt: skip
        messages.success(request, _("The others see what you ask for."))
        return redirect("governance:minutes", alliance.slug, meeting.pk)
    return _page(request, alliance, meeting, status=UNUSABLE, correction_form=form)


@require_POST
@on_alliance("governance.take_minutes")
def addendum(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    meeting = meeting_to_hold(request.actor, alliance, pk)
    form = AddendumForm(request.POST)
    if _done(form, lambda text: signing.add_addendum(
        by=request.actor, meeting=meeting, text=text
    ), "text"):  # fmt: skip
        messages.success(request, _("Added below the minutes."))
        return redirect("governance:minutes", alliance.slug, meeting.pk)
    return _page(request, alliance, meeting, status=UNUSABLE, addendum_form=form)


def _done(form: RowForm, act: Callable[[str], Any], field: str) -> bool:
    """Whether the text of the form was taken; else the form says why not."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data[field])
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def _page(
    request: Request, alliance: Alliance, meeting: Meeting, status: int = 200, **forms: Any
) -> HttpResponse:
    actor, found = request.actor, minutes_of(request.actor, meeting)
    ended = meeting.state == Meeting.State.ENDED
    own = actor.seats[alliance.pk].partner_id
    asked = [word for word in found.words if word.partner.pk == own]
    takes = allowed(actor, "governance.take_minutes", alliance)
    context = {
        "alliance": alliance, "meeting": meeting, "minutes": found,
        "own": asked[0] if asked else None,
        "is_ours": meeting.room_id == actor.seats[alliance.pk].own_room_id,
        "signs": ended and bool(asked) and allowed(actor, "governance.sign_off", alliance),
        "corrects": takes and meeting.state in RECORDING,
        "adds": takes and meeting.state == Meeting.State.SIGNED_OFF,
        "correction_form": CorrectionForm(), "addendum_form": AddendumForm(), **forms,
    }  # fmt: skip
    return render(request, "governance/minutes.html", context, status=status)
