"""Every URL, opened by everybody who should not see: nothing secret, and nothing changed."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from allied.foundation.access.actor import View
from tests.support.doors import alliance_doors, doors
from tests.support.world import INVITED, MARKER, SECRET, World

# Who must see nothing of Solvay's own room, in which view.
STRANGERS = [
    ("quintiles_manager", View.OURS),
    ("quintiles_manager", View.PRESENT),
    ("quintiles_sponsor", View.JOINT),
    ("solvay_manager", View.JOINT),
    ("solvay_manager", View.PRESENT),
    ("outsider", View.OURS),
    ("former_member", View.OURS),
]
NOBODYS = [("outsider", View.OURS), ("former_member", View.OURS), ("former_member", View.PRESENT)]
SECRET_MODELS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("allied.") and hasattr(model._default_manager, "visible_to")
]


def secret_keys() -> dict[type[models.Model], list[int]]:
    return {
        model: list(model._default_manager.filter(pk__gte=SECRET).values_list("pk", flat=True))
        for model in SECRET_MODELS
    }


def snapshot(keys: dict[type[models.Model], list[int]]) -> list[dict[str, object]]:
    return [
        row
        for model, pks in keys.items()
        for row in model._default_manager.filter(pk__in=pks).order_by("pk").values()
    ]


def shows_a_secret(response: object, who: str, view: View) -> bool:
    own = who == "solvay_manager" and view is View.JOINT
    text = said(response)
    return MARKER.lower() in text or (not own and INVITED.lower() in text)


def belongs_to(who: str, name: str) -> bool:
    """Invitations belong to their side, tokens and feeds to their person, in every view."""
    own = ("alliances:invitation_", "people:token_", "governance:calendar_feed")
    return who == "solvay_manager" and name.startswith(own)


def said(response: object) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return (body + str(response.headers).encode()).decode(errors="replace").lower()


@pytest.mark.parametrize(("who", "view"), STRANGERS)
def test_no_page_shows_a_secret(
    world: World, signed_in: Callable[..., Client], who: str, view: View
) -> None:
    client = signed_in(who, view)
    for name, address, numbered in doors(world.cast.alliance.slug):
        response = client.get(address)
        assert not shows_a_secret(response, who, view), name
        assert response.status_code < 500, name
        if numbered and not led_back(view, address, response):
            assert response.status_code in {403, 404, 405}, f"{name}: {response.status_code}"


def led_back(view: View, address: str, response: object) -> bool:
    """On a shared screen, pages of no alliance lead back to the presented one."""
    outside = view is View.PRESENT and not address.startswith("/a/")
    return outside and response.status_code == 302


@pytest.mark.parametrize(("who", "view"), STRANGERS)
def test_no_post_reaches_a_secret(
    world: World, signed_in: Callable[..., Client], who: str, view: View
) -> None:
    client, keys = signed_in(who, view), secret_keys()
    before = snapshot(keys)
    for name, address, numbered in doors(world.cast.alliance.slug):
        if name.startswith(("account_", "mfa_")) or belongs_to(who, name):
            continue
        response = client.post(address, {"version": 1, "confirm": "1", "text": "x", "value": "1"})
        assert not shows_a_secret(response, who, view), name
        assert response.status_code < 500, name
        if numbered:
            assert response.status_code in {403, 404, 405}, f"{name}: {response.status_code}"
    assert snapshot(keys) == before


@pytest.mark.parametrize(("who", "view"), NOBODYS)
def test_an_alliance_does_not_exist_for_outsiders(
    world: World, signed_in: Callable[..., Client], who: str, view: View
) -> None:
    client = signed_in(who, view)
    for name, address, _ in alliance_doors(world.cast.alliance.slug):
        for method in (client.get, client.post):
            assert method(address).status_code in {404, 405}, name


def test_whoever_is_not_signed_in_is_sent_to_sign_in(world: World) -> None:
    for name, address, _ in alliance_doors(world.cast.alliance.slug):
        response = Client().get(address)
        assert response.status_code in {302, 405}, name
        assert response.status_code == 405 or "/account/login/" in response.url, name


def test_the_owner_sees_its_secrets(world: World, signed_in: Callable[..., Client]) -> None:
    """Else the walks above would prove nothing."""
    client = signed_in("solvay_manager", View.OURS)
    showing = {
        name
        for name, address, _ in doors(world.cast.alliance.slug)
        if MARKER.lower() in said(client.get(address))
    }
    assert {
        "scorecard:measure",
        "scorecard:scorecard",
        "scorecard:reviews",
        "notes:list",
        "relations:matrix",
        "relations:sheet",
        "relations:counterpart",
        "relations:template",
        "relations:matrix_export",
    } <= showing


def test_a_reader_changes_nothing(world: World, signed_in: Callable[..., Client]) -> None:
    client = signed_in("reader", View.JOINT)
    joint = {model: model._default_manager.count() for model in SECRET_MODELS}
    for name, address, _ in alliance_doors(world.cast.alliance.slug, world.objective.pk):
        assert client.post(address, {"version": 1, "title": "x"}).status_code in {403, 404, 405}, (
            name
        )
    assert {model: model._default_manager.count() for model in SECRET_MODELS} == joint


@pytest.mark.parametrize("view", [View.PRESENT])
def test_nothing_is_written_while_presenting(
    world: World, signed_in: Callable[..., Client], view: View
) -> None:
    client = signed_in("quintiles_manager", view)
    for name, address, _ in alliance_doors(world.cast.alliance.slug, world.objective.pk):
        assert client.post(address, {"version": 1, "title": "x"}).status_code in {403, 404, 405}, (
            name
        )
