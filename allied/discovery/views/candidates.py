"""Candidate objectives, with the voices gathered under them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.alliances.services import may_share_record
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import allowed
from allied.foundation.ui.answers import answer_act, answer_form, sent, version_in
from allied.strategy.queries import objective_visible_to, objectives_of, perspectives_of, themes_of

from .. import queries, services
from ..forms import AsideForm, CandidateForm, MergeForm, TakeForm
from ..models import Candidate, State


@require_GET
@on_alliance("discovery.see")
def candidates(request: Request, alliance: Alliance) -> HttpResponse:
    state = request.GET.get("state", State.CANDIDATE.value)
    state = state if state in {*State.values, "all"} else State.CANDIDATE.value
    found = queries.candidates_of(request.actor, alliance, "" if state == "all" else state)
    context = {
        "alliance": alliance, "found": found, "state": state,
        "states": [*State.choices, ("all", _("all"))],
        "own_room": request.actor.seats[alliance.pk].own_room_id,
        "may_write": allowed(request.actor, "discovery.contribute", alliance),
    }  # fmt: skip
    return render(request, "discovery/candidates.html", context)


@require_GET
@on_alliance("discovery.see")
def candidate(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.candidate_visible_to(request.actor, alliance, pk)
    own = request.actor.seats[alliance.pk].own_room_id
    may_write = allowed(request.actor, "discovery.contribute", alliance)
    context = {
        "alliance": alliance, "shown": queries.gathered(request.actor, row), "candidate": row,
        "own_room": own, "is_ours": row.room_id == own, "may_write": may_write,
        "may_take": allowed(request.actor, "discovery.take", alliance),
        "may_share": row.room_id == own and may_share_record(request.actor, row),
        "may_share_passages": allowed(request.actor, "alliances.share_own", alliance),
        "choices": queries.choices_of(request.actor, alliance) if may_write else [],
    }  # fmt: skip
    return render(request, "discovery/candidate.html", context)


@require_http_methods(["GET", "POST"])
@on_alliance("discovery.contribute")
def candidate_add(request: Request, alliance: Alliance) -> HttpResponse:
    form = _form(request, alliance)

    def act() -> str:
        row = services.raise_candidate(by=request.actor, alliance=alliance, **form.values())
        return _page(alliance, row)

    return answer_form(request, "discovery/candidate_form.html", form, act, {})


@require_http_methods(["GET", "POST"])
@on_alliance("discovery.contribute")
def candidate_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.candidate_visible_to(request.actor, alliance, pk)
    form = _form(request, alliance, row)

    def act() -> str:
        version = form.cleaned_data["version"] or 0
        services.edit_candidate(by=request.actor, candidate=row, version=version, **form.values())
        return _page(alliance, row)

    return answer_form(
        request, "discovery/candidate_form.html", form, act, {"candidate": row},
        fresh=lambda now: _form(request, alliance, now, fresh=True),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@on_alliance("discovery.take")
def candidate_take(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """Onto the map: the last look at the band and the theme."""
    row = queries.candidate_visible_to(request.actor, alliance, pk)
    start = {
        "version": row.version, "perspective": row.perspective_id, "theme": row.theme_id
    }  # fmt: skip
    objectives = objectives_of(alliance, request.actor)
    form = TakeForm(
        sent(request), initial=start, objectives=objectives, **_places(request, alliance)
    )

    def act() -> str:
        objective = services.take_onto_map(by=request.actor, candidate=row, **form.cleaned_data)
        messages.success(request, _("“%(title)s” is on the map now.") % {"title": objective.title})
        return _page(alliance, row)

    context = {"candidate": row}
    return answer_form(request, "discovery/take.html", form, act, context)


@require_http_methods(["GET", "POST"])
@on_alliance("discovery.take")
def candidate_aside(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.candidate_visible_to(request.actor, alliance, pk)
    form = AsideForm(sent(request), initial={"version": row.version})

    def act() -> str:
        services.set_aside(by=request.actor, candidate=row, **form.cleaned_data)
        return _page(alliance, row)

    context = {"candidate": row}
    return answer_form(request, "discovery/aside.html", form, act, context)


@require_http_methods(["GET", "POST"])
@on_alliance("discovery.take")
def candidate_merge(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.candidate_visible_to(request.actor, alliance, pk)
    others = [
        each for each in queries.choices_of(request.actor, alliance)
        if each.is_open and each.pk != row.pk and each.room_id == row.room_id
    ]  # fmt: skip
    form = MergeForm(sent(request), initial={"version": row.version}, others=others)

    def act() -> str:
        services.merge_candidates(by=request.actor, candidate=row, **form.cleaned_data)
        return _page(alliance, form.cleaned_data["into"])

    context = {"candidate": row}
    return answer_form(request, "discovery/merge.html", form, act, context)


@require_POST
@on_alliance("discovery.take")
def candidate_reopen(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.candidate_visible_to(request.actor, alliance, pk)
    return answer_act(
        request,
        lambda: services.reopen_candidate(
            by=request.actor, candidate=row, version=version_in(request)
        ),
        _page(alliance, row),
    )


@require_GET
@on_alliance("discovery.see")
def voices(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """The voices an objective came from; a part for htmx, else a page."""
    objective = objective_visible_to(request.actor, alliance, pk)
    found = queries.voices_of_objective(request.actor, alliance, objective.pk)
    context = {
        "alliance": alliance, "objective": objective, "found": found,
        "own_room": request.actor.seats[alliance.pk].own_room_id,
    }  # fmt: skip
    return render(request, "discovery/voices.html" + ("#part" if request.htmx else ""), context)


def _page(alliance: Alliance, row: Candidate) -> str:
    return reverse("discovery:candidate", args=[alliance.slug, row.pk])


def _places(request: Request, alliance: Alliance) -> dict[str, Any]:
    return {
        "bands": perspectives_of(alliance, request.actor),
        "themes": themes_of(alliance, request.actor, with_people=False),
    }


def _form(
    request: Request, alliance: Alliance, row: Candidate | None = None, *, fresh: bool = False
) -> CandidateForm:
    bound = None if fresh else sent(request)
    return CandidateForm(bound, candidate=row, **_places(request, alliance))
