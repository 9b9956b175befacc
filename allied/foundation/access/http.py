"""The request as views receive it, for the type checker."""

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from .actor import Actor


class Request(HttpRequest):
    """`actor` by ActorMiddleware, `htmx` by django-htmx, `alliance` by `@on_alliance`."""

    actor: Actor
    htmx: HtmxDetails
    alliance: Any
    alliances: tuple[Any, ...]
    """All of the person's, where a view has found them: what stands round the page lists them."""
