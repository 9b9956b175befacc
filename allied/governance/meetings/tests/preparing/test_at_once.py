"""Two people at the same moment: agreeing, taking up, changing under an agreement."""

import pytest

from allied.foundation.access.locking import Conflict
from allied.governance.meetings import services
from allied.governance.models import AgendaAgreement, Meeting, Topic
from allied.scorecard.models import Review
from tests.support.at_once import at_once
from tests.support.cast import make_cast

from .conftest import make_scene
from .test_suggesting import committee


@pytest.fixture
def scene(transactional_db):
    return make_scene(make_cast())


def test_both_sides_agree_at_once_and_it_goes_out_once(scene):
    meeting = scene.plan()
    scene.topic(meeting)
    at_once(
        *(
            lambda who=who: scene.agree(who, Meeting.objects.get(pk=meeting.pk))
            for who in ("solvay_manager", "quintiles_manager")
        )
    )
    meeting.refresh_from_db()
    assert (meeting.state, meeting.sequence) == ("agreed", 0)
    assert Review.objects.count() == 1


def test_a_change_beside_the_last_agreement_never_goes_out_unseen(scene):
    meeting = scene.plan()
    scene.topic(meeting)
    scene.agree("solvay_manager", meeting)
    meeting.refresh_from_db()
    seen = meeting.tick
    found = at_once(
        lambda: services.agree_agenda(
            by=scene.actor("quintiles_manager"), meeting=meeting, seen=seen
        ),
        lambda: services.add_topic(
            by=scene.actor(), meeting=Meeting.objects.get(pk=meeting.pk), title="Sprung"
        ),
    )
    assert isinstance(found[1], Topic)
    assert Meeting.objects.get(pk=meeting.pk).state == "planned"
    assert not AgendaAgreement.objects.filter(withdrawn_at=None).exists()
    if not isinstance(found[0], Conflict):
        assert Topic.objects.select_related("meeting").get(title="Sprung").is_late


def test_two_take_the_same_up_and_it_stands_once(scene):
    due, *_ = committee(scene)
    meeting = scene.plan()
    found = at_once(
        *(
            lambda who=who: services.take_up(
                by=scene.actor(who), meeting=Meeting.objects.get(pk=meeting.pk),
                wanted={f"decision-{due.pk}"},
            )
            for who in ("solvay_manager", "quintiles_manager")
        )
    )  # fmt: skip
    assert sorted(map(len, found)) == [0, 1]
    assert Topic.objects.count() == 1
