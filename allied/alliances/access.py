"""Guarding views of one alliance."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import ViewFunction, demand, while_presenting

from .models import Alliance
from .queries import alliance_visible_to, alliances_visible_to


def on_alliance(name: str) -> Callable[[ViewFunction], ViewFunction]:
    """For a view whose URL names an alliance by `slug`.

    What the actor may not see does not exist: 404. Seen but not permitted: 403. The view receives
    the alliance in place of the slug, and `request.actor` narrowed to that alliance alone.
    """

    def decorate(view: ViewFunction) -> ViewFunction:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = request.actor  # type: ignore[attr-defined]
            if (alliance := _found(request, actor, slug)) is None:
                raise Http404
            request.actor = actor.within(alliance.pk)  # type: ignore[attr-defined]
            request.alliance = alliance  # type: ignore[attr-defined]
            demand(request.actor, name, alliance)  # type: ignore[attr-defined]
            return view(request, alliance, *args, **kwargs)

        guarded.permission = name  # type: ignore[attr-defined]
        return while_presenting(guarded)  # whoever presents has a seat in the presented one only

    return decorate


def _found(request: HttpRequest, actor: Actor, slug: str) -> Alliance | None:
    """In one query; of a whole page with all others, which what stands round it lists."""
    if "HX-Request" in request.headers:
        return alliance_visible_to(actor, slug)
    alliances = {each.slug: each for each in alliances_visible_to(actor)}
    request.alliances = tuple(alliances.values())  # type: ignore[attr-defined]
    return alliances.get(slug)
