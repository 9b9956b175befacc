"""Every door declares who may open it."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter

from allied.foundation.access.permissions import known
from allied.foundation.accounts.models import User


def doors(resolver: URLResolver, stem: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        route = stem + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from doors(entry, route)
        else:
            yield route, entry


def undeclared(entry: URLPattern) -> bool:
    name = getattr(entry.callback, "permission", None)
    return name is None or not (name == "public" or known(name))


def test_every_url_declares_a_known_permission() -> None:
    found = list(doors(get_resolver()))
    assert len(found) > 20
    assert [route for route, entry in found if undeclared(entry)] == []


def test_an_undeclared_url_is_found() -> None:
    def open_door(request: object) -> None: ...

    assert undeclared(URLPattern("x/", open_door, name="x"))  # type: ignore[arg-type]


@pytest.mark.django_db
def test_signing_up_is_closed(client) -> None:
    answer = client.post(
        "/account/signup/",
        {"email": "a@b.example", "password1": "long enough 1", "password2": "long enough 1"},
    )
    assert answer.status_code in {200, 403, 404}
    assert not User.objects.exists()


def test_records_are_named_by_keys_that_every_database_holds() -> None:
    """`<int:…>` lets numbers through that overflow; `<key:…>` does not."""
    unbounded = [
        route
        for route, entry in doors(get_resolver())
        for converter in entry.pattern.converters.values()
        if type(converter) is IntConverter
    ]
    assert unbounded == []
