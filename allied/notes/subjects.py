"""What a note can be on.

A context above registers each kind it owns, from its `apps.py`:

    subjects.register("objective", visible=objective_label, url=objective_url)
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor

Visible = Callable[[Actor, Alliance, int], str | None]
Address = Callable[[Alliance, int], str]


@dataclass(frozen=True, slots=True)
class Subject:
    """`visible(actor, alliance, pk)` gives the name of what the actor sees, or None."""

    kind: str
    visible: Visible
    url: Address | None = None


_subjects: dict[str, Subject] = {}


def register(kind: str, visible: Visible, url: Address | None = None) -> None:
    """Let notes be written on a kind. Registering it twice is a mistake: ValueError."""
    if kind in _subjects:
        raise ValueError(f"two registrations of the kind {kind}")
    _subjects[kind] = Subject(kind, visible, url)


def label_of(actor: Actor, alliance: Alliance, kind: str, pk: int) -> str | None:
    """The name of the subject; None where the actor sees no such thing."""
    subject = _subjects.get(kind)
    return subject.visible(actor, alliance, pk) if subject else None


def url_of(alliance: Alliance, kind: str, pk: int) -> str:
    """The page of the subject, or the page of its notes where it has none of its own."""
    subject = _subjects.get(kind)
    if subject and subject.url:
        return subject.url(alliance, pk)
    return reverse("notes:list", args=[alliance.slug, kind, pk])
