"""Objectives as subjects of notes: their page is the map with the objective chosen."""

from collections.abc import Collection

from django.urls import reverse

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.notes import subjects
from allied.strategy.queries import objectives_of


def register() -> None:
    subjects.register("objective", labels=titles_of, url=address_of)


def titles_of(actor: Actor, alliance: Alliance, pks: Collection[int]) -> dict[int, str]:
    return {row.pk: row.title for row in objectives_of(alliance, actor) if row.pk in pks}


def address_of(alliance: Alliance, pk: int) -> str:
    return f"{reverse('cockpit:map', args=[alliance.slug])}?objective={pk}"
