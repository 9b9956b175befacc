"""The board: whose move counts, votes, merging, stages; twelve people at once lose nothing."""

import threading
from collections import Counter
from contextvars import copy_context
from random import Random

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections

from allied.alliances.models import Role
from allied.alliances.services import appoint
from allied.discovery import queries, services
from allied.discovery.models import Candidate, Card, Move, Vote, Workshop
from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from tests.support.cast import person

from .conftest import DAY


def moved(by, card, frame, band, theme, seen=1):
    return services.move_card(
        by=by, card=card, seen=seen, perspective=frame.bands[band], theme=frame.themes[theme]
    )


def test_moves_of_different_cards_never_conflict(by, board, frame):
    shop, (one, two) = board()
    moved(by("member"), one, frame, 0, 1)
    moved(by("theme_leader"), two, frame, 1, 1)
    shop.refresh_from_db()
    assert shop.tick == 3
    assert Move.objects.filter(workshop=shop, act="move").count() == 2


def test_two_moves_of_one_card(by, board, frame):
    _, (one, _) = board()
    moved(by("member"), one, frame, 0, 1)
    with pytest.raises(Conflict) as lost:
        moved(by("theme_leader"), one, frame, 2, 2)
    assert lost.value.current.moved_by == "Member"
    assert lost.value.current.theme == frame.themes[1]
    assert moved(by("theme_leader"), one, frame, 2, 2, seen=2).version == 3
    assert moved(by("member"), one, frame, 2, 2, seen=1).version == 3  # it lies there already
    assert Move.objects.filter(card=one, act="move").count() == 2


def test_back_into_the_tray(by, board, frame):
    _, (one, _) = board()
    moved(by("member"), one, frame, 0, 1)
    services.move_card(by=by("member"), card=one, seen=2, perspective=None, theme=None)
    one.refresh_from_db()
    assert (one.perspective, one.theme, one.version) == (None, None, 3)


@pytest.mark.parametrize("who", ["reader", "outsider", "former_member"])
def test_others_look_on(by, board, frame, who):
    _, (one, _) = board()
    with pytest.raises(PermissionDenied):
        moved(by(who), one, frame, 0, 0)


def test_nothing_moves_while_presenting(by, board, frame):
    _, (one, _) = board()
    with pytest.raises(PermissionDenied):
        moved(by("member", View.PRESENT), one, frame, 0, 0)


def test_only_an_open_workshop_is_worked_on(cast, by, board, frame):
    shop, (one, two) = board()
    manager = by("solvay_manager")
    moved(by("member"), one, frame, 3, 4)
    with pytest.raises(PermissionDenied):
        services.set_stage(by=by("theme_leader"), workshop=shop, version=2, stage="closed")
    services.set_stage(by=manager, workshop=shop, version=2, stage="closed")
    for act in (
        lambda: moved(by("member"), two, frame, 0, 0),
        lambda: services.add_card(by=by("member"), workshop=shop, title="Late"),
        lambda: services.merge_cards(by=by("member"), card=one, seen=2, onto=two),
        lambda: services.take_off(by=by("member"), card=two, seen=1),
        lambda: services.cast_vote(by=by("member"), card=one, more=True),
    ):
        with pytest.raises(Refused):
            act()
    kept = Candidate.objects.get(pk=one.candidate_id)
    assert (kept.perspective, kept.theme) == (frame.bands[3], frame.themes[4])


def test_votes_are_counted_apart_and_limited(cast, by, board):
    shop, (one, two) = board()
    member, leader, manager = by("member"), by("theme_leader"), by("solvay_manager")
    with pytest.raises(Refused):
        services.cast_vote(by=member, card=one, more=True)
    shop.refresh_from_db()
    services.set_voting(by=manager, workshop=shop, version=shop.version, is_voting=True)
    left = [services.cast_vote(by=member, card=one, more=True) for _ in range(5)]
    assert left == [4, 3, 2, 1, 0]
    with pytest.raises(Refused):
        services.cast_vote(by=member, card=two, more=True)
    assert services.cast_vote(by=member, card=one, more=False) == 1
    assert services.cast_vote(by=member, card=two, more=False) == 1
    services.cast_vote(by=leader, card=one, more=True)
    shown = queries.board_of(member, Workshop.objects.get(pk=shop.pk))
    [first] = [laid for laid in shown.tray if laid.card.pk == one.pk]
    assert dict(first.votes) == {"Quintiles": 4, "Solvay": 1}
    assert (first.mine, shown.votes_left) == (4, 1)


