"""What of governance holds the words: decisions, actions, meetings and the rest, in one query."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models
from django.db.models import DateTimeField, F, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from msgspec import Struct

from allied.foundation.access.actor import Actor
from allied.governance.models import (
    Action,
    Addendum,
    Body,
    Decision,
    Escalation,
    Meeting,
    MinuteEntry,
    Proposal,
    Topic,
)

from .hits import Hit, around, holding, own_rooms, snippet_of


class Part(Struct, frozen=True):
    """One table. `title` and `texts`: where the words are looked for; `page`: where a hit leads;
    `at`: its moment, the latest first; `path`: the way to what lives in a room; `may_be_removed`:
    what is, is not found."""

    kind: str
    model: type[models.Model]
    page: str
    texts: tuple[str, ...]
    title: str = ""
    at: str = ""
    path: str = ""
    may_be_removed: bool = False


PARTS = (
    Part("decision", Decision, "decision", ("situation", "decided"), "title", "raised_at"),
    Part("action", Action, "action", ("details",), "title", "promised_at"),
    Part("escalation", Escalation, "escalation", ("situation", "outcome"), "title", "raised_at"),
    Part("meeting", Meeting, "meeting", ("name", "place", "body__name"), at="starts_at"),
    Part("topic", Topic, "meeting", ("why",), "title", "meeting__starts_at", "meeting__", True),
    Part("entry", MinuteEntry, "minutes", ("text",), at="meeting__starts_at", path="meeting__",
         may_be_removed=True),
    Part("entry", Addendum, "minutes", ("text",), at="meeting__starts_at", path="meeting__"),
    Part("proposal", Proposal, "proposal", ("text", "why"), "title", "at"),
    Part("body", Body, "body", ("purpose",), "name"),
)  # fmt: skip


def of_governance(actor: Actor, words: Sequence[str], limit: int) -> dict[str, list[Hit]]:
    """By kind, the latest first, at most `limit` of each. One query."""
    first, *others = (_rows(part, actor, words, limit) for part in PARTS)
    rows = [_Row(*row) for row in first.union(*others, all=True)]
    rows.sort(key=lambda row: (row.at is not None and row.at.timestamp(), row.pk), reverse=True)
    own, hits = own_rooms(actor), defaultdict(list)
    for row in rows:
        hits[row.kind].append(_hit(row, words, own))
    return {kind: each[:limit] for kind, each in hits.items()}


def _rows(part: Part, actor: Actor, words: Sequence[str], limit: int) -> Any:
    """The columns of one table. What is visible is asked before anything is looked for."""
    visible: Any = part.model._default_manager
    visible = visible.visible_to(actor)
    fields = [part.title, *part.texts] if part.title else part.texts
    matching = visible.filter(holding(words, *fields))
    if part.may_be_removed:
        matching = matching.filter(removed_at=None)
    order = (f"-{part.at}", "-pk") if part.at else ("-pk",)
    wanted = visible.filter(pk__in=matching.order_by(*order).values("pk")[:limit]).order_by()
    columns = dict(_columns(part))
    return wanted.annotate(**columns).values_list(*columns)


def _columns(part: Part) -> Iterator[tuple[str, Any]]:
    """Named so that no table has a field called so; all of one type in every table."""
    said = {
        "kind": _text(Value(part.kind)),
        "page": _text(Value(part.page)),
        "pk": F("pk"),
        "title": _text(F(part.title) if part.title else Value("")),
        "text": _text(F(part.texts[0])),
        "more": _text(F(part.texts[1]) if len(part.texts) > 1 else Value("")),
        "at": F(part.at) if part.at else Cast(Value(None), DateTimeField()),
        "alliance": _text(F(f"{part.path}alliance__name")),
        "slug": _text(F(f"{part.path}alliance__slug")),
        "room": F(f"{part.path}room_id"),
        "meeting": F("meeting_id") if part.path else Value(0),
        "meeting_name": _text(_meeting(part, "name")),
        "body": _text(_meeting(part, "body__name")),
    }
    yield from ((f"hit_{name}", value) for name, value in said.items())


def _text(value: Any) -> Any:
    return Cast(value, TextField())


def _meeting(part: Part, field: str) -> Any:
    if part.path:
        return F(f"meeting__{field}")
    return F(field) if part.model is Meeting else Value("")


class _Row(Struct, frozen=True):
    kind: str
    page: str
    pk: int
    title: str
    text: str
    more: str
    at: Any
    alliance: str
    slug: str
    room: int
    meeting: int
    meeting_name: str
    body: str

    @property
    def called(self) -> str:
        """The meeting with its day."""
        name = self.meeting_name or self.body
        return f"{name}, {date_format(localtime(self.at), 'DATE_FORMAT')}"


def _hit(row: _Row, words: Sequence[str], own: frozenset[int]) -> Hit:
    url = reverse(f"governance:{row.page}", args=[row.slug, row.meeting or row.pk])
    title, place, snippet = row.title, row.called if row.meeting else "", ""
    if row.kind == "entry":
        title = around(row.text, words[0])
    elif row.kind == "meeting":
        title, place = row.called, row.body if row.meeting_name else ""
        snippet = snippet_of(words, f"{title} {place}", row.more)
    else:
        snippet = snippet_of(words, title, row.text, row.more)
    if row.kind == "topic":
        url += f"?agenda#topic-{row.pk}"
    return Hit(row.kind, title, row.alliance, url, row.room in own, place, snippet)
