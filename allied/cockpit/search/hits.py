"""What a search finds: one thing with its place, and the words around those looked for."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q
from msgspec import Struct

from allied.foundation.access.actor import Actor
from allied.foundation.ui.prose import plain

LONGEST = 200
MOST_WORDS = 6
BEFORE, AROUND = 30, 110


class Hit(Struct, frozen=True):
    """`place`: what it is part of there; `snippet`: the words found, where the title lacks them."""

    kind: str
    title: str
    alliance: str
    url: str
    is_ours: bool = False
    place: str = ""
    snippet: str = ""

    @property
    def where(self) -> str:
        return ", ".join(filter(None, (self.place, self.alliance)))


class Found(Struct, frozen=True):
    """Hits of one kind; `has_more` where the limit cut some off."""

    kind: str
    name: str
    icon: str
    hits: Sequence[Hit]
    has_more: bool


def words_of(text: str) -> list[str]:
    """The words to look for: all must occur. None for less than two letters."""
    text = text.replace("\0", " ")[:LONGEST].strip()
    return text.split()[:MOST_WORDS] if len(text) > 1 else []


def found(kind: str, name: str, icon: str, hits: Iterable[Hit], limit: int) -> Found:
    rows = list(hits)
    return Found(kind, name, icon, rows[:limit], len(rows) > limit)


def holding(words: Sequence[str], *fields: str) -> Q:
    """Every word occurs in one of the fields, in whatever case."""
    return reduce(and_, (reduce(or_, (_has(field, word) for field in fields)) for word in words))


def _has(field: str, word: str) -> Q:
    # SQLite folds the case of ASCII letters only.
    forms = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    return reduce(or_, (Q(**{f"{field}__icontains": form}) for form in sorted(forms)))


def own_rooms(actor: Actor) -> frozenset[int]:
    return frozenset(seat.own_room_id for seat in actor.seats.values())


def snippet_of(words: Sequence[str], title: str, *texts: Any) -> str:
    """Around the first word that the title does not hold; nothing where it holds all of them."""
    for word in words:
        if word.lower() not in title.lower():
            holds = (text for text in texts if text and word.lower() in text.lower())
            return around(next(holds, ""), word)
    return ""


def around(text: str, word: str) -> str:
    """The place of the text where the word stands, on one line and without signs of Markdown."""
    line = plain(text)
    if word.lower() not in line.lower():  # in the address of a link, say
        line = " ".join(text.split())
    start = max(0, line.lower().find(word.lower()) - BEFORE)
    cut = line[start : start + AROUND]
    return ("…" if start else "") + cut + ("…" if start + AROUND < len(line) else "")
