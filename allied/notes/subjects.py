"""What a note can be on.

A context above registers each kind it owns, from its `apps.py`:

    subjects.register("objective", visible=objective_label, url=objective_url)
    subjects.register("measure", labels=measure_labels, url=measure_url)

With `labels` a page with notes on many records of the kind names them in one query.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from django.urls import reverse
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor

Visible = Callable[[Actor, Alliance, int], str | None]
Labels = Callable[[Actor, Alliance, Collection[int]], Mapping[int, str]]
Address = Callable[[Alliance, int], str]
Key = tuple[str, int]


class Subject(Struct, frozen=True):
    """`labels(actor, alliance, pks)` names those of the records that the actor sees."""

    kind: str
    labels: Labels
    url: Address | None = None


_subjects: dict[str, Subject] = {}


def register(
    kind: str,
    visible: Visible | None = None,
    url: Address | None = None,
    labels: Labels | None = None,
) -> None:
    """Let notes be written on a kind, by `visible` for one record or `labels` for many at once.

    Registering a kind twice, or without either, is a mistake: ValueError.
    """
    if kind in _subjects:
        raise ValueError(f"two registrations of the kind {kind}")
    if labels is None:
        if visible is None:
            raise ValueError(f"no way to see a {kind}")
        labels = _one_by_one(visible)
    _subjects[kind] = Subject(kind, labels, url)


def _one_by_one(visible: Visible) -> Labels:
    def labels(actor: Actor, alliance: Alliance, pks: Collection[int]) -> Mapping[int, str]:
        found = {pk: visible(actor, alliance, pk) for pk in pks}
        return {pk: label for pk, label in found.items() if label is not None}

    return labels


def label_of(actor: Actor, alliance: Alliance, kind: str, pk: int) -> str | None:
    """The name of the subject; None where the actor sees no such thing."""
    return labels_of(actor, alliance, [(kind, pk)]).get((kind, pk))


def labels_of(actor: Actor, alliance: Alliance, keys: Iterable[Key]) -> dict[Key, str]:
    """The names of those subjects that the actor sees: one query for each kind among them."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for kind, pk in keys:
        wanted[kind].add(pk)
    return {
        (kind, pk): label
        for kind, pks in wanted.items()
        if kind in _subjects
        for pk, label in _subjects[kind].labels(actor, alliance, pks).items()
    }


def url_of(alliance: Alliance, kind: str, pk: int) -> str:
    """The page of the subject, or the page of its notes where it has none of its own."""
    subject = _subjects.get(kind)
    if subject and subject.url:
        return subject.url(alliance, pk)
    return reverse("notes:list", args=[alliance.slug, kind, pk])
