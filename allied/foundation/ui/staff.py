"""A door for whoever runs the installation. It opens nothing of any alliance."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import ViewFunction, permission


@permission("ui.style_guide")
def may_see_style_guide(actor: Actor) -> bool:
    """No role on any alliance gives it: `for_staff` asks the login."""
    return False


def for_staff(name: str) -> Callable[[ViewFunction], ViewFunction]:
    """For a page that only a staff login may open; `name` is the permission it stands for."""

    def decorate(view: ViewFunction) -> ViewFunction:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not getattr(request.user, "is_staff", False):
                raise PermissionDenied(name)
            return view(request, *args, **kwargs)

        guarded.permission = name  # type: ignore[attr-defined]
        return guarded

    return decorate
