"""The page of one initiative, and what hangs on it: milestones, spend, bonds, effects."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import allowed, demand
from allied.foundation.access.refusal import Refused

from ..formats import input_text
from ..forms.binding import add_refusal
from ..models import Dependency, ExpectedEffect, Initiative, Kind
from .chart import MARK_WORDS
from .forms import DependencyForm, EffectForm, MilestoneForm, SpendForm, stored_step
from .page import InitiativePage, initiative_page
from .queries import (
    dependency_visible_to,
    effect_visible_to,
    initiative_visible_to,
    milestone_visible_to,
    spend_visible_to,
)
from .services import (
    add_dependency,
    add_milestone,
    correct_spend,
    edit_milestone,
    enter_spend,
    remove_dependency,
    remove_effect,
    remove_milestone,
    set_effect,
)

LOOK_AGAIN = gettext_lazy("Somebody else changed it in the meantime: look again first.")


@require_GET
@on_alliance("scorecard.see")
def initiative(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    return _page(request, initiative_visible_to(request.actor, alliance, pk))


@require_POST
@on_alliance("scorecard.see")
def milestone_add(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    found = _writable(request, alliance, pk)
    form = MilestoneForm(request.POST, prefix="step", initiative=found, actor=request.actor)

    def act() -> None:
        add_milestone(by=request.actor, initiative=found, **form.milestone_fields())

    return _posted(request, found, form, "step_form", act)


@require_POST
@on_alliance("scorecard.see")
def spend_enter(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    found = _writable(request, alliance, pk)
    form = SpendForm(request.POST, prefix="spend", currency=found.currency)

    def act() -> None:
        enter_spend(by=request.actor, initiative=found, **form.cleaned_data)

    return _posted(request, found, form, "spend_form", act)


@require_POST
@on_alliance("scorecard.see")
def dependency_add(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    found = _writable(request, alliance, pk)
    page = initiative_page(request.actor, found)
    form = DependencyForm(request.POST, prefix="wait", choices=_choices(page))

    def act() -> None:
        other = initiative_visible_to(
            request.actor, alliance, int(form.cleaned_data["prerequisite"])
        )
        add_dependency(by=request.actor, initiative=found, prerequisite=other)

    return _posted(request, found, form, "wait_form", act)


@require_POST
@on_alliance("scorecard.see")
def effect_set(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    found = _writable(request, alliance, pk)
    page = initiative_page(request.actor, found)
    form = EffectForm(request.POST, prefix="effect", choices=_measures(page))

    def act() -> None:
        values = form.cleaned_data
        set_effect(
            by=request.actor, initiative=found, measure_id=int(values["measure"]),
            change=values["change"], by_on=values["by_on"], seen=form.seen_version,
        )  # fmt: skip

    try:
        return _posted(request, found, form, "effect_form", act)
    except Conflict as conflict:
        page = initiative_page(request.actor, found)
        extra = {"effect_form": form, "effect_over": form.over(conflict.current, _seen(page))}
        return _page(request, found, extra, 409)


@require_POST
@on_alliance("scorecard.see")
def milestone_done(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """Done today, as the record reads today."""
    found = milestone_visible_to(request.actor, alliance, pk)
    try:
        edit_milestone(
            by=request.actor, milestone=found, version=_version(request),
            done_on=alliance.today(),
        )  # fmt: skip
        messages.success(request, _("“%(name)s” is done.") % {"name": found.name})
    except Conflict:
        messages.error(request, LOOK_AGAIN)
    return redirect("scorecard:initiative", alliance.slug, found.initiative_id)


@require_http_methods(["GET", "POST"])
@on_alliance("scorecard.see")
def milestone_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    found = milestone_visible_to(request.actor, alliance, pk)
    demand(request.actor, "scorecard.edit_initiatives", alliance, found.initiative)
    form = MilestoneForm(
        request.POST or None, initiative=found.initiative, actor=request.actor,
        initial={**stored_step(found), "version": found.version},
    )  # fmt: skip
    differences, status = None, 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            edit_milestone(
                by=request.actor, milestone=found, version=form.cleaned_data["version"] or 0,
                **form.milestone_fields(),
            )  # fmt: skip
            return redirect("scorecard:initiative", alliance.slug, found.initiative_id)
        except Refused as refused:
            add_refusal(form, refused)
        except Conflict as conflict:
            differences, status = form.over(conflict.current), 409
    context = {
        "alliance": alliance, "form": form, "milestone": found, "differences": differences,
    }  # fmt: skip
    return render(request, "scorecard/milestone_edit.html", context, status=status)


@require_POST
@on_alliance("scorecard.see")
def milestone_remove(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    found = milestone_visible_to(request.actor, alliance, pk)
    try:
        remove_milestone(by=request.actor, milestone=found, version=_version(request))
        messages.success(request, _("“%(name)s” is removed.") % {"name": found.name})
    except Conflict:
        messages.error(request, LOOK_AGAIN)
    return redirect("scorecard:initiative", alliance.slug, found.initiative_id)


@require_http_methods(["GET", "POST"])
@on_alliance("scorecard.see")
def spend_correct(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    found = spend_visible_to(request.actor, alliance, pk)
    demand(request.actor, "scorecard.edit_initiatives", alliance, found.initiative)
    amount = input_text(found.amount, Kind.MONEY)
    form = SpendForm(
        request.POST or None, currency=found.currency, reason_needed=True,
        initial={"spent_on": found.spent_on, "amount": amount},
    )  # fmt: skip
    status, theirs = 422 if form.is_bound else 200, None
    if request.method == "POST" and form.is_valid():
        try:
            correct_spend(by=request.actor, entry=found, **form.cleaned_data)
            return redirect("scorecard:initiative", alliance.slug, found.initiative_id)
        except Refused as refused:
            add_refusal(form, refused)
        except Conflict as conflict:
            status, theirs = 409, conflict.current
    context = {"alliance": alliance, "form": form, "entry": found, "theirs": theirs}
    return render(request, "scorecard/spend_correct.html", context, status=status)


@require_POST
@on_alliance("scorecard.see")
def dependency_remove(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    found = dependency_visible_to(request.actor, alliance, pk)
    return _taken_off(
        request, found,
        lambda: remove_dependency(by=request.actor, dependency=found, version=_version(request)),
    )  # fmt: skip


@require_POST
@on_alliance("scorecard.see")
def effect_remove(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    found = effect_visible_to(request.actor, alliance, pk)
    return _taken_off(
        request, found,
        lambda: remove_effect(by=request.actor, effect=found, version=_version(request)),
    )  # fmt: skip


def _taken_off(
    request: Request, found: Dependency | ExpectedEffect, act: Callable[[], None]
) -> HttpResponse:
    """Do it, or say that somebody else was first; then back to the initiative."""
    try:
        act()
    except Conflict:
        messages.error(request, LOOK_AGAIN)
    return redirect("scorecard:initiative", found.initiative.alliance.slug, found.initiative_id)


def _writable(request: Request, alliance: Alliance, pk: int) -> Initiative:
    found = initiative_visible_to(request.actor, alliance, pk)
    demand(request.actor, "scorecard.edit_initiatives", alliance, found)
    return found


def _version(request: Request) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _posted(
    request: Request, found: Initiative, form: forms.Form, name: str, act: Callable[[], None]
) -> HttpResponse:
    """Do it and show the page anew; where it is refused, with what was typed and the reason."""
    if form.is_valid():
        try:
            act()
            return redirect("scorecard:initiative", found.alliance.slug, found.pk)
        except Refused as refused:
            add_refusal(form, refused)
    return _page(request, found, {name: form}, 422)


def _page(
    request: Request, found: Initiative, extra: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    actor, alliance = request.actor, found.alliance
    page = initiative_page(actor, found)
    may_edit = allowed(actor, "scorecard.edit_initiatives", alliance, found)
    context = {
        "alliance": alliance, "initiative": found, "page": page, "may_edit": may_edit,
        "is_ours": not found.room.is_joint,
        "may_share": not found.room.is_joint and allowed(actor, "alliances.share", alliance),
        "words": {mark.value: word for mark, word in MARK_WORDS.items()},
        **(_forms(request, page) if may_edit else {}),
        **(extra or {}),
    }  # fmt: skip
    return render(request, "scorecard/initiative.html", context, status=status)


def _forms(request: Request, page: InitiativePage) -> dict[str, forms.Form]:
    found = page.initiative
    return {
        "step_form": MilestoneForm(prefix="step", initiative=found, actor=request.actor),
        "spend_form": SpendForm(
            prefix="spend", currency=found.currency, initial={"spent_on": page.today}
        ),
        "wait_form": DependencyForm(prefix="wait", choices=_choices(page)),
        "effect_form": EffectForm(
            prefix="effect", choices=_measures(page), initial={"seen": _seen(page)}
        ),
    }


def _choices(page: InitiativePage) -> list[tuple[str, str]]:
    return [(str(item.pk), item.name) for item in page.awaitable]


def _measures(page: InitiativePage) -> list[tuple[str, str]]:
    return [(str(item.row.id), item.row.name) for item in page.targets]


def _seen(page: InitiativePage) -> str:
    """What is expected of each measure as the page shows it, for the form to send along."""
    effects = (item.effect for item in page.targets)
    return " ".join(f"{item.measure_id}:{item.version}" for item in effects if item)
