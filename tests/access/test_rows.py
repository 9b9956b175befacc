"""Every table: `visible_to` gives nobody a row of a room that is not theirs."""

import pytest
from django.apps import apps
from django.db import models

from allied.foundation.access.actor import NOBODY, View
from tests.support.world import SECRET, World

TABLES = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("allied.") and hasattr(model._default_manager, "visible_to")
]
OF_NO_ROOM = {"alliances.Invitation", "people.AccessToken", "governance.CalendarFeed"}
STRANGERS = [
    ("quintiles_manager", View.OURS),
    ("solvay_manager", View.JOINT),
    ("solvay_manager", View.PRESENT),
    ("outsider", View.OURS),
    ("former_member", View.OURS),
]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table._meta.label)
def test_secret_rows_are_visible_to_their_side_alone(
    world: World, table: type[models.Model]
) -> None:
    rows = table._default_manager
    secret = rows.filter(pk__gte=SECRET)
    for who, view in STRANGERS:
        if table._meta.label in OF_NO_ROOM and who == "solvay_manager":
            continue  # an invitation belongs to its side, a token to its person, in every view
        assert not rows.visible_to(world.cast.actor(who, view)).filter(pk__in=secret).exists()
    owner = world.cast.actor("solvay_manager", View.OURS)
    assert set(rows.visible_to(owner).filter(pk__in=secret)) == set(secret)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table._meta.label)
def test_nothing_is_visible_to_nobody_or_an_outsider(
    world: World, table: type[models.Model]
) -> None:
    rows = table._default_manager
    assert not rows.visible_to(NOBODY).exists()
    assert not rows.visible_to(world.cast.actor("former_member")).exists()


def test_every_roomed_row_agrees_with_its_room(world: World) -> None:
    for table in TABLES:
        fields = {field.name for field in table._meta.get_fields()}
        if {"alliance", "room"} <= fields:
            odd = table._default_manager.exclude(alliance=models.F("room__alliance"))
            assert not odd.exists(), table
