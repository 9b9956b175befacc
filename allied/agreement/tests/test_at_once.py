"""Two last agreements at the same moment: the version comes in force once."""

import pytest

from allied.agreement.models import WHOLE, MapVersion, Stance, State
from allied.agreement.services import Said
from allied.foundation.access.locking import Conflict
from allied.foundation.audit.models import Entry
from allied.strategy.services import edit_objective
from tests.support.at_once import at_once
from tests.support.cast import make_cast

from .conftest import make_scene


@pytest.fixture
def scene(transactional_db):
    return make_scene(make_cast())


def in_force_once(scene, number):
    rows = MapVersion.objects.filter(state=State.IN_FORCE)
    assert [row.number for row in rows] == [number]
    assert Entry.objects.filter(act="agreement.put_in_force").count() == number


def test_two_last_agreements_of_two_sides(scene):
    scene.in_force()
    edit_objective(
        by=scene.actor("solvay_manager"), objective=scene.trust, version=scene.trust.version,
        title="Grow trust with sites",
    )  # fmt: skip
    version = scene.propose()
    for who in ("solvay_manager", "quintiles_manager"):
        scene.agree_all(who, version, but=(WHOLE,))
    found = at_once(
        *(
            lambda who=who: scene.give(who, version, Said(WHOLE, "agree"))
            for who in ("solvay_manager", "quintiles_manager")
        )
    )
    assert sorted(found) == [False, True]
    in_force_once(scene, 2)
    earlier = MapVersion.objects.get(number=1)
    assert (earlier.state, bool(earlier.scorecard)) == (State.SUPERSEDED, True)


def test_the_last_agreement_given_by_two_of_one_side(scene):
    version = scene.propose()
    scene.agree_all("solvay_manager", version)
    scene.agree_all("quintiles_manager", version, but=(WHOLE,))
    found = at_once(
        *(
            lambda who=who: scene.give(who, version, Said(WHOLE, "agree"), seen={})
            for who in ("quintiles_manager", "quintiles_sponsor")
        )
    )
    assert sum(each is True for each in found) == 1
    assert sum(isinstance(each, Conflict) for each in found) == 1
    in_force_once(scene, 1)
    assert Stance.objects.filter(subject=WHOLE, superseded_at__isnull=True).count() == 2


def test_two_proposals_at_once(scene):
    found = at_once(lambda: scene.propose(why="One"), lambda: scene.propose("quintiles_manager"))
    assert sum(isinstance(each, MapVersion) for each in found) == 1, found
    assert MapVersion.objects.filter(state=State.PROPOSED).count() == 1
