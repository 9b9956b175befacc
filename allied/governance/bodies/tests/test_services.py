"""Charters, seats, matters and rights: what is refused, what two people saving at once get."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry
from allied.governance.bodies import charter, queries, rights, services
from allied.governance.bodies.services.matters import Right
from allied.governance.models import Body, BodyMember
from allied.pure import voting
from allied.strategy.models import Theme

DAY = date(2024, 1, 8)


@pytest.fixture
def by(cast):
    return lambda who, view=View.JOINT: cast.actor(who, view)


@pytest.fixture
def body(cast, by):
    def add(name="Steering", who="quintiles_manager", view=View.JOINT, **fields):
        return services.add_body(
            by=by(who, view), alliance=cast.alliance, name=name,
            **{"kind": "steering", "timezone": "UTC", **fields},
        )  # fmt: skip

    return add


@pytest.fixture
def seat(by):
    def add(body, person=None, view=View.JOINT, **fields):
        return services.add_seat(
            by=by("quintiles_manager", view), body=body, person=person, since=DAY, **fields
        )

    return add


def asked(row):
    """The partners for whom the body decides that day."""
    return charter.partners_on(row, DAY)


def test_a_body_lives_in_the_room_of_the_view(cast, by, body):
    assert body().room_id == cast.joint.pk
    own = body("Inner circle", view=View.OURS)
    assert own.room_id == cast.quintiles_room.pk
    names = [b.body.name for b in queries.bodies_tree(by("solvay_manager"), cast.alliance).branches]
    assert names == ["Steering"]
    assert Entry.objects.filter(act="governance.add_body", room_id=own.room_id).count() == 1


@pytest.mark.parametrize("who", ["member", "reader", "theme_leader", "outsider", "former_member"])
def test_only_alliance_managers_change_bodies(cast, body, who):
    with pytest.raises(PermissionDenied):
        body(who=who)


def test_nothing_is_changed_while_presenting(body):
    with pytest.raises(PermissionDenied):
        body(view=View.PRESENT)


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("name", {"name": " "}),
        ("name", {"name": "x" * 141}),
        ("name", {"name": "a\0b"}),
        ("kind_name", {"kind": "other"}),
        ("kind", {"kind": "cabal"}),
        ("timezone", {"timezone": "Mars/Olympus"}),
        ("rule", {"rule": "coin"}),
        ("final_say", {"rule": "final_say"}),
        ("majority_numerator", {"majority_numerator": 1, "majority_denominator": 3}),
        ("majority_numerator", {"majority_numerator": 3, "majority_denominator": 3}),
        ("quorum_members", {"quorum_members": 0}),
        ("quorum_percent", {"quorum_percent": 101}),
        ("cadence_every", {"cadence_every": 0}),
        ("cadence_from", {"cadence_from": date(1, 1, 1)}),
        ("meets_minutes", {"meets_minutes": 100_000}),
    ],
)
def test_a_charter_that_does_not_hold_is_refused_beside_its_cause(body, field, fields):
    with pytest.raises(Refused) as refused:
        body(**fields)
    assert refused.value.field == field
    assert not Body.objects.exists()


def test_names_are_taken_once_in_a_room(body):
    body("Steering")
    with pytest.raises(Refused):
        body("  STEERING ")
    assert body("Steering", view=View.OURS).pk


def test_nothing_reports_to_itself(by, body):
    top, low = body("Top"), body("Low")
    services.edit_body(by=by("solvay_manager"), body=low, version=1, parent=top)
    top.refresh_from_db()
    with pytest.raises(Refused) as refused:
        services.edit_body(by=by("solvay_manager"), body=top, version=1, parent=low)
    assert refused.value.field == "parent"


def test_a_joint_body_names_nothing_of_our_room(cast, body):
    own = body("Ours", view=View.OURS)
    secret = Theme.objects.create(alliance=cast.alliance, room=cast.quintiles_room, name="Secret")
    for fields in ({"parent": own}, {"theme": secret}):
        with pytest.raises(Refused):
            body("Joint", **fields)


def test_the_second_who_saves_is_told(by, body):
    row = body()
    other = Body.objects.get(pk=row.pk)
    services.edit_body(by=by("quintiles_manager"), body=row, version=1, purpose="First")
    with pytest.raises(Conflict) as lost:
        services.edit_body(by=by("solvay_manager"), body=other, version=1, purpose="Second")
    assert lost.value.current.purpose == "First"


def test_a_body_ends_after_those_below_it(cast, by, body, seat):
    top = body("Top")
    low = body("Low", parent=top)
    member = seat(low, cast.member)
    with pytest.raises(Refused, match="Low"):
        services.end_body(by=by("solvay_manager"), body=top, version=1)
    services.end_body(by=by("solvay_manager"), body=low, version=1, on=date(2025, 1, 1))
    member.refresh_from_db()
    assert member.until == date(2025, 1, 1)
    services.end_body(by=by("solvay_manager"), body=top, version=1)
    with pytest.raises(Refused):
        seat(low, cast.reader)


def test_the_usual_structure_has_a_team_for_each_theme_and_is_laid_once(cast, by):
    for name in ("Growth", "Speed"):
        Theme.objects.create(alliance=cast.alliance, room=cast.joint, name=name)
    made = services.lay_usual_bodies(by=by("solvay_manager"), alliance=cast.alliance)
    assert [body.kind for body in made] == [
        "steering", "development", "project_team", "theme_team", "theme_team"
    ]  # fmt: skip
    assert {body.parent_id for body in made[3:]} == {made[2].pk}
    with pytest.raises(Refused):
        services.lay_usual_bodies(by=by("solvay_manager"), alliance=cast.alliance)


def test_a_seat_takes_its_side_from_the_person(cast, body, seat):
    row = seat(body(), cast.reader, partner=cast.quintiles)
    assert row.partner_id == cast.solvay.pk


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("person", {}),
        ("partner", {"title": "CFO"}),
        ("title", {"title": "x" * 141}),
        ("office", {"title": "CFO", "partner": "quintiles", "office": "king"}),
        ("alternate_for", {"title": "CFO", "partner": "quintiles", "office": "alternate"}),
        ("until", {"title": "CFO", "partner": "quintiles", "until": date(2023, 1, 1)}),
        ("until", {"title": "CFO", "partner": "quintiles", "until": date(9999, 1, 1)}),
    ],
)
def test_a_seat_that_does_not_hold_is_refused(cast, body, seat, field, fields):
    if "partner" in fields:
        fields = {**fields, "partner": getattr(cast, fields["partner"])}
    with pytest.raises(Refused) as refused:
        seat(body(), **fields)
    assert refused.value.field == field


def test_one_person_one_seat_one_chair(cast, by, body, seat):
    row = body()
    first = seat(row, cast.member, office="chair")
    with pytest.raises(Refused):
        seat(row, cast.member)
    with pytest.raises(Refused) as refused:
        seat(row, cast.reader, office="chair")
    assert refused.value.field == "office"
    services.end_seat(by=by("solvay_manager"), seat=first, version=1)
    assert seat(row, cast.reader, office="chair").office == "chair"


def test_strangers_and_people_of_other_rooms_have_no_seat(cast, body, seat):
    with pytest.raises(Refused):
        seat(body(), cast.outsider)
    own = body("Ours", view=View.OURS)
    with pytest.raises(Refused):
        seat(own, cast.reader, view=View.OURS)


def test_an_alternate_stands_in_for_its_own_side(cast, by, body, seat):
    row = body()
    ours, theirs = seat(row, cast.member), seat(row, cast.reader)
    with pytest.raises(Refused):
        seat(row, cast.measure_owner, office="alternate", alternate_for=theirs)
    stand_in = seat(row, cast.measure_owner, office="alternate", alternate_for=ours)
    assert [s.pk for s in queries.seats_on(row, DAY)] == [theirs.pk, ours.pk, stand_in.pk]
    services.end_seat(by=by("solvay_manager"), seat=ours, version=1)
    stand_in.refresh_from_db()
    assert stand_in.until is not None


@pytest.fixture
def matter(cast, by):
    return lambda name="Budget", has_amount=True: services.add_matter(
        by=by("solvay_manager"), alliance=cast.alliance, name=name, has_amount=has_amount
    )


def allow(by, body, matter, up_to=None, currency="EUR", **more):
    body.refresh_from_db()
    right = Right(matter, None if up_to is None else Decimal(up_to), currency, **more)
    services.set_rights(by=by("solvay_manager"), body=body, version=body.version, rights=[right])


def test_rights_reach_up_to_their_limit_in_their_currency(by, body, matter):
    row, budget = body(), matter()
    assert rights.may_decide(row, None)
    assert not rights.may_decide(row, budget, Decimal(1), "EUR")
    allow(by, row, budget, 5000)
    assert rights.may_decide(row, budget, Decimal(5000), "EUR")
    assert not rights.may_decide(row, budget, Decimal("5000.01"), "EUR")
    assert not rights.may_decide(row, budget, Decimal(10), "USD")
    assert not rights.may_decide(row, budget)


def test_the_way_leads_to_the_nearest_body_above_that_may(by, body, matter):
    top, budget = body("Top"), matter()
    middle = body("Middle", parent=top)
    low, aside = body("Low", parent=middle), body("Aside")
    allow(by, top, budget)
    allow(by, middle, budget, 1000)
    allow(by, aside, budget)
    find = rights.body_that_may
    actor = by("member")
    assert find(actor, budget, Decimal(500), "EUR", start=low) == middle
    assert find(actor, budget, Decimal(5000), "EUR", start=low) == top
    assert find(actor, budget, Decimal(5000), "EUR", start=aside) == top
    assert find(actor, matter("Other", has_amount=False), None, "", start=low) is None


def test_bad_limits_are_refused_and_nothing_is_lost(by, body, matter):
    row, budget = body(), matter()
    allow(by, row, budget, 5000)
    for up_to, currency in ((-1, "EUR"), (1, "EURO"), (1, ""), ("0.001", "EUR")):
        with pytest.raises(Refused):
            allow(by, row, budget, up_to, currency)
    assert rights.may_decide(row, budget, Decimal(5000), "EUR")


def test_a_removed_matter_is_in_no_charter(by, body, matter):
    row, budget = body(), matter()
    allow(by, row, budget)
    services.remove_matter(by=by("solvay_manager"), matter=budget, version=1)
    assert not row.rights.exists()
    assert matter().pk != budget.pk


def test_the_charter_counts_as_the_arithmetic_does(cast, body, seat):
    row = body(quorum_each_partner=1, quorum_needs_chair=True)
    chair = seat(row, cast.theme_leader, office="chair")
    seat(row, cast.member)
    seat(row, partner=cast.quintiles, title="CFO")
    seat(row, title="Adviser", office="adviser")
    seats, sides = queries.seats_on(row, DAY), asked(row)
    here = {cast.theme_leader.pk, cast.member.pk}
    quorate = charter.count(row, seats, sides, here)
    assert (quorate.quorate, quorate.present, quorate.of) == (True, 2, 3)
    assert not charter.count(row, seats, sides, {cast.member.pk}).quorate
    votes = dict.fromkeys(here, voting.Vote.FOR)
    assert charter.tally(row, seats, sides, here, votes).outcome is voting.Outcome.CARRIED
    votes[cast.member.pk] = voting.Vote.AGAINST
    assert charter.tally(row, seats, sides, here, votes).outcome is voting.Outcome.NOT_CARRIED
    assert chair.votes


def test_a_final_say_holds_for_the_marked_matters_alone(cast, by, body, seat, matter):
    row = body(rule="final_say", final_say=cast.solvay)
    budget, people = matter(), matter("People", has_amount=False)
    allow(by, row, budget, is_final_say=True)
    seat(row, cast.theme_leader)
    seat(row, cast.member)
    seats, sides = queries.seats_on(row, DAY), asked(row)
    votes = {cast.theme_leader.pk: voting.Vote.FOR, cast.member.pk: voting.Vote.AGAINST}
    row.refresh_from_db()
    assert charter.tally(row, seats, sides, votes, votes, matter=budget).outcome == "carried"
    assert charter.tally(row, seats, sides, votes, votes, matter=people).outcome == "not_carried"


@pytest.mark.parametrize(("numerator", "carried"), [(1, True), (2, False)])
def test_majorities(cast, body, seat, numerator, carried):
    row = body(rule="majority", majority_numerator=numerator, majority_denominator=numerator + 1)
    votes = {}
    for who, said in (("member", "for"), ("measure_owner", "for"), ("reader", "against"),
                      ("theme_leader", "against"), ("quintiles_sponsor", "for")):  # fmt: skip
        seat(row, getattr(cast, who))
        votes[getattr(cast, who).pk] = voting.Vote(said)
    found = charter.tally(row, queries.seats_on(row, DAY), asked(row), votes, votes)
    assert (found.outcome is voting.Outcome.CARRIED) is carried


def test_an_ended_seat_votes_no_more(cast, by, body, seat):
    row = body()
    leaving = seat(row, cast.member)
    services.end_seat(by=by("solvay_manager"), seat=leaving, version=1, on=date(2025, 1, 1))
    assert [s.pk for s in queries.seats_on(row, date(2024, 12, 31))] == [leaving.pk]
    assert queries.seats_on(row, date(2025, 1, 1)) == []
    assert BodyMember.objects.count() == 1


@pytest.mark.parametrize("rule", voting.Kind)
@pytest.mark.parametrize("vacant", [False, True])
def test_one_side_decides_nothing_on_a_joint_body(cast, by, body, seat, matter, rule, vacant):
    more = {"final_say": cast.solvay} if rule == "final_say" else {}
    row, budget = body(rule=rule, quorum_each_partner=0, **more), matter()
    allow(by, row, budget, is_final_say=rule == "final_say")
    seat(row, cast.theme_leader)
    seat(row, cast.member, votes=False)
    if vacant:
        seat(row, partner=cast.quintiles, title="CFO")
    row.refresh_from_db()
    seats, votes = queries.seats_on(row, DAY), {cast.theme_leader.pk: voting.Vote.FOR}
    found = charter.tally(row, seats, asked(row), votes, votes, matter=budget)
    assert found.outcome is voting.Outcome.NO_DECISION
    assert [(s.code, s.values) for s in found.quorum.missing] == [
        ("unseated", {"partner": cast.quintiles.pk})
    ]
    assert charter.unseated(seats, asked(row)) == [cast.quintiles]


def test_a_body_of_our_room_decides_alone(cast, body, seat):
    row = body(view=View.OURS)
    seat(row, cast.member, View.OURS)
    votes = {cast.member.pk: voting.Vote.FOR}
    found = charter.tally(row, queries.seats_on(row, DAY), asked(row), votes, votes)
    assert (asked(row), found.outcome) == ([cast.quintiles], voting.Outcome.CARRIED)


def test_who_left_is_asked_no_more_and_was_before(cast, body, seat):
    row = body()
    seat(row, cast.member)
    gone = seat(row, cast.theme_leader)
    cast.solvay.left_on = date(2025, 3, 1)
    cast.solvay.save()
    assert charter.partners_on(row, date(2025, 2, 28)) == [cast.solvay, cast.quintiles]
    assert charter.partners_on(row, date(2025, 3, 1)) == [cast.quintiles]
    votes = {cast.member.pk: voting.Vote.FOR, gone.person_id: voting.Vote.AGAINST}
    sides = charter.partners_on(row, date(2025, 3, 1))
    found = charter.tally(row, queries.seats_on(row, DAY), sides, votes, votes)
    assert found.outcome is voting.Outcome.CARRIED
