"""What every operation has in common: who acts, by which token, and how faults are answered.

A token is the only way in. A session's cookie opens nothing here, so that no other site can make a
browser write. From the token on, everything goes the way of the pages: the actor of the person in
the token's view, `@on_alliance`, the same rules, queries and services.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from msgspec.structs import replace

from allied.alliances.actors import load_actor
from allied.foundation.access.actor import Actor, View
from allied.foundation.access.admission import admit
from allied.foundation.access.permissions import ViewFunction, while_presenting
from allied.foundation.access.zones import zone_of
from allied.people.models import AccessToken
from allied.people.tokens import use_token

from .faults import Problem


def operation(method: str) -> Callable[[ViewFunction], ViewFunction]:
    """One method of one address. Whatever is not GET wants a token that may write."""

    def decorate(view: ViewFunction) -> ViewFunction:
        @wraps(view)
        def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return _act(view, method, request, *args, **kwargs)
            except Problem as problem:
                return problem.answer()
            except Http404:
                return Problem(404, _("There is no such thing, or you may not see it.")).answer()
            except PermissionDenied:
                return Problem(403, _("You may not do this.")).answer()

        return csrf_exempt(login_not_required(while_presenting(answering)))

    return decorate


def _act(
    view: ViewFunction, method: str, request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    if request.method != method:
        raise Problem(405, _("This address answers to %(method)s only.") % {"method": method})
    actor = actor_by(request)
    if method != "GET" and actor.read_only:
        raise Problem(403, _("This token may read only."))
    request.actor = request.actor_everywhere = actor  # type: ignore[attr-defined]
    admit(actor.entitled_room_ids)
    with timezone.override(zone_of(actor.timezone)):
        return view(request, *args, **kwargs)


def actor_by(request: HttpRequest) -> Actor:
    """The person whose token came with the request, seeing what the token sees."""
    scheme, _blank, text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not text.strip():
        raise Problem(401, _("Send an access token: Authorization: Bearer allied_…"))
    token = use_token(text.strip())
    if token is None or token.person.user_id is None:
        raise Problem(401, _("This access token does not work: unknown, expired or revoked."))
    actor = load_actor(token.person.user_id).looking_at(View(token.view))
    may_write = token.scope == AccessToken.Scope.WRITE
    return replace(actor, token_id=token.pk, read_only=not may_write)
