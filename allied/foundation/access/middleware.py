"""Puts the actor on the request, and keeps whoever presents to the one presented alliance."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from .actor import NOBODY, Actor, View
from .admission import admit, as_now, no_room
from .zones import zone_of

SESSION_KEY = "view"
PRESENTED_KEY = "presented"  # the id of the alliance on the shared screen
PRESENTED_HOME_KEY = "presented_home"  # its first page, where every way out of it leads back to


class ActorMiddleware:
    """`request.actor`: the signed-in person with seats and view, loaded in one query when asked.

    While presenting the actor has one seat, that of the presented alliance, and only views that say
    so (`while_presenting`) are opened: the partner in front of the screen learns of nothing else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.load = import_string(settings.ACTOR_LOADER)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with no_room():
            response = self._answer(request)
            if response.streaming:
                response.streaming_content = as_now(response.streaming_content)  # type: ignore[attr-defined]
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        actor = SimpleLazyObject(lambda: self._actor(request))
        request.actor = actor  # type: ignore[attr-defined]
        request.actor_everywhere = actor  # type: ignore[attr-defined]  # never narrowed
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(zone_of(request.actor.timezone)):  # type: ignore[attr-defined]
            response = self.get_response(request)
        response.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponse | None:
        """While presenting: back to the presented alliance from any page outside one, or 404."""
        if getattr(view, "while_presenting", False) or not request.user.is_authenticated:
            return None
        if request.actor.view is not View.PRESENT:  # type: ignore[attr-defined]
            return None
        home = request.session.get(PRESENTED_HOME_KEY)
        if home and request.method in {"GET", "HEAD"} and "HX-Request" not in request.headers:
            return HttpResponseRedirect(home)
        raise Http404

    def _actor(self, request: HttpRequest) -> Actor:
        if not request.user.is_authenticated:
            return NOBODY
        actor: Actor = self.load(request.user.pk)
        chosen = request.session.get(SESSION_KEY, View.JOINT)
        view = View(chosen) if chosen in set(View) else View.JOINT
        if view is View.PRESENT:
            actor = actor.within(request.session.get(PRESENTED_KEY, 0))
        admit(actor.entitled_room_ids)
        return actor.looking_at(view)
