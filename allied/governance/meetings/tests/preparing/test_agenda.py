"""The agenda: topics, their order, papers, undo."""

from datetime import timedelta

import pytest
from django.utils import timezone

from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.governance.meetings import services
from allied.governance.models import Meeting, Paper, Topic

pytestmark = pytest.mark.django_db


def titles(meeting):
    return [row.title for row in meeting.topics.filter(removed_at=None)]


def edit(scene, topic, version=None, **more):
    fields = {"title": topic.title, "why": "", "owner": None, "minutes": 10, "wanted": "discuss"}
    services.edit_topic(
        by=scene.actor(), topic=topic, version=version or topic.version, **{**fields, **more}
    )


def test_topics_are_ordered_by_place_and_by_one(scene):
    meeting = scene.plan()
    one, _two, three = (scene.topic(meeting, title) for title in ("One", "Two", "Three"))
    services.move_topic(by=scene.actor(), topic=three, up=True)
    assert titles(meeting) == ["One", "Three", "Two"]
    services.place_topic(by=scene.actor(), topic=one, place=99)
    assert titles(meeting) == ["Three", "Two", "One"]
    services.move_topic(by=scene.actor(), topic=one, up=False)
    assert titles(meeting) == ["Three", "Two", "One"]


def test_a_removal_is_undone_where_it_stood(scene):
    meeting = scene.plan()
    _one, two, _three = (scene.topic(meeting, title) for title in ("One", "Two", "Three"))
    services.remove_topic(by=scene.actor(), topic=two, version=1)
    assert titles(meeting) == ["One", "Three"]
    with pytest.raises(Conflict):
        services.move_topic(by=scene.actor(), topic=two, up=True)
    services.restore_topic(by=scene.actor(), topic=two)
    services.restore_topic(by=scene.actor(), topic=two)
    assert titles(meeting) == ["One", "Two", "Three"]


def test_a_source_is_not_restored_beside_itself(scene):
    meeting = scene.plan()
    source = {"source_kind": "objective", "source_id": 7}
    old = Topic.objects.create(meeting=meeting, title="Old", removed_at=timezone.now(), **source)
    Topic.objects.create(meeting=meeting, title="New", **source)
    with pytest.raises(Refused, match="again already"):
        services.restore_topic(by=scene.actor(), topic=old)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"), ({"title": "x" * 201}, "title"), ({"title": "a\x07"}, "title"),
        ({"why": "x" * 2001}, "why"), ({"minutes": 0}, "minutes"), ({"minutes": 481}, "minutes"),
        ({"wanted": "sing"}, "wanted"),
    ],
)  # fmt: skip
def test_bad_topics_are_refused(scene, fields, field):
    meeting = scene.plan()
    with pytest.raises(Refused) as refused:
        scene.topic(meeting, **{"title": "Fine", **fields})
    assert refused.value.field == field
    assert not Topic.objects.exists()
    assert Meeting.objects.get().tick == 0


def test_an_owner_is_of_the_alliance_and_in_our_room_of_our_side(scene):
    meeting, own = scene.plan(), scene.plan_own()
    with pytest.raises(Refused):
        scene.topic(meeting, owner=scene.cast.outsider)
    with pytest.raises(Refused):
        scene.topic(meeting, owner=scene.cast.former_member)
    ours = scene.actor("solvay_manager", View.OURS)
    with pytest.raises(Refused, match="our side"):
        services.add_topic(by=ours, meeting=own, title="x", owner=scene.cast.quintiles_manager)
    services.add_topic(by=ours, meeting=own, title="x", owner=scene.cast.solvay_sponsor)


def test_the_second_to_edit_a_topic_is_told(scene):
    topic = scene.topic(scene.plan())
    stale = Topic.objects.get(pk=topic.pk)
    edit(scene, topic, title="First")
    with pytest.raises(Conflict):
        edit(scene, stale, title="Second")
    assert Topic.objects.get().title == "First"


def test_papers_are_addresses_of_the_web(scene):
    meeting = scene.plan()
    for url in ("", "javascript:alert(1)", "ftp://a.example", "https://u:p@a.example/", "x" * 2000):
        with pytest.raises(Refused) as refused:
            services.add_paper(by=scene.actor(), meeting=meeting, name="x", url=url)
        assert refused.value.field == "url"
    paper = services.add_paper(
        by=scene.actor(), meeting=meeting, name="Plan", url="https://a.example/plan"
    )
    services.remove_paper(by=scene.actor(), paper=paper)
    assert not Paper.objects.filter(removed_at=None).exists()
    services.restore_paper(by=scene.actor(), paper=paper)
    assert Paper.objects.filter(removed_at=None).exists()


def test_a_meeting_that_began_has_no_agenda_to_write(scene):
    meeting = scene.plan()
    topic = scene.topic(meeting)
    Meeting.objects.update(state=Meeting.State.UNDER_WAY)
    with pytest.raises(Refused, match="begun"):
        scene.topic(meeting)
    with pytest.raises(Refused, match="begun"):
        services.remove_topic(by=scene.actor(), topic=topic, version=1)
    assert Topic.objects.get().removed_at is None


def test_what_is_added_after_it_went_out_is_late_for_ever(scene):
    meeting = scene.plan()
    early = scene.topic(meeting, "Early")
    scene.agreed(meeting)
    late = scene.topic(meeting, "Late")
    Topic.objects.filter(pk=late.pk).update(added_at=timezone.now() + timedelta(seconds=1))
    scene.agreed(meeting)
    found = {row.title: row.is_late for row in Topic.objects.select_related("meeting")}
    assert found == {"Early": False, "Late": True}
    assert (late.author, early.added_by) == ("Solvay manager", scene.cast.solvay_manager)
