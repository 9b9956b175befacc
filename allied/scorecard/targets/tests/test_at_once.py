"""Two sides at the same moment: one is told of the other, and a target is agreed once."""

from datetime import date

import pytest
from django.db.models import Count

from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry
from allied.scorecard.models import Measure, Offer, Reply, Standing, Target
from allied.scorecard.queries import standings_from_readings
from allied.scorecard.services import add_measure, set_target
from allied.scorecard.targets.services import (
    agree_to,
    decline,
    make_offer,
    put_forward,
    withdraw_offer,
)
from allied.strategy.models import Objective, Perspective, Theme
from tests.support.at_once import at_once
from tests.support.cast import make_cast

DAY = date(2024, 1, 1)
State = Offer.State
ROUNDS = 4


class Table:
    """A joint measure on a real database, with people of both sides at it."""

    def __init__(self):
        self.cast = cast = make_cast()
        place = {"alliance": cast.alliance, "room": cast.joint}
        objective = Objective.objects.create(
            title="Costs", perspective=Perspective.objects.create(name="Process", **place),
            theme=Theme.objects.create(name="Collaboration", **place), **place,
        )  # fmt: skip
        made = add_measure(
            by=self.actor("quintiles_manager"), objective=objective, name="Trust",
            valid_from=date(2023, 1, 1), target_values={"baseline": 0, "target": 100},
        )  # fmt: skip
        self.measure = Measure.objects.select_related("alliance", "room").get(pk=made.pk)

    def actor(self, who, view=View.JOINT):
        return self.cast.actor(who, view)

    def offer(self, who, target, day=DAY, **more):
        values = {"baseline": 0, "target": target}
        return make_offer(
            by=self.actor(who), measure=self.measure, valid_from=day, values=values, **more
        )

    def holds_together(self):
        """At most one open offer and one target in use for a day; agreed ones have their target."""
        for rows in (Offer.objects.filter(state=State.OPEN), Target.objects.in_use()):
            days = rows.filter(measure=self.measure).order_by().values_list("valid_from")
            assert all(count == 1 for _day, count in days.annotate(n=Count("pk")))
        for offer in Offer.objects.filter(state=State.AGREED):
            assert offer.target_set is not None
            assert offer.target_set.target == offer.target
        assert (
            not Offer.objects.exclude(state=State.AGREED)
            .filter(closed_at=None)
            .exclude(state=State.OPEN)
            .exclude(state=State.DRAFT)
            .exists()
        )
        standing = Standing.objects.get(measure=self.measure)
        made = next(standings_from_readings([self.measure.pk]))
        assert (standing.reading_id, standing.target) == (made.reading_id, made.target)


@pytest.fixture
def table(transactional_db):
    return Table()


def won_and_lost(found):
    """Every task but one must have been told of another; what the one returned."""
    lost = [each for each in found if isinstance(each, Conflict)]
    won = [each for each in found if not isinstance(each, Exception)]
    assert len(won) == 1, found
    assert len(lost) == len(found) - 1, found
    return won[0]


def test_of_two_offers_from_one_day_the_second_side_is_told(table):
    for round_ in range(ROUNDS):
        day = date(2024 + round_, 1, 1)
        offer = won_and_lost(
            at_once(
                lambda day=day, round_=round_: table.offer("quintiles_manager", 120 + round_, day),
                lambda day=day, round_=round_: table.offer("solvay_manager", 90 + round_, day),
            )
        )
        assert list(Offer.objects.filter(state=State.OPEN, valid_from=day)) == [offer]
    table.holds_together()


def test_one_agrees_while_another_counters(table):
    for round_ in range(ROUNDS):
        day = date(2024 + round_, 1, 1)
        offer = table.offer("quintiles_manager", 120 + round_, day)
        won_and_lost(
            at_once(
                lambda offer=offer: agree_to(by=table.actor("solvay_manager"), subject=offer),
                lambda offer=offer, day=day: table.offer("solvay_sponsor", 90, day, answers=offer),
            )
        )
        offer.refresh_from_db()
        assert offer.state in {State.AGREED, State.COUNTERED}
        in_use = Target.objects.in_use().filter(valid_from=day)
        assert in_use.count() == (offer.state == State.AGREED)
    table.holds_together()


