"""Changing every secret of one side changes no byte of what the other side receives."""

import re
from collections import deque
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from allied.alliances.models import Invitation
from allied.foundation.access.actor import View
from allied.notes.models import Note
from allied.people.models import AccessToken
from tests.support.doors import doors
from tests.support.world import MARKER, SECRET, World, measured

LINK = re.compile(r'(?:href|src|hx-get|action)="(/[^"#]*)"')
TOKEN = re.compile(r'(csrfmiddlewaretoken" value="|X-CSRFToken&quot;: &quot;|X-CSRFToken": ")\w+')
CLOCK = re.compile(r'data-now="\d+"')  # the second in which a meeting's page was made
LEAVES = ("/account/", "/static/")


def received(client: Client, slug: str, most: int = 600) -> dict[str, bytes]:
    """Every page that links lead to from the first page, and every URL by name."""
    sought = [f"/search/?q={words}" for words in (MARKER, "together", "together changed", "plan")]
    waiting = deque(["/", *(address for _, address, _ in doors(slug)), *sought])
    pages: dict[str, bytes] = {}
    while waiting and len(pages) < most:
        address = waiting.popleft().replace("&amp;", "&")
        if address in pages or address.startswith(LEAVES):
            continue
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = body.decode(errors="replace")
        pages[address] = f"{response.status_code} {CLOCK.sub('', TOKEN.sub('', text))}".encode()
        if "html" in response.headers.get("Content-Type", ""):
            waiting.extend(LINK.findall(text))
    return pages


def change_every_secret(world: World, but: tuple[type[models.Model], ...] = ()) -> None:
    for table in apps.get_models():
        if not table.__module__.startswith("allied.") or table in but:
            continue
        for row in table._default_manager.filter(pk__gte=SECRET):
            for field in row._meta.fields:
                scramble(row, field)
            models.Model.save_base(row, raw=True)
    cast = world.cast
    Note.objects.create(
        alliance=cast.alliance, room=cast.solvay_room, kind="objective",
        object_id=world.objective.pk, text="More of it", author=cast.solvay_manager,
    )  # fmt: skip
    measured(world.objective, cast.solvay_room, cast.solvay_manager, "Another secret measure")


def scramble(row: models.Model, field: models.Field) -> None:
    value = getattr(row, field.attname)
    if field.choices or field.unique or field.is_relation:
        return
    if isinstance(field, models.CharField | models.TextField):
        setattr(row, field.attname, "Changed"[: field.max_length])
    elif isinstance(field, models.DecimalField) and value is not None:
        setattr(row, field.attname, value + Decimal(7))
    elif isinstance(field, models.FloatField) and value is not None:
        setattr(row, field.attname, value / 2)


@pytest.mark.parametrize(
    ("who", "view"),
    [
        ("quintiles_manager", View.OURS),
        ("quintiles_manager", View.PRESENT),
        ("solvay_manager", View.JOINT),
        ("outsider", View.OURS),
    ],
)
def test_the_other_side_receives_the_same_bytes(
    world: World, signed_in: Callable[..., Client], who: str, view: View
) -> None:
    client, slug = signed_in(who, view), world.cast.alliance.slug
    before = received(client, slug)
    # Its own side sees an invitation in the joint view too, and everybody the own tokens.
    change_every_secret(world, but=(Invitation, AccessToken) if who == "solvay_manager" else ())
    after = received(client, slug)
    assert before.keys() == after.keys()
    differing = [address for address in before if before[address] != after[address]]
    assert differing == []
    assert len(before) > 30


def test_the_owner_receives_other_bytes(world: World, signed_in: Callable[..., Client]) -> None:
    """Else the comparison would prove nothing. It differs from the first pages on."""
    client, slug = signed_in("solvay_manager", View.OURS), world.cast.alliance.slug
    before = received(client, slug, most=40)
    change_every_secret(world)
    assert before != received(client, slug, most=40)
