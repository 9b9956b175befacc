"""What can be shared from our room to the joint room.

A context above registers each kind it owns, from its `apps.py`:

    sharing.register(Shareable(kind="measure", model=Measure, find=…, shown=…, objection=…))
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from allied.foundation.access.actor import Actor, Seat

from .models import Alliance
from .rooms import Room, Roomed


class Shown(Struct, frozen=True):
    """One group of what the partner will see, in plain words."""

    heading: str
    lines: Sequence[str]


class Shareable(Struct, frozen=True):
    """One kind of record that can be shared.

    `find(actor, alliance, pk)` gives the record the actor sees, or None. `shown(record)` says all
    that the partner will see. `objection(record, joint)` is a sentence why it cannot go, or None.
    `author_id(record)` names the person who may share it without being alliance manager.
    `address(record)` is the page of the record, after sharing too. `moved(record)` is called once
    it is in the joint room, in the same transaction. `renewed(record, joint)` gives fields that get
    another value there with the move, such as a number that counts up within a room.
    """

    kind: str
    model: type[Roomed]
    name: object
    find: Callable[[Actor, Alliance, int], Any | None]
    shown: Callable[[Any], Sequence[Shown]]
    objection: Callable[[Any, Room], str | None]
    address: Callable[[Any], str]
    author_id: Callable[[Any], int | None] = lambda record: None
    moved: Callable[[Any], None] = lambda record: None
    renewed: Callable[[Any, Room], Mapping[str, Any]] = lambda record, joint: {}


_kinds: dict[str, Shareable] = {}


def register(shareable: Shareable) -> None:
    """Make a kind shareable. A second registration of the same kind is a mistake: ValueError."""
    if _kinds.setdefault(shareable.kind, shareable) is not shareable:
        raise ValueError(f"two registrations of the shareable kind {shareable.kind}")


def shareable(kind: str) -> Shareable | None:
    return _kinds.get(kind)


def shareable_of(record: Roomed) -> Shareable:
    """The registration of the record's model; LookupError where there is none."""
    for found in _kinds.values():
        if isinstance(record, found.model):
            return found
    raise LookupError(f"{type(record).__name__} is not shareable")


def looking_from(joint: Room) -> Actor:
    """Somebody who sees the joint room and nothing else, to ask what everybody will see."""
    seat = Seat(joint.alliance_id, 0, joint.pk, joint.pk, frozenset())
    return Actor(seats={joint.alliance_id: seat})
