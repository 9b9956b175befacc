"""Reads of workshops: the board as everybody of the room sees it, and its record."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Q
from django.http import Http404
from msgspec import Struct, field

from allied.alliances.models import Alliance, Partner
from allied.alliances.queries import partners_of
from allied.foundation.access.actor import Actor
from allied.foundation.access.keys import number_in
from allied.strategy.models import Perspective, Theme
from allied.strategy.queries import perspectives_of, themes_of

from ..models import Card, Move, Passage, Vote, Workshop

MOST_MOVES = 500
Place = tuple[int | None, int | None]


class Laid(Struct):
    """A card as it lies: its voices as far as the viewer may see, and its votes by partner."""

    card: Card
    voices: int = 0
    votes: list[tuple[str, int]] = field(default_factory=list)
    mine: int = 0


class Row(Struct):
    band: Perspective
    fields: list[tuple[Theme, list[Laid]]]


class Board(Struct):
    """Themes are the columns, bands the rows, the highest band above."""

    workshop: Workshop
    themes: list[Theme]
    rows: list[Row]
    tray: list[Laid]
    partners: list[Partner]
    votes_left: int

    @property
    def cards(self) -> list[Laid]:
        lying = [laid for row in self.rows for _, cards in row.fields for laid in cards]
        return [*self.tray, *lying]


def workshops_of(actor: Actor, alliance: Alliance) -> list[Any]:
    rows = Workshop.objects.visible_to(actor).filter(alliance=alliance)
    lying = Count("cards", filter=Q(cards__gone_at=None), distinct=True)
    return list(rows.annotate(lying=lying).select_related("room")[:200])


def workshop_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Workshop:
    rows = Workshop.objects.visible_to(actor).filter(alliance=alliance, pk=pk)
    found = rows.select_related("alliance", "room").first()
    if found is None:
        raise Http404
    return found


def seen_tick(given: str) -> int | None:
    """The tick a screen says it shows; None where it says none."""
    return number_in(given, 9)


def card_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Card:
    rows = Card.objects.visible_to(actor).filter(workshop__alliance=alliance, pk=pk)
    found = rows.select_related("workshop__alliance", "candidate", "perspective", "theme").first()
    if found is None:
        raise Http404
    return found


def others_on_board(actor: Actor, card: Card) -> list[Card]:
    """What the card could be merged into."""
    rows = Card.objects.visible_to(actor).filter(workshop=card.workshop_id, gone_at=None)
    return list(rows.exclude(pk=card.pk).select_related("candidate").order_by("candidate__title"))


def board_of(actor: Actor, workshop: Workshop) -> Board:
    """The whole board in six queries, however many cards. The tick is read with the workshop,
    before the cards: what happens between is asked for again."""
    alliance = workshop.alliance
    themes = themes_of(alliance, actor, with_people=False)
    bands = perspectives_of(alliance, actor)
    laid = _cards(actor, workshop)
    partners = partners_of(alliance)
    used = _votes(actor, workshop, laid, partners)
    fields: dict[Place, list[Laid]] = defaultdict(list)
    columns, lines = {theme.pk for theme in themes}, {band.pk for band in bands}
    for each in laid.values():
        place = (each.card.perspective_id, each.card.theme_id)
        lies = place[0] in lines and place[1] in columns
        fields[place if lies else (None, None)].append(each)
    rows = [
        Row(band, [(theme, fields[band.pk, theme.pk]) for theme in themes])
        for band in reversed(bands)
    ]
    left = workshop.votes_each - used
    return Board(workshop, themes, rows, fields[None, None], partners, left)


def _cards(actor: Actor, workshop: Workshop) -> dict[int, Laid]:
    rows = Card.objects.visible_to(actor).filter(workshop=workshop, gone_at=None)
    laid = {card.pk: Laid(card) for card in rows.select_related("candidate")}
    heard = Passage.objects.visible_to(actor).filter(
        candidate__in=[each.card.candidate_id for each in laid.values()]
    )
    counts = dict(
        heard.order_by().values_list("candidate").annotate(count=Count("id"))
    )  # fmt: skip
    for each in laid.values():
        each.voices = counts.get(each.card.candidate_id, 0)
    return laid


def _votes(actor: Actor, workshop: Workshop, laid: dict[int, Laid], partners: list[Partner]) -> int:
    """Puts the votes of each partner on the cards; answers how many the actor has laid."""
    sums: dict[tuple[int, int], int] = defaultdict(int)
    used = 0
    for vote in Vote.objects.visible_to(actor).filter(workshop=workshop):
        sums[vote.card_id, vote.partner_id] += vote.count
        if vote.person_id == actor.person_id and vote.card_id in laid:
            laid[vote.card_id].mine = vote.count
            used += vote.count
    for pk, each in laid.items():
        each.votes = [(side.company.name, sums[pk, side.pk]) for side in partners]
    return used


def record_of(actor: Actor, workshop: Workshop) -> list[Move]:
    """What was done on the board, newest first, up to a bound."""
    rows = Move.objects.visible_to(actor).filter(workshop=workshop)
    related = ("card__candidate", "perspective", "theme", "onto__candidate", "person__company")
    return list(rows.select_related(*related)[:MOST_MOVES])
