"""Adding, editing, moving and removing objectives; joint wins."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.ui.answers import sent

from .. import queries, services
from ..answers import FormPage, answer_act, answer_form, map_url, wants_json
from ..forms import JointWinForm, MoveForm, ObjectiveForm, VersionForm
from ..models import JointWin, Objective


@require_http_methods(["GET", "POST"])
@on_alliance("strategy.edit_map")
def objective_add(request: Request, alliance: Alliance) -> HttpResponse:
    around = queries.surroundings_of(alliance, request.actor)
    initial = {name: request.GET.get(name) for name in ("perspective", "theme")} | {"weight": 1}
    form = ObjectiveForm(sent(request), around=around, initial=initial)
    page = FormPage("strategy/objective_form.html", form, {"back": map_url(alliance)})
    return answer_form(
        request, alliance, page,
        lambda: services.add_objective(by=request.actor, alliance=alliance, **form.values()),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@on_alliance("strategy.edit_map")
def objective_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    posted = request.method == "POST"
    objective, around = queries.objective_with_surroundings(
        request.actor, alliance, pk, even_removed=posted
    )
    form = ObjectiveForm(
        sent(request), around=around, objective=objective, partial=wants_json(request),
        initial=ObjectiveForm.initial_of(objective, around),
    )  # fmt: skip
    back = map_url(alliance, objective)

    def fresh(current: Objective | JointWin) -> tuple[ObjectiveForm, str]:
        return _now_stored(request, alliance, current, objective)

    def act() -> Any:
        version = form.cleaned_data.get("version") or 0
        return services.edit_objective(
            by=request.actor, objective=objective, version=version, **form.values()
        )

    page = FormPage("strategy/objective_form.html", form, {"objective": objective, "back": back})
    page.fresh = fresh
    return answer_form(request, alliance, page, act)


@require_POST
@on_alliance("strategy.edit_map")
def objective_move(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    objective = queries.objective_visible_to(request.actor, alliance, pk)
    form = MoveForm(
        request.POST,
        perspectives=queries.perspectives_of(alliance, request.actor),
        themes=queries.themes_of(alliance, request.actor),
    )
    return answer_act(
        request, alliance, form=form,
        act=lambda: services.move_objective(by=request.actor, objective=objective, **form.values()),
    )  # fmt: skip


@require_POST
@on_alliance("strategy.edit_map")
def objective_remove(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    objective = queries.objective_visible_to(request.actor, alliance, pk)
    form = VersionForm(request.POST)
    return answer_act(
        request, alliance, form=form,
        act=lambda: services.remove_objective(
            by=request.actor, objective=objective, version=form.cleaned_data["version"]
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@on_alliance("strategy.set_joint_win")
def joint_win_set(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    objective = queries.objective_visible_to(request.actor, alliance, pk)
    partner, win = queries.own_joint_win(request.actor, alliance, objective)
    form = JointWinForm(
        sent(request), initial=JointWinForm.initial_of(win), partial=wants_json(request)
    )
    page = FormPage("strategy/joint_win_form.html", form, {"objective": objective})
    page.context |= {"partner": partner, "back": map_url(alliance, objective)}
    page.fresh = lambda current: (JointWinForm(initial=JointWinForm.initial_of(current)), "version")
    return answer_form(
        request, alliance, page,
        lambda: services.set_joint_win(
            by=request.actor, objective=objective, partner=partner, **form.values()
        ),
    )  # fmt: skip


def _now_stored(
    request: Request, alliance: Alliance, current: Objective | JointWin, objective: Objective
) -> tuple[ObjectiveForm, str]:
    """The form as it would be opened now; and which version in it was the older one."""
    stored, around = queries.objective_with_surroundings(request.actor, alliance, objective.pk)
    initial = ObjectiveForm.initial_of(stored, around)
    fresh = ObjectiveForm(around=around, objective=stored, initial=initial)
    return fresh, "win_version" if isinstance(current, JointWin) else "version"