def test_merging_two_cards_carries_votes_and_leaves_one(by, board):
    shop, (one, two) = board()
    shop.refresh_from_db()
    services.set_voting(by=by("solvay_manager"), workshop=shop, version=2, is_voting=True)
    for card in (one, one, two):
        services.cast_vote(by=by("member"), card=card, more=True)
    services.cast_vote(by=by("theme_leader"), card=one, more=True)
    services.merge_cards(by=by("member"), card=one, seen=1, onto=two)
    assert sorted(Vote.objects.values_list("card", "count")) == [(two.pk, 1), (two.pk, 3)]
    assert queries.board_of(by("reader"), shop).tray[0].card == two
    with pytest.raises(Refused):
        services.move_card(by=by("member"), card=one, seen=2, perspective=None, theme=None)


def test_a_card_added_from_our_view_is_joint_like_its_workshop(cast, by, board):
    shop, _ = board()
    card = services.add_card(by=by("member", View.OURS), workshop=shop, title="Mine")
    assert card.candidate.room == cast.joint
    with pytest.raises(Refused):
        services.add_card(by=by("member"), workshop=shop, title=" mine ")


def test_a_workshop_of_our_room_sorts_our_candidates_alone(cast, by, frame, candidate):
    candidate("Joint")
    own = candidate("Ours", view=View.OURS)
    shop = services.prepare_workshop(
        by=by("quintiles_manager", View.OURS), alliance=cast.alliance, name="At home", held_on=DAY
    )
    assert [card.candidate for card in Card.objects.filter(workshop=shop)] == [own]
    assert queries.workshops_of(by("solvay_manager", View.OURS), cast.alliance) == []


@pytest.mark.parametrize(
    "fields",
    [{"name": ""}, {"name": "x" * 141}, {"name": "\0"}, {"votes_each": 0}, {"votes_each": 21}],
)
def test_a_bad_workshop_is_refused(cast, by, fields):
    given = {"name": "W", "held_on": DAY, "votes_each": 5, **fields}
    with pytest.raises(Refused):
        services.prepare_workshop(by=by("solvay_manager"), alliance=cast.alliance, **given)


CARDS, PEOPLE, MOVES_EACH = 30, 12, 15


@pytest.mark.django_db(transaction=True)
def test_twelve_people_moving_thirty_cards_at_once_lose_nothing(cast, by, board, frame):
    """Every acknowledged move is in the record, and each card lies where its last one put it."""
    shop, cards = board(CARDS)
    actors = []
    for n in range(PEOPLE):
        side = (cast.quintiles, cast.solvay)[n % 2]
        someone = person(side.company, f"Mover {n}")
        appoint(by=None, partner=side, person=someone, role=Role.MEMBER)
        setattr(cast, f"mover_{n}", someone)
        actors.append(by(f"mover_{n}"))
    acknowledged, conflicts, faults = [], Counter(), []
    ready = threading.Barrier(PEOPLE)

    def work(number: int) -> None:
        random, actor = Random(number), actors[number]
        ready.wait()
        try:
            for _ in range(MOVES_EACH):
                card = Card.objects.get(pk=random.choice(cards).pk)
                for _try in range(50):
                    band, theme = random.choice(frame.bands), random.choice(frame.themes)
                    if (band.pk, theme.pk) == (card.perspective_id, card.theme_id):
                        continue
                    try:
                        now = services.move_card(
                            by=actor, card=card, seen=card.version, perspective=band, theme=theme
                        )
                    except Conflict as lost:
                        conflicts[number] += 1
                        card = lost.current
                        continue
                    acknowledged.append((now.pk, now.version, band.pk, theme.pk))
                    break
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    # Each in a copy of this context: a thread begins admitted to no room.
    threads = [threading.Thread(target=copy_context().run, args=(work, n)) for n in range(PEOPLE)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert faults == []
    assert len(acknowledged) == PEOPLE * MOVES_EACH
    made = Move.objects.filter(workshop=shop, act="move")
    recorded = set(made.values_list("card", "card_version", "perspective", "theme"))
    assert set(acknowledged) == recorded
    # Two who want the same place at once are both told yes, and it is one move.
    assert made.count() == len(set(acknowledged))
    ticks = sorted(made.values_list("tick", flat=True))
    assert ticks == list(range(ticks[0], ticks[0] + len(ticks)))
    last = {pk: (v, b, t) for pk, v, b, t in sorted(acknowledged, key=lambda move: move[1])}
    ends = Card.objects.filter(pk__in=last).values_list("pk", "version", "perspective", "theme")
    assert {pk: tuple(rest) for pk, *rest in ends} == last
    assert connection.vendor in {"sqlite", "postgresql"}
