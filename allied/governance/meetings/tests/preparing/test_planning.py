"""Planning, changing and cancelling meetings."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry
from allied.governance.meetings import services
from allied.governance.models import Meeting, Topic

from .conftest import ahead

pytestmark = pytest.mark.django_db


def change(scene, meeting, who="solvay_manager", **more):
    fields = {"day": ahead(21), "at": time(15), "minutes": 60, "time_zone": "Europe/Brussels"}
    return services.change_meeting(
        by=scene.actor(who), meeting=meeting, **{"version": meeting.version, **fields, **more}
    )


def test_a_meeting_is_planned_by_the_clock_of_its_zone(scene):
    meeting = scene.plan(name="Kick-off")
    assert meeting.starts_at.astimezone(meeting.zone).time() == time(14)
    assert (meeting.room, meeting.state, meeting.title) == (scene.cast.joint, "planned", "Kick-off")
    entry = Entry.objects.get(act="governance.plan_meeting")
    assert (entry.room_id, entry.object_id) == (scene.cast.joint.pk, meeting.pk)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"day": None}, "day"), ({"day": date(1, 1, 1)}, "day"),
        ({"day": date(9999, 12, 31)}, "day"),
        ({"at": None}, "at"), ({"minutes": 0}, "minutes"), ({"minutes": 10**9}, "minutes"),
        ({"time_zone": "Mars/Base"}, "time_zone"), ({"time_zone": "\0"}, "time_zone"),
        ({"place": "x" * 301}, "place"), ({"name": "a\0b"}, "name"),
        ({"name": "x" * 10_000}, "name"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_at_its_field(scene, fields, field):
    with pytest.raises(Refused) as refused:
        scene.plan(**fields)
    assert refused.value.field == field
    assert not Meeting.objects.exists()


def test_a_body_meets_once_at_a_time_and_not_after_its_end(scene):
    first = scene.plan()
    with pytest.raises(Refused, match="already"):
        scene.plan()
    services.cancel_meeting(by=scene.actor(), meeting=first, version=1, reason="Strike")
    scene.plan()
    scene.body.ended_on = timezone.localdate()
    scene.body.save()
    with pytest.raises(Refused, match="ended"):
        scene.plan(30)


def test_a_series_leaves_out_what_is_planned(scene):
    days = [ahead(14), ahead(28), ahead(42)]
    scene.plan(28)
    more = {"at": time(14), "minutes": 60, "time_zone": "Europe/Brussels"}
    made = services.plan_series(by=scene.actor(), body=scene.body, days=days, **more)
    assert [row.starts_at.date() for row in made] == [days[0], days[2]]
    with pytest.raises(Refused):
        services.plan_series(by=scene.actor(), body=scene.body, days=[], **more)
    assert Meeting.objects.count() == 3


@pytest.mark.parametrize(
    "who", ["member", "reader", "quintiles_sponsor", "outsider", "former_member"]
)
def test_alliance_managers_alone_prepare(scene, who):
    meeting = scene.plan()
    for act in (
        lambda: scene.plan(30, who=who), lambda: change(scene, meeting, who),
        lambda: services.add_topic(by=scene.actor(who), meeting=meeting, title="x"),
        lambda: services.cancel_meeting(
            by=scene.actor(who), meeting=meeting, version=1, reason="x"
        ),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            act()


def test_the_second_to_change_is_told(scene):
    meeting = scene.plan()
    stale = Meeting.objects.get(pk=meeting.pk)
    change(scene, meeting)
    with pytest.raises(Conflict) as lost:
        change(scene, stale, version=1, place="Elsewhere")
    assert lost.value.current.minutes == 60
    assert Meeting.objects.get().place == ""


def test_cancelling_carries_the_topics_over(scene):
    meeting, later = scene.plan(), scene.plan(28)
    topics = [scene.topic(meeting, title) for title in ("One", "Two")]
    services.add_paper(
        by=scene.actor(), meeting=meeting, topic=topics[0], name="Plan", url="https://a.example/p"
    )
    services.cancel_meeting(
        by=scene.actor(), meeting=meeting, version=1, reason="Strike", carry_to=later
    )
    meeting.refresh_from_db()
    assert (meeting.state, meeting.state_reason) == ("cancelled", "Strike")
    assert [row.title for row in later.topics.all()] == ["One", "Two"]
    assert [row.name for row in later.papers.all()] == ["Plan"]
    assert {row.state for row in meeting.topics.all()} == {Topic.State.CARRIED_OVER}
    with pytest.raises(Refused, match="cancelled"):
        scene.topic(meeting)
    with pytest.raises(Refused):
        services.cancel_meeting(by=scene.actor(), meeting=later, version=1, reason="  ")


def test_what_is_on_the_later_agenda_already_is_not_carried_twice(scene):
    meeting, later = scene.plan(), scene.plan(28)
    for one in (meeting, later):
        Topic.objects.create(meeting=one, title="Trust", source_kind="objective", source_id=7)
    topic = meeting.topics.get()
    services.carry_over(by=scene.actor(), topic=topic, version=1, to=later)
    assert later.topics.count() == 1
    with pytest.raises(Refused):
        services.carry_over(
            by=scene.actor(), topic=later.topics.get(), version=1, to=scene.plan_own(30)
        )


def test_a_meeting_of_our_own_body_lives_in_our_room(scene):
    meeting = scene.plan_own()
    assert meeting.room == scene.cast.solvay_room
    assert not Meeting.objects.visible_to(scene.actor("quintiles_manager", View.OURS)).exists()
    assert not Meeting.objects.visible_to(scene.actor("solvay_manager")).exists()
