"""The request as views receive it, for the type checker."""

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from .actor import Actor


class Request(HttpRequest):
    """`actor` by ActorMiddleware, `htmx` by django-htmx, `alliance` by `@on_alliance`.

    `alliances` are all of the person, where a view fetched them: the frame asks no second time.
    """

    actor: Actor
    htmx: HtmxDetails
    alliance: Any
    alliances: tuple[Any, ...]
