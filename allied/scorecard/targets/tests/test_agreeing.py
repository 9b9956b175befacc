"""Offers, counter-offers and agreement: who may, what comes into force, and lost races."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allied.alliances.models import Partner, Role
from allied.alliances.services import appoint
from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry
from allied.people.models import Company
from allied.scorecard.explaining import paragraph
from allied.scorecard.models import Offer, Target
from allied.scorecard.queries import scorecard_of
from allied.scorecard.services import set_target
from allied.scorecard.targets.services import (
    agree_to,
    decline,
    make_offer,
    put_forward,
    withdraw_offer,
)
from tests.support.cast import person

DAY = date(2024, 1, 1)
State = Offer.State


@pytest.fixture
def theirs(cast):
    return cast.actor("solvay_manager", View.JOINT)


@pytest.fixture
def measure(measure_of):
    return measure_of([20, 60])


def offered(by, measure, target=120, day=DAY, **more):
    values = {"baseline": 0, "target": target}
    return make_offer(by=by, measure=measure, valid_from=day, values=values, **more)


def in_force(measure):
    return Target.objects.in_use().get(measure=measure, valid_from=DAY)


def test_an_offer_changes_nothing_until_the_other_side_agrees(by, theirs, measure):
    offer = offered(by, measure)
    assert not Target.objects.filter(valid_from=DAY).exists()
    agree_to(by=theirs, subject=offer, comment="Ambitious, and right.")
    target = in_force(measure)
    assert target.target == 120
    assert target.agreed_at is not None
    assert [who[:2] for who in target.agreed_by] == [
        ["Quintiles", "Quintiles manager"], ["Solvay", "Solvay manager"],
    ]  # fmt: skip
    offer.refresh_from_db()
    assert (offer.state, offer.target_set_id) == (State.AGREED, target.pk)


def test_the_score_is_judged_by_what_was_agreed_at_once(by, theirs, measure, cast):
    agree_to(by=theirs, subject=offered(by, measure, target=60))
    row = scorecard_of(cast.alliance, by).measures[0]
    assert (row.target, row.score, row.is_proposed) == (60, 1.0, False)


def test_a_target_that_one_side_set_is_proposed_and_says_so(by, measure, cast):
    row = scorecard_of(cast.alliance, by).measures[0]
    assert row.is_proposed
    assert row.score == pytest.approx(0.6)
    assert "not every partner has agreed" in paragraph(row.explanation)


def test_agreeing_to_it_changes_neither_values_nor_score(by, theirs, measure, cast):
    target = measure.targets.get()
    agree_to(by=theirs, subject=target)
    row = scorecard_of(cast.alliance, by).measures[0]
    assert (row.is_proposed, row.judged_by_id) == (False, target.pk)
    assert measure.targets.count() == 1
    assert "agreed to it" not in paragraph(row.explanation)


def test_a_measure_of_our_room_never_says_proposed(ours, measure_of, cast):
    measure = measure_of([20], by=ours)
    assert not scorecard_of(cast.alliance, ours).measures[0].is_proposed
    with pytest.raises(Refused, match="nobody's agreement"):
        offered(ours, measure)


def test_setting_another_target_is_a_proposal_again(by, theirs, measure, cast):
    agree_to(by=theirs, subject=offered(by, measure))
    set_target(by=theirs, measure=measure, valid_from=DAY, baseline=0, target=90)
    assert scorecard_of(cast.alliance, by).measures[0].is_proposed


def test_setting_the_same_again_leaves_it_agreed(by, theirs, measure):
    agree_to(by=theirs, subject=offered(by, measure))
    set_target(by=by, measure=measure, valid_from=DAY, baseline=0, target=120)
    assert in_force(measure).agreed_at is not None


def test_as_of_a_past_day_it_is_proposed_if_it_was_agreed_later(by, theirs, measure, cast):
    agree_to(by=theirs, subject=measure.targets.get())
    today = timezone.localdate()
    assert not scorecard_of(cast.alliance, by, today).measures[0].is_proposed
    Target.objects.update(agreed_at=timezone.now() + timezone.timedelta(days=2))
    assert scorecard_of(cast.alliance, by, today).measures[0].is_proposed


@pytest.mark.parametrize("who", ["quintiles_manager", "quintiles_sponsor"])
def test_ones_own_side_does_not_agree(cast, by, measure, who):
    offer = offered(by, measure)
    with pytest.raises(Refused, match="your own side"):
        agree_to(by=cast.actor(who, View.JOINT), subject=offer)


@pytest.mark.parametrize("who", ["theme_leader", "reader", "outsider", "former_member", "member"])
def test_only_managers_and_sponsors_agree(cast, by, measure, who):
    offer = offered(by, measure)
    with pytest.raises(PermissionDenied):
        agree_to(by=cast.actor(who, View.JOINT), subject=offer)


def test_nobody_agrees_on_a_shared_screen(cast, by, measure):
    offer = offered(by, measure)
    with pytest.raises(PermissionDenied):
        agree_to(by=cast.actor("solvay_manager", View.PRESENT), subject=offer)


def test_a_sponsor_of_the_other_side_agrees(cast, by, measure):
    agree_to(by=cast.actor("solvay_sponsor", View.JOINT), subject=offered(by, measure))
    assert in_force(measure).agreed_by[1][1] == "Solvay sponsor"


def test_a_counter_offer_closes_what_it_answers(by, theirs, measure):
    first = offered(by, measure)
    counter = offered(theirs, measure, target=100, answers=first, comment="Too steep.")
    first.refresh_from_db()
    assert (first.state, counter.answers_id, counter.state) == (
        State.COUNTERED, first.pk, State.OPEN,
    )  # fmt: skip
    agree_to(by=by, subject=counter)
    assert in_force(measure).target == 100


def test_a_counter_offer_to_a_target_that_was_set(by, theirs, measure):
    counter = offered(theirs, measure, target=80, answers=measure.targets.get())
    assert counter.answers.state == State.COUNTERED
    assert counter.answers.partner.company.name == "Quintiles"
    with pytest.raises(Conflict):
        agree_to(by=theirs, subject=measure.targets.get())


def test_declined_it_stays_in_force_and_proposed(by, theirs, measure, cast):
    decline(by=theirs, subject=measure.targets.get(), comment="No.")
    assert scorecard_of(cast.alliance, by).measures[0].is_proposed
    with pytest.raises(Conflict):
        agree_to(by=theirs, subject=measure.targets.get())


def test_the_second_to_answer_is_told_what_stands(by, theirs, cast, measure):
    offer = offered(by, measure)
    agree_to(by=theirs, subject=offer)
    sponsor = cast.actor("solvay_sponsor", View.JOINT)
    with pytest.raises(Conflict) as lost:
        offered(sponsor, measure, target=90, answers=offer)
    assert lost.value.current.state == State.AGREED
    assert in_force(measure).target == 120


def test_two_sides_cannot_both_offer_from_one_day_unseen(by, theirs, measure):
    offered(by, measure)
    with pytest.raises(Conflict) as lost:
        offered(theirs, measure, target=90)
    assert lost.value.current.target == 120


def test_another_offer_of_ones_own_takes_the_place_of_the_first(by, measure):
    first, second = offered(by, measure), offered(by, measure, target=130)
    first.refresh_from_db()
    assert (first.state, second.answers_id) == (State.WITHDRAWN, first.pk)
    assert first.target == 120


def test_what_was_withdrawn_cannot_be_agreed(by, theirs, measure):
    offer = offered(by, measure)
    with pytest.raises(Refused, match="Only the side"):
        withdraw_offer(by=theirs, offer=offer)
    withdraw_offer(by=by, offer=offer)
    with pytest.raises(Conflict):
        agree_to(by=theirs, subject=offer)


def test_a_draft_is_seen_by_its_own_side_only(ours, cast, measure):
    draft = offered(ours, measure, as_draft=True)
    other = cast.actor("solvay_manager", View.OURS)
    assert draft.room == cast.quintiles_room
    assert not Offer.objects.visible_to(other).exists()
    assert not Entry.objects.filter(room_id=cast.joint.pk, act="scorecard.draft_offer").exists()
    put_forward(by=ours, offer=draft, version=draft.version)
    assert Offer.objects.visible_to(other).get() == draft
    assert Entry.objects.filter(room_id=cast.joint.pk, act="scorecard.offer_target").exists()


def test_a_draft_that_answers_leaves_the_offer_open(ours, theirs, by, measure):
    first = offered(theirs, measure)
    draft = offered(ours, measure, target=90, answers=first, as_draft=True)
    first.refresh_from_db()
    assert first.state == State.OPEN
    put_forward(by=ours, offer=draft, version=draft.version)
    first.refresh_from_db()
    assert first.state == State.COUNTERED


def test_a_draft_is_changed_by_whoever_saw_it_last(ours, measure):
    draft = offered(ours, measure, as_draft=True)
    seen = draft.version
    offered(ours, measure, target=90, draft=draft, version=seen, as_draft=True)
    with pytest.raises(Conflict):
        offered(ours, measure, target=80, draft=draft, version=seen, as_draft=True)


def test_no_draft_in_the_joint_view(by, measure):
    with pytest.raises(Refused, match="our room"):
        offered(by, measure, as_draft=True)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"baseline": 100, "target": 100}, "target"),
        ({"baseline": 0, "target": float("nan")}, "target"),
        ({"baseline": 0, "target": 1e308}, "target"),
        ({"baseline": 0, "target": float("inf")}, "target"),
        ({"baseline": 0}, "target"),
    ],
)
def test_what_no_target_can_be_is_no_offer(by, measure, values, field):
    with pytest.raises(Refused) as refused:
        make_offer(by=by, measure=measure, valid_from=DAY, values=values)
    assert refused.value.field == field
    assert not Offer.objects.exists()


def test_a_locked_period_is_not_judged_anew(by, theirs, measure):
    from allied.scorecard.services import lock_period

    offer = offered(by, measure)
    lock_period(by=by, alliance=measure.alliance, period_start=DAY, period_end=timezone.localdate())
    with pytest.raises(Refused, match="locked"):
        agree_to(by=theirs, subject=offer)
    with pytest.raises(Refused, match="locked"):
        offered(by, measure, target=110)


def test_what_is_agreed_already_is_not_offered_again(by, theirs, measure):
    agree_to(by=theirs, subject=offered(by, measure))
    with pytest.raises(Refused, match="agreed to already"):
        offered(by, measure)


def test_of_three_partners_all_others_agree(by, theirs, cast, measure):
    company = Company.objects.create(name="Merck KGaA", slug="merck-kgaa")
    from allied.alliances.models import Room

    third = Partner.objects.create(alliance=cast.alliance, company=company, position=3)
    Room.objects.create(alliance=cast.alliance, partner=third)
    someone = person(company, "Third manager")
    appoint(by=None, partner=third, person=someone, role=Role.ALLIANCE_MANAGER)
    cast.third = someone
    offer = offered(by, measure)
    agree_to(by=theirs, subject=offer)
    assert not Target.objects.filter(valid_from=DAY).exists()
    with pytest.raises(Conflict):
        agree_to(by=cast.actor("solvay_sponsor", View.JOINT), subject=offer)
    agree_to(by=cast.actor("third", View.JOINT), subject=offer)
    assert [who[0] for who in in_force(measure).agreed_by] == ["Quintiles", "Solvay", "Merck KGaA"]
