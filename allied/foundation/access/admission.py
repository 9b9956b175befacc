"""The rooms that the database admits to what runs now: the second line, on PostgreSQL.

`visible_to` decides what a person sees. Beneath it the database itself holds back every row of a
room that is not admitted here, also from a query that forgot to ask. By default no room is: a web
request is admitted to the rooms that its actor has a seat in, whatever the view, and what must look
across rooms by right says so, with its reason. On SQLite nothing of this has an effect.
"""

from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

SETTING: Final = "allied.rooms"
EVERY: Final = "all"
NONE: Final = "{}"

_admitted: ContextVar[str] = ContextVar("admitted", default=NONE)


def admitted() -> str:
    """What the setting of the database's session must be: ids as an array, or `EVERY`."""
    return _admitted.get()


def admit(room_ids: Iterable[int]) -> None:
    """From now on, until what stands around it ends: these rooms and no other.

    What is admitted to every room stays so.
    """
    if _admitted.get() != EVERY:
        _admitted.set(f"{{{','.join(map(str, sorted(room_ids)))}}}")


@contextmanager
def no_room() -> Iterator[None]:
    """Round a request: nothing is admitted until it is known who asks."""
    before = _admitted.set(NONE)
    try:
        yield
    finally:
        _admitted.reset(before)


@contextmanager
def every_room(reason: str) -> Iterator[None]:
    """Round what looks across rooms by right. A test lists all places where this stands."""
    assert reason
    before = _admitted.set(EVERY)
    try:
        yield
    finally:
        _admitted.reset(before)


def as_now(parts: Iterable[bytes]) -> Generator[bytes, None, None]:
    """A response in parts, each made with the rooms of this moment: the request is over by then."""
    return _with(admitted(), iter(parts))


def _with(rooms: str, waiting: Iterator[bytes]) -> Generator[bytes, None, None]:
    while True:
        before = _admitted.set(rooms)
        try:
            part = next(waiting, None)
        finally:
            _admitted.reset(before)
        if part is None:
            return
        yield part
