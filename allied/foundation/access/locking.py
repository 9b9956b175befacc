"""Optimistic locking: the second writer is told, and shown both texts."""

from collections.abc import Iterable
from typing import Any

from django.db import models


class Conflict(Exception):
    """Somebody else saved first. `current` is the record as it now stands."""

    def __init__(self, current: Any) -> None:
        super().__init__("changed by somebody else since it was opened")
        self.current = current


class Versioned(models.Model):
    """A record that two people may edit at once."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save_over(self, seen: int, fields: list[str]) -> None:
        """Write `fields` if the stored version is still `seen`; else Conflict, nothing written."""
        values: dict[str, Any] = {name: getattr(self, name) for name in fields}
        manager = type(self)._base_manager
        if not manager.filter(pk=self.pk, version=seen).update(version=seen + 1, **values):
            raise Conflict(manager.get(pk=self.pk))
        self.version = seen + 1


class Opened:
    """A stored record that is about to be changed: what of it was changed, and from what to what.

    Conflict where it is no longer at `version`. Set its fields, then `save`.
    """

    def __init__(self, stored: Versioned, version: int, names: Iterable[str]) -> None:
        if stored.version != version:
            raise Conflict(stored)
        self.stored, self.version = stored, version
        self.before = {name: getattr(stored, name) for name in names}

    @property
    def changed(self) -> list[str]:
        return [name for name, value in self.before.items() if getattr(self.stored, name) != value]

    @property
    def changes(self) -> dict[str, list[str]]:
        """Before and after of each changed field, for the trail."""
        return {
            name: [str(self.before[name]), str(getattr(self.stored, name))] for name in self.changed
        }

    def save(self) -> None:
        self.stored.save_over(self.version, self.changed)
