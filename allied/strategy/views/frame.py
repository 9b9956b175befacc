"""Editing what the objectives stand in: mission and values, perspectives, themes."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.ui.answers import sent

from .. import queries, services
from ..answers import FormPage, answer_act, answer_form, map_url, wants_json
from ..forms import LinesForm, PerspectiveForm, RemovalForm, ThemeForm


@require_http_methods(["GET", "POST"])
@on_alliance("strategy.edit_map")
def lines_edit(request: Request, alliance: Alliance) -> HttpResponse:
    row = queries.lines_of(alliance, request.actor)
    form = LinesForm(sent(request), initial=LinesForm.initial_of(row))
    page = FormPage("strategy/lines_form.html", form, {"back": map_url(alliance)})
    page.fresh = lambda current: (LinesForm(initial=LinesForm.initial_of(current)), "version")

    def act() -> Any:
        version = form.cleaned_data["version"]
        return services.set_map_lines(
            by=request.actor, alliance=alliance, version=version, **form.values()
        )

    return answer_form(request, alliance, page, act)


@require_http_methods(["GET", "POST"])
@on_alliance("strategy.edit_map")
def perspective_add(request: Request, alliance: Alliance) -> HttpResponse:
    form = PerspectiveForm(sent(request), initial={"weight": 1})
    page = FormPage("strategy/perspective_form.html", form, {"back": map_url(alliance)})
    return answer_form(
        request, alliance, page,
        lambda: services.add_perspective(by=request.actor, alliance=alliance, **form.values()),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@on_alliance("strategy.edit_map")
def perspective_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    posted = request.method == "POST"
    row = queries.perspective_visible_to(request.actor, alliance, pk, even_removed=posted)
    initial = PerspectiveForm.initial_of(row)
    form = PerspectiveForm(sent(request), initial=initial, partial=wants_json(request))
    page = FormPage("strategy/perspective_form.html", form, {"perspective": row})
    page.context["back"] = map_url(alliance)
    page.fresh = lambda now: (PerspectiveForm(initial=PerspectiveForm.initial_of(now)), "version")

    def act() -> Any:
        version = form.cleaned_data.get("version") or 0
        return services.edit_perspective(
            by=request.actor, perspective=row, version=version, **form.values()
        )

    return answer_form(request, alliance, page, act)


@require_POST
@on_alliance("strategy.edit_map")
def perspective_shift(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.perspective_visible_to(request.actor, alliance, pk)
    up = request.POST.get("direction") == "up"
    return answer_act(
        request, alliance,
        lambda: services.shift_perspective(by=request.actor, perspective=row, up=up),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@on_alliance("strategy.edit_map")
def perspective_remove(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.perspective_visible_to(request.actor, alliance, pk)
    others = [p for p in queries.perspectives_of(alliance, request.actor) if p.pk != pk]
    held = [o for o in queries.objectives_of(alliance, request.actor) if o.perspective_id == pk]
    form = RemovalForm(
        sent(request), others=others, needed=bool(held), initial={"version": row.version}
    )
    page = FormPage("strategy/removal_form.html", form, {"perspective": row, "held": held})
    page.context |= {"row": row, "others": others, "back": map_url(alliance)}
    return answer_form(
        request, alliance, page,
        lambda: services.remove_perspective(by=request.actor, perspective=row, **form.values()),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@on_alliance("strategy.edit_map")
def theme_add(request: Request, alliance: Alliance) -> HttpResponse:
    themes = queries.themes_of(alliance, request.actor)
    form = ThemeForm(
        sent(request), people=queries.members_of(alliance, request.actor),
        initial={"colour": services.free_colour(themes), "weight": 1},
    )  # fmt: skip
    page = FormPage("strategy/theme_form.html", form, {"themes": themes, "back": map_url(alliance)})
    return answer_form(
        request, alliance, page,
        lambda: services.add_theme(by=request.actor, alliance=alliance, **form.values()),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@on_alliance("strategy.edit_map")
def theme_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    posted = request.method == "POST"
    row = queries.theme_visible_to(request.actor, alliance, pk, even_removed=posted)
    people = queries.members_of(alliance, request.actor)
    form = ThemeForm(
        sent(request), people=people, theme=row, partial=wants_json(request),
        initial=ThemeForm.initial_of(row),
    )  # fmt: skip
    themes = [theme for theme in queries.themes_of(alliance, request.actor) if theme.pk != pk]
    page = FormPage("strategy/theme_form.html", form, {"theme": row, "themes": themes})
    page.context["back"] = map_url(alliance)
    page.fresh = lambda now: (
        ThemeForm(people=people, theme=now, initial=ThemeForm.initial_of(now)), "version",
    )  # fmt: skip

    def act() -> Any:
        version = form.cleaned_data.get("version") or 0
        return services.edit_theme(by=request.actor, theme=row, version=version, **form.values())

    return answer_form(request, alliance, page, act)


@require_POST
@on_alliance("strategy.edit_map")
def theme_shift(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.theme_visible_to(request.actor, alliance, pk)
    up = request.POST.get("direction") == "up"
    return answer_act(
        request, alliance, lambda: services.shift_theme(by=request.actor, theme=row, up=up)
    )


@require_http_methods(["GET", "POST"])
@on_alliance("strategy.edit_map")
def theme_remove(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.theme_visible_to(request.actor, alliance, pk)
    others = [t for t in queries.themes_of(alliance, request.actor) if t.pk != pk]
    held = [o for o in queries.objectives_of(alliance, request.actor) if o.theme_id == pk]
    form = RemovalForm(
        sent(request), others=others, needed=bool(held), initial={"version": row.version}
    )
    page = FormPage("strategy/removal_form.html", form, {"theme": row, "held": held})
    page.context |= {"row": row, "others": others, "back": map_url(alliance)}
    return answer_form(
        request, alliance, page,
        lambda: services.remove_theme(by=request.actor, theme=row, **form.values()),
    )  # fmt: skip
