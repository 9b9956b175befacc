"""Guarding views of one alliance."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from allied.foundation.access.permissions import ViewFunction, demand, while_presenting

from .models import Alliance


def on_alliance(name: str) -> Callable[[ViewFunction], ViewFunction]:
    """For a view whose URL names an alliance by `slug`.

    What the actor may not see does not exist: 404. Seen but not permitted: 403. The view receives
    the alliance in place of the slug, and `request.actor` narrowed to that alliance alone.
    """

    def decorate(view: ViewFunction) -> ViewFunction:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = request.actor  # type: ignore[attr-defined]
            alliance = get_object_or_404(Alliance.objects.visible_to(actor), slug=slug)
            request.actor = actor.within(alliance.pk)  # type: ignore[attr-defined]
            request.alliance = alliance  # type: ignore[attr-defined]
            demand(request.actor, name, alliance)  # type: ignore[attr-defined]
            return view(request, alliance, *args, **kwargs)

        guarded.permission = name  # type: ignore[attr-defined]
        return while_presenting(guarded)  # whoever presents has a seat in the presented one only

    return decorate
