"""Where words occur, among what the actor sees. Eight queries, whatever is found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance, Membership
from allied.foundation.access.actor import Actor
from allied.foundation.ui.prose import plain
from allied.governance.models import Decision, Proposal
from allied.notes.models import Note
from allied.relations.models import Counterpart
from allied.scorecard.models import Measure
from allied.strategy.models import Objective

LONGEST = 200
MOST_WORDS = 6
BEFORE, AROUND = 30, 110


@dataclass(frozen=True, slots=True)
class Hit:
    title: str
    context: str
    url: str
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Found:
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


def search_everywhere(actor: Actor, text: str, limit: int) -> list[Found]:
    """What is found of each kind, kinds without a hit left out."""
    words = words_of(text)
    if not words or not actor.seats:
        return []
    found = [
        _found("alliance", _("Alliances"), "handshake", _alliances(actor, words, limit + 1), limit),
        _found("objective", _("Objectives"), "target", _objectives(actor, words, limit + 1), limit),
        _found("measure", _("Measures"), "gauge", _measures(actor, words, limit + 1), limit),
        _found("decision", _("Decisions"), "gavel", _decisions(actor, words, limit + 1), limit),
        _found("proposal", _("Proposals"), "lightbulb", _proposals(actor, words, limit + 1), limit),
        _found(
            "counterpart", _("Counterparts"), "building-2", _counterparts(actor, words, limit + 1),
            limit,
        ),
        _found("person", _("People"), "user", _people(actor, words, limit + 1), limit),
        _found("note", _("Notes"), "sticky-note", _notes(actor, words, limit + 1), limit),
    ]  # fmt: skip
    return [group for group in found if group.hits]


def _found(kind: str, name: str, icon: str, hits: Iterable[Hit], limit: int) -> Found:
    rows = list(hits)
    return Found(kind, name, icon, rows[:limit], len(rows) > limit)


def _holding(words: Sequence[str], *fields: str) -> Q:
    """Every word occurs in one of the fields, in whatever case."""
    return reduce(and_, (reduce(or_, (_has(field, word) for field in fields)) for word in words))


def _has(field: str, word: str) -> Q:
    # SQLite folds the case of ASCII letters only.
    forms = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    return reduce(or_, (Q(**{f"{field}__icontains": form}) for form in sorted(forms)))


def _own_rooms(actor: Actor) -> frozenset[int]:
    return frozenset(seat.own_room_id for seat in actor.seats.values())


def _alliances(actor: Actor, words: Sequence[str], limit: int) -> list[Hit]:
    rows = Alliance.objects.visible_to(actor).filter(_holding(words, "name", "description"))
    return [
        Hit(row.name, row.description, reverse("cockpit:map", args=[row.slug]))
        for row in rows[:limit]
    ]


def _objectives(actor: Actor, words: Sequence[str], limit: int) -> list[Hit]:
    rows = Objective.objects.visible_to(actor).filter(
        _holding(words, "title", "description"), removed_at=None
    )
    own = _own_rooms(actor)
    return [
        Hit(title, alliance, f"{reverse('cockpit:map', args=[slug])}?objective={pk}", room in own)
        for pk, title, alliance, slug, room in rows.order_by("title", "pk").values_list(
            "pk", "title", "alliance__name", "alliance__slug", "room_id"
        )[:limit]
    ]


def _measures(actor: Actor, words: Sequence[str], limit: int) -> list[Hit]:
    rows = Measure.objects.visible_to(actor).filter(
        _holding(words, "name", "description"), removed_at=None, objective__removed_at=None
    )
    own = _own_rooms(actor)
    return [
        Hit(
            name,
            f"{objective}, {alliance}",
            reverse("scorecard:measure", args=[slug, pk]),
            r in own,
        )
        for pk, name, objective, alliance, slug, r in rows.order_by("name", "pk").values_list(
            "pk", "name", "objective__title", "alliance__name", "alliance__slug", "room_id"
        )[:limit]
    ]


def _decisions(actor: Actor, words: Sequence[str], limit: int) -> list[Hit]:
    rows = Decision.objects.visible_to(actor).filter(
        _holding(words, "title", "situation", "decided")
    )
    return _titled(actor, rows.order_by("-pk"), "governance:decision", limit)


def _proposals(actor: Actor, words: Sequence[str], limit: int) -> list[Hit]:
    rows = Proposal.objects.visible_to(actor).filter(_holding(words, "title", "text", "why"))
    return _titled(actor, rows.order_by("-pk"), "governance:proposal", limit)


def _titled(actor: Actor, rows: Any, page: str, limit: int) -> list[Hit]:
    own = _own_rooms(actor)
    columns = ("pk", "title", "alliance__name", "alliance__slug", "room_id")
    return [
        Hit(title, alliance, reverse(page, args=[slug, pk]), room in own)
        for pk, title, alliance, slug, room in rows.values_list(*columns)[:limit]
    ]


def _counterparts(actor: Actor, words: Sequence[str], limit: int) -> list[Hit]:
    rows = Counterpart.objects.visible_to(actor).filter(
        _holding(words, "name", "contact"), template__retired_at=None
    )
    own = _own_rooms(actor)
    return [
        Hit(
            name, f"{template}, {alliance}", reverse("relations:counterpart", args=[slug, pk]),
            room in own,
        )
        for pk, name, template, alliance, slug, room in rows.order_by("name", "pk").values_list(
            "pk", "name", "template__name", "template__alliance__name", "template__alliance__slug",
            "template__room_id",
        )[:limit]
    ]  # fmt: skip


def _people(actor: Actor, words: Sequence[str], limit: int) -> list[Hit]:
    """Each person once, in the first of the alliances that the two share."""
    rows = (
        Membership.objects.visible_to(actor)
        .filter(_holding(words, "person__name", "person__title"))
        .order_by("person__name", "person_id", "alliance__name")
        .values_list(
            "person_id", "person__name", "person__title", "person__company__name", "alliance__slug"
        )
        .distinct()
    )
    hits: dict[int, Hit] = {}
    for pk, name, title, company, slug in rows[: limit * len(actor.seats)]:
        place = ", ".join(filter(None, (title, company)))
        hits.setdefault(pk, Hit(name, place, reverse("alliances:person", args=[slug, pk])))
    return list(hits.values())[:limit]


def _notes(actor: Actor, words: Sequence[str], limit: int) -> list[Hit]:
    rows = Note.objects.visible_to(actor).filter(_holding(words, "text"))
    own = _own_rooms(actor)
    return [
        Hit(
            _around(text, words[0]), f"{author}, {alliance}",
            f"{reverse('notes:list', args=[slug, kind, on])}#note-{pk}", room in own,
        )
        for pk, text, author, alliance, slug, kind, on, room in rows.order_by("-pk").values_list(
            "pk", "text", "author__name", "alliance__name", "alliance__slug", "kind", "object_id",
            "room_id",
        )[:limit]
    ]  # fmt: skip


def _around(text: str, word: str) -> str:
    """The place of the text where the word stands, on one line and without signs of Markdown."""
    line = plain(text)
    if word.lower() not in line.lower():  # in the address of a link, say
        line = " ".join(text.split())
    start = max(0, line.lower().find(word.lower()) - BEFORE)
    cut = line[start : start + AROUND]
    return ("…" if start else "") + cut + ("…" if start + AROUND < len(line) else "")
