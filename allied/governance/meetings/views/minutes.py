"""The minutes: read, printed, signed off by every partner, corrected beside once locked."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.actor import View
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import allowed
from allied.foundation.access.refusal import Refused
from allied.foundation.ui.files import attachment
from allied.foundation.ui.forms import RowForm
from allied.reporting.packs import pdf
from allied.reporting.packs.content import Minutes

from ...models import Meeting
from ..live_forms import AddendumForm, CorrectionForm
from ..minutes_sheet import sheet_of
from ..queries.live import meeting_to_hold
from ..queries.minutes import minutes_of
from ..services import signing
from ..services.recording import RECORDING
from .live_answers import UNUSABLE, faults_of, is_script, left_behind


@require_GET
@on_alliance("governance.see")
def minutes(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    return _page(request, alliance, meeting_to_hold(request.actor, alliance, pk))


@require_GET
@on_alliance("governance.see")
def minutes_pdf(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """The same form on A4; of the joint room alone."""
    made = _sheet(request, alliance, pk)
    return attachment(pdf.minutes_pdf(made), "pdf", _named(alliance, made))


@require_GET
@on_alliance("governance.see")
def minutes_pptx(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    from allied.reporting.packs import pptx  # noqa: PLC0415  loads lxml, for the first deck

    made = _sheet(request, alliance, pk)
    return attachment(pptx.minutes_pptx(made), "pptx", _named(alliance, made))


def _sheet(request: Request, alliance: Alliance, pk: int) -> Minutes:
    """Found in the joint room whatever the view, or 404: minutes of our room leave no file."""
    joint = request.actor.looking_at(View.JOINT)
    return sheet_of(joint, meeting_to_hold(joint, alliance, pk))


def _named(alliance: Alliance, made: Minutes) -> str:
    return f"{alliance.slug}-minutes-{made.cover.at:%Y-%m-%d}"


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
        if is_script(request):
            return JsonResponse({"ok": True})
        return redirect("governance:minutes", alliance.slug, meeting.pk)
    if is_script(request):
        return JsonResponse(faults_of(form), status=UNUSABLE)
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
        "has_files": meeting.room.is_joint,
        "is_ours": meeting.room_id == actor.seats[alliance.pk].own_room_id,
        "signs": ended and bool(asked) and allowed(actor, "governance.sign_off", alliance),
        "corrects": takes and meeting.state in RECORDING,
        "adds": takes and meeting.state == Meeting.State.SIGNED_OFF,
        "correction_form": CorrectionForm(), "addendum_form": AddendumForm(),
        "is_presenting": actor.view is View.PRESENT, **left_behind(takes, meeting), **forms,
    }  # fmt: skip
    return render(request, "governance/minutes.html", context, status=status)
