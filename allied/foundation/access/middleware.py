"""Puts the actor on the request."""

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from .actor import NOBODY, Actor, View

SESSION_KEY = "view"


class ActorMiddleware:
    """`request.actor`: the signed-in person with seats and view, loaded in one query when asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.load = import_string(settings.ACTOR_LOADER)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = SimpleLazyObject(lambda: self._actor(request))
        request.actor = actor  # type: ignore[attr-defined]
        request.actor_everywhere = actor  # type: ignore[attr-defined]  # never narrowed
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(_zone(request.actor.timezone)):  # type: ignore[attr-defined]
            response = self.get_response(request)
        response.setdefault("Cache-Control", "private, no-store")
        return response

    def _actor(self, request: HttpRequest) -> Actor:
        if not request.user.is_authenticated:
            return NOBODY
        actor: Actor = self.load(request.user.pk)
        chosen = request.session.get(SESSION_KEY, View.JOINT)
        return actor.looking_at(View(chosen) if chosen in set(View) else View.JOINT)


def _zone(name: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo("UTC")
