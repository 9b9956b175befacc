"""Actions: what is refused, what stays in the record, who may, two people at once, reminders."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.governance.actions import services
from allied.governance.actions.queries import my_actions, record_of
from allied.governance.actions.reminding import remind_owners
from allied.governance.bodies.services import add_body
from allied.governance.models import Action, DayMoved

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=7)


@pytest.fixture
def promise(cast):
    def make(title="Send the cost drivers", who="solvay_manager", view=View.JOINT, **more):
        fields = {"owner": cast.member, "due_on": SOON, **more}
        return services.promise_action(
            by=cast.actor(who, view), alliance=cast.alliance, title=title, **fields
        )

    return make


def test_an_action_has_one_owner_with_a_side_and_the_day_first_promised(cast, promise):
    row = promise()
    assert (row.partner, row.first_due_on, row.room) == (cast.quintiles, SOON, cast.joint)


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("title", {"title": " "}), ("title", {"title": "x" * 301}), ("title", {"title": "a\0b"}),
        ("owner", {"owner": None}), ("due_on", {"due_on": None}),
        ("due_on", {"due_on": date(1, 1, 1)}), ("due_on", {"due_on": date(9999, 12, 31)}),
        ("details", {"details": "x" * 4001}),
    ],
)  # fmt: skip
def test_what_is_incomplete_is_refused_beside_its_cause(promise, field, fields):
    with pytest.raises(Refused) as refused:
        promise(**fields)
    assert refused.value.field == field
    assert not Action.objects.exists()


def test_owners_are_of_the_alliance_and_in_our_room_of_our_side(cast, promise):
    for owner in (cast.outsider, cast.former_member):
        with pytest.raises(Refused):
            promise(owner=owner)
    with pytest.raises(Refused):
        promise(view=View.OURS, owner=cast.member)
    assert promise(view=View.OURS, owner=cast.reader).room_id == cast.solvay_room.pk


def test_a_joint_action_names_no_body_of_our_room(cast, promise):
    ours = cast.actor("solvay_manager", View.OURS)
    own = add_body(by=ours, alliance=cast.alliance, name="Inner circle", kind="project_team")
    with pytest.raises(Refused):
        promise(body=own)
    row = promise()
    with pytest.raises(Refused):
        services.edit_action(by=ours, action=row, version=1, body=own)
    assert promise(view=View.OURS, owner=cast.reader, body=own).body == own


def test_sent_twice_it_is_written_once(promise):
    key = uuid4()
    assert promise(key=key).pk == promise(key=key).pk
    assert promise().pk != promise().pk


@pytest.mark.parametrize("who", ["reader", "outsider", "former_member"])
def test_others_promise_nothing(promise, who):
    with pytest.raises(PermissionDenied):
        promise(who=who)


def test_its_owner_and_the_managers_end_it_and_nobody_else(cast, promise):
    row = promise()
    with pytest.raises(PermissionDenied):
        services.finish_action(by=cast.actor("measure_owner"), action=row, version=1)
    services.finish_action(by=cast.actor("member"), action=row, version=1, note="Sent")
    assert (row.state, row.ended_on, row.ended_note) == ("done", TODAY, "Sent")
    with pytest.raises(Refused):
        services.finish_action(by=cast.actor("member"), action=row, version=2)
    services.reopen_action(by=cast.actor("quintiles_manager"), action=row, version=2)
    assert (row.state, row.ended_on) == ("open", None)


def test_the_second_who_ends_it_is_told(cast, promise):
    row = promise()
    other = Action.objects.get(pk=row.pk)
    services.finish_action(by=cast.actor("member"), action=row, version=1)
    with pytest.raises(Conflict):
        services.drop_action(by=cast.actor("solvay_manager"), action=other, version=1, note="No")


def test_it_is_not_done_in_the_future_nor_before_it_was_promised(cast, promise):
    row = promise()
    for day in (TODAY + timedelta(days=1), TODAY - timedelta(days=2)):
        with pytest.raises(Refused) as refused:
            services.finish_action(by=cast.actor("member"), action=row, version=1, done_on=day)
        assert refused.value.field == "done_on"


def test_a_dropped_action_says_why(cast, promise):
    with pytest.raises(Refused):
        services.drop_action(by=cast.actor("member"), action=promise(), version=1, note=" ")


def test_a_moved_day_stays_in_the_record(cast, promise):
    row, later = promise(), SOON + timedelta(days=30)
    with pytest.raises(Refused):
        services.move_due_day(by=cast.actor("member"), action=row, version=1, due_on=later, why="")
    services.move_due_day(
        by=cast.actor("member"), action=row, version=1, due_on=later, why="The site closed"
    )
    assert (row.due_on, row.first_due_on) == (later, SOON)
    move = DayMoved.objects.get()
    assert (move.before, move.after, move.why) == (SOON, later, "The site closed")


def test_another_owner_brings_another_side(cast, promise):
    row = promise()
    services.edit_action(by=cast.actor("member"), action=row, version=1, owner=cast.theme_leader)
    assert row.partner == cast.solvay
    with pytest.raises(PermissionDenied):
        services.edit_action(by=cast.actor("member"), action=row, version=2, title="Mine again")


def test_my_actions_are_mine_by_day(cast, promise):
    later, sooner = promise(due_on=SOON + timedelta(days=1)), promise()
    promise(owner=cast.reader)
    assert my_actions(cast.actor("member")) == [sooner, later]


def test_the_share_on_time_by_side_and_body(cast, promise):
    """Three due: one done on its day, one done late, one overdue. One of four is not due yet."""
    body = add_body(
        by=cast.actor("solvay_manager", View.JOINT), alliance=cast.alliance, name="Steering",
        kind="steering",
    )  # fmt: skip
    past = TODAY - timedelta(days=10)
    for done, owner in ((past, "member"), (TODAY, "member"), (None, "reader")):
        row = promise(owner=getattr(cast, owner), body=body)
        state = "done" if done else "open"
        Action.objects.filter(pk=row.pk).update(due_on=past, ended_on=done, state=state)
    promise()
    found = record_of(cast.actor("reader"), cast.alliance)
    assert (found.all.figures.on_time, found.all.figures.of, found.all.percent) == (1, 3, "33%")
    sides = {kept.name: kept.percent for kept in found.partners}
    assert sides == {"Quintiles": "50%", "Solvay": "0%"}
    assert [(kept.name, kept.figures.overdue) for kept in found.bodies] == [("Steering", 1)]


def test_reminders_go_to_each_owner_once(cast, promise):
    soon, far = promise(due_on=TODAY + timedelta(days=2)), promise(due_on=SOON)
    promise(owner=cast.reader, due_on=TODAY, view=View.OURS)
    assert remind_owners(today=TODAY, address="http://x", dry_run=True) == 2
    assert mail.outbox == []
    assert remind_owners(today=TODAY, address="http://x") == 2
    assert remind_owners(today=TODAY, address="http://x") == 0
    assert sorted(one.to[0] for one in mail.outbox) == [
        "member@quintiles.example", "reader@solvay.example"
    ]  # fmt: skip
    assert soon.title in mail.outbox[0].body
    assert far.due_on.isoformat() not in mail.outbox[0].body
    assert remind_owners(today=soon.due_on, address="http://x") == 1
    assert remind_owners(today=soon.due_on + timedelta(days=3), address="http://x") <= 1


def test_who_left_is_not_reminded(cast, promise):
    promise(due_on=TODAY)
    cast.member.memberships.update(until=TODAY)
    assert remind_owners(today=TODAY, address="http://x") == 0
