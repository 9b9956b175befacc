"""Writes on the board of a workshop, by many people at once.

Every write first takes the workshop's row, so that writes of one board stand in one order (`tick`)
and nobody waits for more than the write before. What makes a move lose is not the lock but the
version of its own card: moves of different cards never conflict.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.strategy.models import Perspective, Theme

from ..models import Card, Move, Stage, State, Vote, Workshop
from .candidates import merge, raise_candidate
from .trail import trace
from .workshops import MOST_CARDS


@transaction.atomic
def move_card(
    *, by: Actor, card: Card, seen: int, perspective: Perspective | None, theme: Theme | None
) -> Card:
    """Put a card into a field of the board, or back into the tray. Acknowledged means recorded.

    Conflict where somebody else moved the same card since `seen`; Refused while the workshop is
    not open. A card that lies there already stays as it is.
    """
    workshop = _enter(by, card.workshop)
    now = _lying(card)
    for place in (perspective, theme):
        if place is not None and place.alliance_id != workshop.alliance_id:
            raise Refused(_("Choose a place of this board."))
    wanted = (perspective.pk if perspective else None, theme.pk if theme else None)
    if (now.perspective_id, now.theme_id) == wanted:
        return now
    if now.version != seen:
        raise Conflict(now)
    now.perspective_id, now.theme_id = wanted
    now.moved_by = by.name
    now.save_over(seen, ["perspective_id", "theme_id", "moved_by"])
    _record(by, workshop, now, "move")
    return now


@transaction.atomic
def add_card(*, by: Actor, workshop: Workshop, title: str) -> Card:
    """Raise a candidate in the room of the workshop and lay its card into the tray."""
    board = _enter(by, workshop)
    if Card.objects.filter(workshop=board, gone_at=None).count() >= MOST_CARDS:
        raise Refused(
            _("A board holds at most %(most)d cards. Merge some first.") % {"most": MOST_CARDS},
            "title",
        )
    candidate = raise_candidate(by=by, alliance=board.alliance, title=title, room=board.room)
    card = Card.objects.create(workshop=board, candidate=candidate, moved_by=by.name)
    _record(by, board, card, "add")
    return card


@transaction.atomic
def merge_cards(*, by: Actor, card: Card, seen: int, onto: Card) -> Card:
    """Lay a card onto another: one candidate from now on, with the passages and votes of both."""
    board = _enter(by, card.workshop)
    source, target = _lying(card), _lying(onto)
    if target.workshop_id != board.pk:
        raise Refused(_("Choose a card of this board."), "onto")
    if source.version != seen:
        raise Conflict(source)
    merge(by, source.candidate, source.candidate.version, target.candidate)
    _carry_votes(source, target)
    source.gone_at, source.moved_by = timezone.now(), by.name
    source.save_over(seen, ["gone_at", "moved_by"])
    _record(by, board, source, "merge", onto=target)
    return target


@transaction.atomic
def take_off(*, by: Actor, card: Card, seen: int) -> None:
    """Take a card off the board; its candidate stays among the candidates."""
    board = _enter(by, card.workshop)
    now = _lying(card)
    now.gone_at, now.moved_by = timezone.now(), by.name
    now.save_over(seen, ["gone_at", "moved_by"])
    Vote.objects.filter(card=now).delete()
    _record(by, board, now, "take_off")


@transaction.atomic
def cast_vote(*, by: Actor, card: Card, more: bool) -> int:
    """Lay one more vote on a card, or take one back; answers the votes left. While voting only."""
    board = _enter(by, card.workshop)
    if by.person_id is None:
        raise PermissionDenied("discovery.contribute")
    if not board.is_voting:
        raise Refused(_("Voting is closed."))
    now = _lying(card)
    mine = Vote.objects.filter(workshop=board, person_id=by.person_id)
    used = mine.aggregate(all=Sum("count"))["all"] or 0
    vote = mine.filter(card=now).first()
    if more and used >= board.votes_each:
        raise Refused(_("You have laid all your votes. Take one back first."))
    if more and vote is None:
        seat = by.seats[board.alliance_id]
        Vote.objects.create(
            workshop=board, card=now, person_id=by.person_id, partner_id=seat.partner_id
        )
    elif more and vote is not None:
        vote.count += 1
        vote.save()
    elif vote is not None:
        _take_back(vote)
    else:
        return board.votes_each - used
    _tick(board)
    return board.votes_each - used + (-1 if more else 1)


def _take_back(vote: Vote) -> None:
    if vote.count == 1:
        vote.delete()
        return
    vote.count -= 1
    vote.save()


def _enter(by: Actor, workshop: Workshop) -> Workshop:
    """The workshop as it now is, held until this write is done."""
    demand(by, "discovery.contribute", workshop.alliance)
    board: Workshop = (
        Workshop.objects.visible_to(by).select_for_update(of=("self",))
        .select_related("alliance", "room").get(pk=workshop.pk)
    )  # fmt: skip
    if board.stage != Stage.OPEN:
        raise Refused(
            _("The workshop is closed.")
            if board.stage == Stage.CLOSED
            else _("The workshop is not open yet.")
        )
    return board


def _lying(card: Card) -> Card:
    now = Card.objects.select_related("candidate__alliance", "perspective", "theme").get(pk=card.pk)
    if now.gone_at is not None:
        raise Refused(
            _("“%(title)s” was merged or taken off the board.") % {"title": now.candidate.title}
        )
    if now.candidate.state == State.MERGED:
        raise Refused(_("“%(title)s” was merged.") % {"title": now.candidate.title})
    return now


def _tick(board: Workshop) -> int:
    board.tick += 1
    Workshop.objects.filter(pk=board.pk).update(tick=board.tick)
    return board.tick


def _record(by: Actor, board: Workshop, card: Card, act: str, onto: Card | None = None) -> None:
    Move.objects.create(
        workshop=board, card=card, tick=_tick(board), card_version=card.version,
        person_id=by.person_id, author=by.name, act=act, perspective_id=card.perspective_id,
        theme_id=card.theme_id, onto=onto,
    )  # fmt: skip
    if act != "move":  # moves stand in the workshop's own record
        trace(f"{act}_card", by, "candidate", card.candidate, workshop=board.pk)


def _carry_votes(source: Card, target: Card) -> None:
    held = {vote.person_id: vote for vote in Vote.objects.filter(card=target)}
    for vote in Vote.objects.filter(card=source):
        if vote.person_id in held:
            held[vote.person_id].count += vote.count
            held[vote.person_id].save()
            vote.delete()
        else:
            vote.card = target
            vote.save()
