"""Where words occur, among what the actor sees. Seven queries, whatever is found."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance, Membership
from allied.foundation.access.actor import Actor
from allied.notes.models import Note
from allied.relations.models import Counterpart
from allied.scorecard.models import Measure
from allied.strategy.models import Objective

from .governance import of_governance
from .hits import Found, Hit, around, found, holding, own_rooms, snippet_of, words_of


def search_everywhere(actor: Actor, text: str, limit: int) -> list[Found]:
    """What is found of each kind, kinds without a hit left out."""
    words = words_of(text)
    if not words or not actor.seats:
        return []
    most = limit + 1
    governed = of_governance(actor, words, most)
    kinds = [
        ("alliance", _("Alliances"), "handshake", _alliances(actor, words, most)),
        ("objective", _("Objectives"), "target", _objectives(actor, words, most)),
        ("measure", _("Measures"), "gauge", _measures(actor, words, most)),
        *(
            (kind, name, icon, governed.get(kind, []))
            for kind, name, icon in (
                ("decision", _("Decisions"), "gavel"),
                ("action", _("Actions"), "list-checks"),
                ("escalation", _("Escalations"), "arrow-up-wide-narrow"),
                ("meeting", _("Meetings"), "calendar-clock"),
                ("topic", _("Topics of meetings"), "list"),
                ("entry", _("Minutes"), "file-text"),
                ("proposal", _("Proposals"), "lightbulb"),
                ("body", _("Committees"), "landmark"),
            )
        ),
        ("counterpart", _("Counterparts"), "building-2", _counterparts(actor, words, most)),
        ("person", _("People"), "user", _people(actor, words, most)),
        ("note", _("Notes"), "sticky-note", _notes(actor, words, most)),
    ]
    return [found(*kind, limit) for kind in kinds if kind[3]]


def _alliances(actor: Actor, words: Sequence[str], limit: int) -> list[Hit]:
    rows = Alliance.objects.visible_to(actor).filter(holding(words, "name", "description"))
    return [
        Hit("alliance", row.name, "", reverse("cockpit:map", args=[row.slug]),
            place=row.description)
        for row in rows[:limit]
    ]  # fmt: skip


def _objectives(actor: Actor, words: Sequence[str], limit: int) -> list[Hit]:
    rows = Objective.objects.visible_to(actor).filter(
        holding(words, "title", "description"), removed_at=None
    )
    own = own_rooms(actor)
    return [
        Hit(
            "objective", title, alliance,
            f"{reverse('cockpit:map', args=[slug])}?objective={pk}", room in own,
            snippet=snippet_of(words, title, text),
        )
        for pk, title, text, alliance, slug, room in rows.order_by("title", "pk").values_list(
            "pk", "title", "description", "alliance__name", "alliance__slug", "room_id"
        )[:limit]
    ]  # fmt: skip


def _measures(actor: Actor, words: Sequence[str], limit: int) -> list[Hit]:
    rows = Measure.objects.visible_to(actor).filter(
        holding(words, "name", "description"), removed_at=None, objective__removed_at=None
    )
    own = own_rooms(actor)
    return [
        Hit(
            "measure", name, alliance, reverse("scorecard:measure", args=[slug, pk]), room in own,
            objective, snippet_of(words, name, text),
        )
        for pk, name, text, objective, alliance, slug, room in rows.order_by(
            "name", "pk"
        ).values_list(
            "pk", "name", "description", "objective__title", "alliance__name", "alliance__slug",
            "room_id",
        )[:limit]
    ]  # fmt: skip


def _counterparts(actor: Actor, words: Sequence[str], limit: int) -> list[Hit]:
    rows = Counterpart.objects.visible_to(actor).filter(
        holding(words, "name", "contact"), template__retired_at=None
    )
    own = own_rooms(actor)
    return [
        Hit(
            "counterpart", name, alliance, reverse("relations:counterpart", args=[slug, pk]),
            room in own, template, snippet_of(words, name, contact),
        )
        for pk, name, contact, template, alliance, slug, room in rows.order_by(
            "name", "pk"
        ).values_list(
            "pk", "name", "contact", "template__name", "template__alliance__name",
            "template__alliance__slug", "template__room_id",
        )[:limit]
    ]  # fmt: skip


def _people(actor: Actor, words: Sequence[str], limit: int) -> list[Hit]:
    """Each person once, in the first of the alliances that the two share."""
    rows = (
        Membership.objects.visible_to(actor)
        .filter(holding(words, "person__name", "person__title"))
        .order_by("person__name", "person_id", "alliance__name")
        .values_list(
            "person_id", "person__name", "person__title", "person__company__name", "alliance__slug"
        )
        .distinct()
    )
    hits: dict[int, Hit] = {}
    for pk, name, title, company, slug in rows[: limit * len(actor.seats)]:
        place = ", ".join(filter(None, (title, company)))
        url = reverse("alliances:person", args=[slug, pk])
        hits.setdefault(pk, Hit("person", name, "", url, place=place))
    return list(hits.values())[:limit]


def _notes(actor: Actor, words: Sequence[str], limit: int) -> list[Hit]:
    rows = Note.objects.visible_to(actor).filter(holding(words, "text"))
    own = own_rooms(actor)
    return [
        Hit(
            "note", around(text, words[0]), alliance,
            f"{reverse('notes:list', args=[slug, kind, on])}#note-{pk}", room in own, author,
        )
        for pk, text, author, alliance, slug, kind, on, room in rows.order_by("-pk").values_list(
            "pk", "text", "author__name", "alliance__name", "alliance__slug", "kind", "object_id",
            "room_id",
        )[:limit]
    ]  # fmt: skip
