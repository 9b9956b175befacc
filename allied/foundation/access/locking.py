"""Optimistic locking: the second writer is told, and shown both texts."""

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
