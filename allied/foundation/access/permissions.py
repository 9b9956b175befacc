"""Named permissions. Every URL names one or says that it is public; a test walks them all."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from .actor import Actor

Rule = Callable[..., bool]
P = ParamSpec("P")
ViewFunction = Callable[..., HttpResponseBase]

_rules: dict[str, Rule] = {}


def permission(name: str) -> Callable[[Rule], Rule]:
    """Register the rule `(actor, *scope) -> bool` under a name such as `strategy.edit_map`."""

    def register(rule: Rule) -> Rule:
        if _rules.setdefault(name, rule) is not rule:
            raise ValueError(f"two rules for the permission {name}")
        return rule

    return register


def known(name: str) -> bool:
    return name in _rules


def allowed(actor: Actor, name: str, *scope: Any) -> bool:
    """Whether the rule lets the actor. An unknown name is a mistake in the code: LookupError."""
    if name not in _rules:
        raise LookupError(f"no rule for the permission {name}")
    return _rules[name](actor, *scope)


def demand(actor: Actor, name: str, *scope: Any) -> None:
    """PermissionDenied unless allowed. Services call it; views need not."""
    if not allowed(actor, name, *scope):
        raise PermissionDenied(name)


def requires(name: str) -> Callable[[ViewFunction], ViewFunction]:
    """For a view outside any alliance: 403 unless `request.actor` has the permission."""

    def decorate(view: ViewFunction) -> ViewFunction:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            demand(request.actor, name)  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        guarded.permission = name  # type: ignore[attr-defined]
        return guarded

    return decorate


def public(view: ViewFunction) -> ViewFunction:
    """A view that anybody may open, signed in or not."""
    view = login_not_required(view)
    view.permission = "public"  # type: ignore[attr-defined]
    return view


def while_presenting(view: ViewFunction) -> ViewFunction:
    """A view that opens on a shared screen too. All others, and by default every one, do not."""
    view.while_presenting = True  # type: ignore[attr-defined]
    return view


@permission("access.signed_in")
def is_signed_in(actor: Actor) -> bool:
    return actor.person_id is not None


@permission("access.public")
def anybody(actor: Actor) -> bool:
    return True
