"""Tables: foreign keys point downwards, rows are reached through `visible_to`, rooms are named."""

import pytest
from django.apps import apps
from django.db import models

TIERS = [
    "people",
    "alliances",
    "notes",
    "strategy",
    "discovery",
    "scorecard",
    "agreement",
    "relations",
    "governance",
    "launch",
    "cockpit",
]
TIERS += ["api", "demo"]
FOUNDATION = {"accounts", "audit", "access", "ui"}
OURS = [m for m in apps.get_models() if m.__module__.startswith("allied.")]
# Tables that belong to no alliance, or to the person alone.
OUTSIDE_ALLIANCES = {"accounts.User", "people.Company", "people.Person"}


def tier(model: type[models.Model]) -> int:
    label = model._meta.app_label
    return TIERS.index(label) if label in TIERS else -1


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_foreign_keys_point_downwards(model: type[models.Model]) -> None:
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey | models.ManyToManyField):
            assert tier(field.related_model) <= tier(model), field


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_rows_are_reached_through_visible_to(model: type[models.Model]) -> None:
    if model._meta.label in OUTSIDE_ALLIANCES or model._meta.auto_created:
        return
    assert hasattr(model._default_manager, "visible_to"), model


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_the_way_to_the_room_exists(model: type[models.Model]) -> None:
    path = getattr(model, "room_path", None)
    if path is None:
        return
    model._default_manager.filter(**{f"{path}__partner__isnull": True})