def test_two_of_one_side_agree_and_it_is_agreed_once(table):
    for round_ in range(ROUNDS):
        day = date(2024 + round_, 1, 1)
        offer = table.offer("quintiles_manager", 120 + round_, day)
        won_and_lost(
            at_once(
                *(
                    lambda who=who, offer=offer: agree_to(by=table.actor(who), subject=offer)
                    for who in ("solvay_manager", "solvay_sponsor")
                )
            )
        )
        assert Reply.objects.filter(offer=offer).count() == 1
        assert Target.objects.in_use().get(valid_from=day).agreed_at is not None
    assert Entry.objects.filter(act="scorecard.agree_target").count() == ROUNDS
    table.holds_together()


def test_it_is_withdrawn_while_the_other_side_agrees(table):
    for round_ in range(ROUNDS):
        day = date(2024 + round_, 1, 1)
        offer = table.offer("quintiles_manager", 120 + round_, day)
        found = at_once(
            lambda offer=offer: withdraw_offer(by=table.actor("quintiles_manager"), offer=offer),
            lambda offer=offer: agree_to(by=table.actor("solvay_manager"), subject=offer),
        )
        assert sum(isinstance(each, Conflict | Refused) for each in found) == 1, found
        offer.refresh_from_db()
        agreed = offer.state == State.AGREED
        assert Target.objects.in_use().filter(valid_from=day).exists() is agreed
    table.holds_together()


def test_a_target_set_by_one_side_is_answered_twice_and_written_down_once(table):
    """It becomes an offer with its first answer: of two answers only one may do so."""
    target = set_target(
        by=table.actor("quintiles_manager"), measure=table.measure, valid_from=DAY,
        baseline=0, target=110,
    )  # fmt: skip
    found = at_once(
        lambda: agree_to(by=table.actor("solvay_manager"), subject=target),
        lambda: decline(by=table.actor("solvay_sponsor"), subject=target),
    )
    won_and_lost(found)
    assert Offer.objects.filter(target_set=target).count() == 1
    assert Reply.objects.count() == 1
    table.holds_together()


def test_a_draft_is_put_forward_twice_and_stands_once(table):
    """Two tabs of one person, or two of one side who share the draft."""
    draft = make_offer(
        by=table.actor("quintiles_manager", View.OURS), measure=table.measure, valid_from=DAY,
        values={"baseline": 0, "target": 130}, as_draft=True,
    )  # fmt: skip
    found = at_once(
        *(
            lambda who=who: put_forward(
                by=table.actor(who, View.OURS),
                offer=Offer.objects.select_related("measure", "alliance").get(pk=draft.pk),
                version=draft.version,
            )
            for who in ("quintiles_manager", "quintiles_sponsor")
        )
    )
    won_and_lost(found)
    assert Offer.objects.filter(state=State.OPEN).count() == 1
    table.holds_together()


def test_a_target_is_set_while_an_offer_for_its_day_is_agreed(table):
    """Both may be done, in either order: the later one supersedes, and neither is half."""
    for round_ in range(ROUNDS):
        day = date(2024 + round_, 1, 1)
        offer = table.offer("quintiles_manager", 120 + round_, day)
        found = at_once(
            lambda offer=offer: agree_to(by=table.actor("solvay_manager"), subject=offer),
            lambda day=day: set_target(
                by=table.actor("quintiles_manager"), measure=table.measure, valid_from=day,
                baseline=0, target=70,
            ),
        )  # fmt: skip
        faults = [each for each in found if isinstance(each, Exception)]
        assert all(isinstance(each, Conflict) for each in faults), found
        assert Target.objects.in_use().filter(valid_from=day).count() == 1
    table.holds_together()
