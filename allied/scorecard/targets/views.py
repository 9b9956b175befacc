"""Pages on which targets are offered and answered."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.actor import View
from allied.foundation.access.http import Request
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import allowed
from allied.foundation.access.refusal import Refused

from ..forms.binding import add_refusal
from ..forms.target import initial_of
from ..models import Measure, Offer
from ..queries.measures import measure_visible_to, target_in_force
from . import queries
from .asking import AnswerSheet
from .forms import OfferForm, filled_with, filled_with_draft
from .services import agree_to, decline, make_offer, put_forward, withdraw_offer
from .together import AnswersRefused, answer_all


@require_http_methods(["GET", "POST"])
@on_alliance("scorecard.see")
def targets(request: Request, alliance: Alliance) -> HttpResponse:
    may_answer = allowed(request.actor, "scorecard.agree_targets", alliance)
    posted = request.POST if request.method == "POST" and may_answer else None
    sheet, status = AnswerSheet(request.actor, alliance, posted), 200
    if posted is not None:
        status = 422
        if sheet.is_valid():
            try:
                count = answer_all(by=request.actor, answers=sheet.answers())
                return _saved(request, alliance, count)
            except AnswersRefused as refused:
                sheet.refuse(refused)
                status = 409 if refused.is_lost_race else 422
    elif request.method == "POST":
        status = 403
    context = {
        "alliance": alliance, "sheet": sheet, "may_answer": may_answer,
        "own": [
            (offer, queries.told(offer, offer.measure))
            for offer in queries.own_offers(request.actor, alliance)
        ],
        "may_offer": allowed(request.actor, "scorecard.propose_targets", alliance),
    }  # fmt: skip
    return render(request, "scorecard/targets.html", context, status=status)


def _saved(request: Request, alliance: Alliance, count: int) -> HttpResponse:
    if count:
        said = ngettext("One answer saved.", "%(count)d answers saved.", count)
        messages.success(request, said % {"count": count})
    else:
        messages.info(request, _("Nothing was answered."))
    return redirect("scorecard:targets", alliance.slug)


@require_GET
@on_alliance("scorecard.see")
def offers(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    return _thread(request, measure_visible_to(request.actor, alliance, pk))


@require_http_methods(["GET", "POST"])
@on_alliance("scorecard.propose_targets")
def offer_make(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    measure = measure_visible_to(request.actor, alliance, pk)
    draft, answers, initial = _what_for(request, alliance, measure)
    form = OfferForm(request.POST or None, measure=measure, initial=initial)
    lost, status = None, 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = make_offer(
                by=request.actor, measure=measure, answers=answers, draft=draft,
                version=form.cleaned_data["version"], as_draft="draft" in request.POST,
                **form.offered(),
            )  # fmt: skip
            messages.success(request, _told(made))
            return redirect("scorecard:offers", alliance.slug, pk)
        except Refused as refused:
            add_refusal(form, refused)
        except Conflict as conflict:
            lost, status = conflict.current, 409
    context = {
        "alliance": alliance, "measure": measure, "form": form, "draft": draft,
        "answers": answers, "lost": lost,
        "lost_values": queries.told(lost, measure) if lost else (),
        "may_draft": request.actor.view is View.OURS,
    }  # fmt: skip
    return render(request, "scorecard/offer_make.html", context, status=status)


def _what_for(request: Request, alliance: Alliance, measure: Measure) -> tuple[Any, Any, Any]:
    """The draft that is changed, what is answered, and what stands in the form at first."""
    actor = request.actor
    if number := request.GET.get("draft", ""):
        draft = queries.draft_of(actor, measure, number)
        return draft, None, filled_with_draft(draft)
    if key := request.GET.get("answers", ""):
        subject = queries.subject_of(actor, alliance, key)
        if subject.measure_id == measure.pk:
            return None, subject, filled_with(subject, measure)
    now = target_in_force(measure)
    return None, None, {**initial_of(now, measure), "valid_from": alliance.today()}


def _told(offer: Offer) -> str:
    if offer.state == Offer.State.DRAFT:
        return _("Draft kept. Only our side sees it.")
    return _("The offer is put forward: the partner can answer it now.")


@require_POST
@on_alliance("scorecard.agree_targets")
def offer_answer(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    measure = measure_visible_to(request.actor, alliance, pk)
    subject = queries.subject_of(request.actor, alliance, request.POST.get("key", ""))
    act = {"agree": agree_to, "decline": decline}.get(request.POST.get("verdict", ""), agree_to)
    typed = {"comment": request.POST.get("comment", ""), "key": request.POST.get("key", "")}
    try:
        act(by=request.actor, subject=subject, comment=typed["comment"])
        messages.success(request, _("Your answer is saved."))
        return redirect("scorecard:offers", alliance.slug, subject.measure_id)
    except Refused as refused:
        return _thread(request, measure, {"typed": typed, "fault": str(refused)}, 422)
    except Conflict:
        return _thread(request, measure, {"typed": typed, "is_lost": True}, 409)


@require_POST
@on_alliance("scorecard.propose_targets")
def offer_forward(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    offer = queries.offer_visible_to(request.actor, alliance, pk)
    version = request.POST.get("version", "")
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0
    try:
        messages.success(request, _told(put_forward(by=request.actor, offer=offer, version=number)))
    except Refused as refused:
        return _thread(request, offer.measure, {"fault": str(refused)}, 422)
    except Conflict:
        return _thread(request, offer.measure, {"is_lost": True}, 409)
    return redirect("scorecard:offers", alliance.slug, offer.measure_id)


@require_POST
@on_alliance("scorecard.propose_targets")
def offer_withdraw(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    offer = queries.offer_visible_to(request.actor, alliance, pk)
    try:
        withdraw_offer(by=request.actor, offer=offer)
        messages.success(request, _("Withdrawn. It stays on record."))
    except Refused as refused:
        return _thread(request, offer.measure, {"fault": str(refused)}, 422)
    except Conflict:
        return _thread(request, offer.measure, {"is_lost": True}, 409)
    return redirect("scorecard:offers", alliance.slug, offer.measure_id)


def _thread(
    request: Request, found: Measure, extra: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    measure = measure_visible_to(request.actor, found.alliance, found.pk)
    live = measure.removed_at is None and measure.room.is_joint
    context = {
        "alliance": measure.alliance, "measure": measure,
        "thread": queries.thread_of(request.actor, measure),
        "may_answer": live and allowed(request.actor, "scorecard.agree_targets", measure.alliance),
        "may_offer": live and allowed(request.actor, "scorecard.propose_targets", measure.alliance),
        "is_ours": not measure.room.is_joint, **(extra or {}),
    }  # fmt: skip
    return render(request, "scorecard/offers.html", context, status=status)
