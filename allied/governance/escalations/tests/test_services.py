"""The clock on the ladder, both sides, and the ways it ends."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from allied.alliances.services import share_record
from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.governance.decisions.services import raise_decision
from allied.governance.escalations import services
from allied.governance.escalations.clock import where
from allied.governance.escalations.steps import Step
from allied.governance.models import Climb, Decision, Escalation

from .conftest import MONDAY

LATER = timedelta(days=60)


def fresh(row):
    return Escalation.objects.select_related("alliance", "room").get(pk=row.pk)


def levels(row):
    ups = Climb.objects.filter(escalation=row, act="up")
    return [(climb.level, climb.at, climb.person_id) for climb in ups]


def test_nothing_is_presented_without_a_ladder_nor_before_ones_own_side_has_spoken(
    by, draft, agree
):
    row = draft()
    with pytest.raises(Refused, match="ladder"):
        services.present(by=by("quintiles_manager"), escalation=row, version=1)
    agree()
    with pytest.raises(Refused, match="your side holds"):
        services.present(by=by("solvay_manager"), escalation=row, version=1)
    services.present(by=by("quintiles_manager"), escalation=row, version=1)
    with pytest.raises(Refused, match="presented already"):
        services.present(by=by("quintiles_manager"), escalation=row, version=2)
    assert fresh(row).state == "open"
    assert Climb.objects.filter(act="presented").count() == 1


def test_the_text_stands_once_presented_and_each_side_still_speaks_for_itself(by, presented):
    row = presented()
    with pytest.raises(Refused):
        services.edit_escalation(
            by=by("quintiles_manager"), escalation=row, version=row.version, title="Other",
            situation="", matter=None,
        )  # fmt: skip
    services.state_position(by=by("solvay_sponsor"), escalation=row, version=0, holds="Not so")
    points = {p.partner.company.name: p.holds for p in row.standpoints.all()}
    assert points == {"Quintiles": "quintiles_manager holds it", "Solvay": "Not so"}
    with pytest.raises(PermissionDenied):
        services.state_position(by=by("theme_leader"), escalation=row, version=1, holds="Mine")


def test_two_of_one_side_writing_its_position_at_once(by, presented):
    row = presented()
    services.state_position(by=by("quintiles_sponsor"), escalation=row, version=1, holds="First")
    with pytest.raises(Conflict) as lost:
        services.state_position(by=by("quintiles_manager"), escalation=row, version=1, holds="2nd")
    assert lost.value.current.holds == "First"


def test_the_clock_goes_up_at_the_end_of_local_days_across_the_change_of_clocks(presented):
    """Monday 23 March: five business days end on the 30th, when Brussels is on summer time."""
    row = presented()
    last = datetime(2026, 3, 30, 21, 59, tzinfo=UTC)
    assert where(row, last).level.name == "Project team"
    assert where(row, last).left == "1 business day left, until the end of 30 March 2026."
    up = last + timedelta(minutes=1)
    assert where(row, up).level.name == "Steering"
    assert services.write_down_all(last) == 0
    assert services.write_down_all(up) == 1
    assert services.write_down_all(up) == 0
    assert levels(row) == [(1, up, None)]
    assert fresh(row).level == 1
    assert fresh(row).version == row.version


def test_a_ladder_changed_later_does_not_touch_what_is_under_way(agree, presented):
    row = presented()
    agree(seen=1, levels=[Step(None, 1)])
    assert where(fresh(row), MONDAY).level.days == 5
    assert len(where(fresh(row), MONDAY).levels) == 3


def test_a_write_notes_what_the_clock_did_before_and_loses_nobody_the_page(by, presented):
    row = presented()
    at = datetime(2026, 4, 1, 8, tzinfo=UTC)
    services.write_down_all(at)
    services.pause(by=by("solvay_manager"), escalation=row, version=row.version, why="x", at=at)
    assert [level for level, *_ in levels(row)] == [1]


def test_all_sides_together_move_it_up_and_the_next_level_has_all_its_days(by, presented):
    row = presented()
    tuesday = MONDAY + timedelta(days=1)
    told = {"escalation": row, "at": tuesday}
    assert services.ask_up(by=by("quintiles_manager"), version=fresh(row).version, **told) is False
    with pytest.raises(Refused, match="already"):
        services.ask_up(by=by("quintiles_sponsor"), version=fresh(row).version, **told)
    assert services.ask_up(by=by("solvay_manager"), version=fresh(row).version, **told) is True
    now = fresh(row)
    assert (now.level, now.level_since) == (1, tuesday)
    assert where(now, tuesday).last_day == date(2026, 3, 31)
    assert levels(row)[0][2] is not None


def test_a_wish_to_go_up_can_be_taken_back(by, presented):
    row = presented(at=None)
    told = {"by": by("quintiles_manager"), "escalation": row}
    services.ask_up(version=row.version, **told)
    with pytest.raises(Conflict):
        services.take_back(version=row.version, **told)
    services.take_back(version=row.version + 1, **told)
    assert not Climb.objects.filter(act="asked").exists()


def test_a_stop_costs_the_days_whose_end_it_covers(by, presented):
    row = presented()
    told = {"by": by("solvay_sponsor"), "escalation": row}
    stop = MONDAY + timedelta(days=1)
    services.pause(version=row.version, why="Audit of the data", at=stop, **told)
    assert where(fresh(row), stop + timedelta(days=9)).is_paused
    assert services.write_down_all(stop + timedelta(days=9)) == 0
    with pytest.raises(Refused, match="stands still"):
        services.pause(version=row.version + 1, why="Again", at=stop, **told)
    go = stop + timedelta(days=2)
    services.resume(version=row.version + 1, why="Done", at=go, **told)
    assert where(fresh(row), go).last_day == date(2026, 4, 1)
    with pytest.raises(Refused, match="runs already"):
        services.resume(version=row.version + 2, why="Done", at=go, **told)
    acts = Climb.objects.filter(escalation=row).values_list("act", "why")
    assert list(acts) == [
        ("presented", ""), ("paused", "Audit of the data"), ("resumed", "Done")
    ]  # fmt: skip


def test_it_ends_in_a_new_decision_of_the_level_it_is_on(by, presented, bodies):
    row = presented()
    at = MONDAY + timedelta(days=9)
    made = services.decide(
        by=by("solvay_manager"), escalation=row, version=row.version, decided="Read access", at=at
    )
    assert (made.body_id, made.decided, made.taken_at) == (bodies[1].pk, "Read access", at)
    now = fresh(row)
    assert (now.state, now.decision_id, now.ended_at) == ("decided", made.pk, at)


def test_it_ends_in_an_open_decision_of_the_body(cast, by, presented, bodies):
    row = presented(at=None)
    asked = raise_decision(
        by=by("member"), alliance=cast.alliance, title="Who reads?", body=bodies[0]
    )
    other = raise_decision(
        by=by("member"), alliance=cast.alliance, title="Elsewhere", body=bodies[1]
    )
    told = {"by": by("quintiles_manager"), "escalation": row, "version": row.version}
    with pytest.raises(Refused) as caught:
        services.decide(decision=other, decided="Yes", **told)
    assert caught.value.field == "decision"
    with pytest.raises(Refused) as caught:
        services.decide(decision=asked, **told)
    assert caught.value.field == "decided"
    services.decide(decision=asked, decided="Both", **told)
    assert fresh(row).outcome == "Both"
    assert Decision.objects.get(pk=asked.pk).state == "taken"


def test_in_the_view_of_our_room_too_the_decision_is_on_the_joint_log(cast, by, presented):
    row = presented(at=None)
    actor = by("quintiles_manager", View.OURS)
    made = services.decide(by=actor, escalation=row, version=row.version, decided="Yes")
    assert made.room_id == cast.joint.pk


def test_the_last_level_sends_it_back_with_advice_and_no_other(by, presented):
    row = presented()
    told = {"by": by("solvay_sponsor"), "escalation": row, "version": row.version}
    with pytest.raises(Refused, match="last level"):
        services.return_with_advice(text="Share costs", at=MONDAY + timedelta(days=1), **told)
    with pytest.raises(Refused) as caught:
        services.return_with_advice(text=" ", at=MONDAY + LATER, **told)
    assert caught.value.field == "text"
    services.return_with_advice(text="Share costs", at=MONDAY + LATER, **told)
    assert (fresh(row).state, fresh(row).outcome) == ("returned", "Share costs")


def test_a_final_say_is_of_the_named_partner_on_listed_matters_once_time_is_over(
    cast, by, agree, presented, matter
):
    agree(end="final_say", final_say=cast.solvay, final_matters=[matter])
    listed = services.present(
        by=by("quintiles_manager"), version=1, at=MONDAY,
        escalation=_stated(by, cast, "Listed", matter),
    )  # fmt: skip
    other = services.present(
        by=by("quintiles_manager"), version=1, at=MONDAY,
        escalation=_stated(by, cast, "Unlisted", None),
    )  # fmt: skip
    over = {"text": "We decide", "at": MONDAY + LATER, "version": 2}
    for row, who, more in (
        (listed, "quintiles_sponsor", {}), (other, "solvay_sponsor", {}),
        (listed, "solvay_sponsor", {"at": MONDAY}),
    ):  # fmt: skip
        with pytest.raises(Refused, match="no final say"):
            services.say_finally(by=by(who), escalation=row, **(over | more))
    with pytest.raises(Refused):
        services.return_with_advice(by=by("quintiles_sponsor"), escalation=listed, **over)
    services.say_finally(by=by("solvay_sponsor"), escalation=listed, **over)
    services.return_with_advice(by=by("quintiles_sponsor"), escalation=other, **over)
    assert fresh(listed).state == "final_say"


def _stated(by, cast, title, matter):
    row = services.raise_escalation(
        by=by("quintiles_manager"), alliance=cast.alliance, title=title, matter=matter
    )
    services.state_position(by=by("quintiles_manager"), escalation=row, version=0, holds="So")
    return row


def test_whoever_raised_it_withdraws_it_and_the_other_side_cannot(by, presented):
    row = presented()
    told = {"escalation": row, "version": row.version, "text": "Settled over lunch"}
    for who in ("solvay_manager", "member"):
        with pytest.raises(Refused):
            services.withdraw(by=by(who), **told)
    services.withdraw(by=by("quintiles_manager"), **told)
    assert fresh(row).state == "withdrawn"


def test_nothing_changes_after_the_end(by, presented):
    row = presented()
    actor = by("quintiles_manager")
    services.withdraw(by=actor, escalation=row, version=row.version, text="Settled")
    version = fresh(row).version
    told = {"by": actor, "escalation": row, "version": version}
    for act in (
        lambda: services.state_position(**{**told, "version": 1}, holds="Else"),
        lambda: services.pause(**told, why="x"),
        lambda: services.ask_up(**told),
        lambda: services.decide(**told, decided="x"),
        lambda: services.withdraw(**told, text="x"),
    ):
        with pytest.raises(Refused, match="has ended"):
            act()


def test_who_ends_it_second_is_told(by, presented):
    row = presented()
    services.pause(by=by("solvay_manager"), escalation=row, version=row.version, why="x", at=MONDAY)
    with pytest.raises(Conflict):
        services.withdraw(
            by=by("quintiles_manager"), escalation=row, version=row.version, text="Settled"
        )


def test_a_draft_of_our_room_is_shared_before_it_is_presented(cast, by, agree, draft):
    agree()
    row = draft(view=View.OURS)
    actor = by("quintiles_manager", View.OURS)
    with pytest.raises(Refused, match="Share it first"):
        services.present(by=actor, escalation=row, version=1)
    share_record(by=actor, record=fresh(row))
    services.present(by=actor, escalation=fresh(row), version=2)
    assert Escalation.objects.visible_to(by("solvay_manager")).get().standpoints.count() == 1


def test_nothing_is_done_while_presenting(by, presented):
    row = presented()
    with pytest.raises(PermissionDenied):
        services.pause(by=by("quintiles_manager", View.PRESENT), escalation=row, version=1, why="x")


def test_a_closed_record_is_read_as_of_its_last_day(cast, presented):
    row = presented()
    row.alliance.record_ends_on = date(2026, 3, 25)
    assert where(row).standing.days_left == 3
    row.alliance.record_ends_on = date(2026, 3, 1)  # presented after it: the clock runs now
    assert where(row).state in {"running", "run_out"}
