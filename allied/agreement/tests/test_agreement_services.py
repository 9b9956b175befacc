"""Proposing, agreeing, objecting, replacing, coming in force."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from allied.agreement.compare import compared
from allied.agreement.document import thawed
from allied.agreement.models import WHOLE, MapVersion, Stance, State
from allied.agreement.queries import agreements_to_give, lines_with_versions, working_map
from allied.agreement.services import (
    Said,
    fingerprint,
    give_stances,
    propose_version,
    withdraw_version,
)
from allied.alliances.services import leave_partner
from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry
from allied.strategy.models import JointWin, Objective
from allied.strategy.services import add_objective, edit_objective, remove_objective, set_joint_win


def edited(scene, objective, **fields):
    row = Objective.objects.get(pk=objective.pk)
    return edit_objective(
        by=scene.actor("quintiles_manager"), objective=row, version=row.version, **fields
    )


def test_a_version_keeps_the_map_as_it_was_proposed(scene):
    version = scene.propose()
    edited(scene, scene.trust, title="Something else")
    remove_objective(
        by=scene.actor("quintiles_manager"), objective=scene.costs, version=scene.costs.version
    )
    kept = thawed(MapVersion.objects.get(pk=version.pk).document)
    assert [row.title for row in kept.objectives] == ["Grow trust", "Share the costs", "Grow value"]
    assert kept.links == [(scene.costs.pk, scene.value.pk)]
    assert kept.objectives[1].win_of(scene.cast.solvay.pk) == "A sound plan"
    assert (kept.mission, kept.values_line) == ("Value for both", "Trust")


def test_what_one_side_keeps_to_itself_is_never_frozen(scene):
    place = {"alliance": scene.cast.alliance, "room": scene.cast.solvay_room}
    JointWin.objects.create(
        objective=scene.trust, partner=scene.cast.solvay, text="Zinnober", **place
    )
    version = propose_version(
        by=scene.actor("solvay_manager", View.OURS), alliance=scene.cast.alliance, why="Now"
    )
    assert "Zinnober" not in str(version.document)
    assert version.room == scene.cast.joint


def test_in_force_only_when_every_partner_has_agreed_everything(scene):
    version = scene.propose()
    assert not scene.agree_all("solvay_manager", version)
    assert not scene.agree_all("quintiles_manager", version, but=(WHOLE, scene.trust.pk))
    assert not scene.give("quintiles_sponsor", version, Said(WHOLE, "agree"))
    assert MapVersion.objects.get().state == State.PROPOSED
    assert scene.give("quintiles_manager", version, Said(scene.trust.pk, "agree"))
    found = MapVersion.objects.get()
    assert (found.state, found.scorecard) == (State.IN_FORCE, None)
    assert found.in_force_at is not None


def test_an_objection_holds_it_up_until_it_is_taken_back(scene):
    version = scene.propose()
    scene.agree_all("solvay_manager", version)
    no = Said(scene.costs.pk, "object", "Too wide", "Name the costs")
    scene.agree_all("quintiles_manager", version, but=(scene.costs.pk,))
    assert not scene.give("quintiles_manager", version, no)
    assert scene.give("quintiles_sponsor", version, Said(scene.costs.pk, "agree"))
    rows = Stance.objects.filter(subject=scene.costs.pk, partner=scene.cast.quintiles)
    assert [(row.answer, row.acceptable, row.superseded_at is None) for row in rows] == [
        ("agree", "", True), ("object", "Name the costs", False),
    ]  # fmt: skip


@pytest.mark.parametrize("acceptable", ["", "  ", "\u200b"])
def test_an_objection_says_what_would_make_it_acceptable(scene, acceptable):
    version = scene.propose()
    with pytest.raises(Refused) as refused:
        scene.give(
            "solvay_manager", version,
            Said(scene.trust.pk, "agree"), Said(scene.costs.pk, "object", "No", acceptable),
        )  # fmt: skip
    assert refused.value.field == f"acceptable_{scene.costs.pk}"
    assert not Stance.objects.exists(), "all or none"
    with pytest.raises(IntegrityError), transaction.atomic():
        Stance.objects.create(
            version=version, partner=scene.cast.solvay, subject=0, answer="object", author="x"
        )


def test_the_same_answer_is_not_written_twice(scene):
    version = scene.propose()
    scene.agree_all("solvay_manager", version)
    before = list(Stance.objects.values_list("pk", flat=True))
    scene.agree_all("solvay_sponsor", version)
    assert list(Stance.objects.values_list("pk", flat=True)) == before


def test_two_of_one_side_are_told_of_each_other(scene):
    version = scene.propose()
    scene.give("solvay_manager", version, Said(WHOLE, "object", "No", "More time"))
    with pytest.raises(Conflict) as lost:
        scene.give("solvay_sponsor", version, Said(WHOLE, "agree"), seen={})
    assert lost.value.current[WHOLE].acceptable == "More time"
    seen = {WHOLE: lost.value.current[WHOLE].pk}
    scene.give("solvay_sponsor", version, Said(WHOLE, "agree"), seen=seen)


@pytest.mark.parametrize("who", ["theme_leader", "member", "reader", "measure_owner"])
def test_only_sponsors_and_alliance_managers_speak_for_their_side(scene, who):
    version = scene.propose()
    with pytest.raises(PermissionDenied):
        scene.give(who, version, Said(WHOLE, "agree"))
    with pytest.raises(PermissionDenied):
        scene.propose(who)
    with pytest.raises(PermissionDenied):
        withdraw_version(by=scene.actor(who), version=version)


def test_nothing_is_given_or_proposed_on_a_shared_screen(scene):
    version = scene.propose()
    actor = scene.actor("solvay_manager", View.PRESENT)
    with pytest.raises(PermissionDenied):
        give_stances(by=actor, version=version, entries=[Said(WHOLE, "agree")])
    with pytest.raises(PermissionDenied):
        withdraw_version(by=actor, version=version)


def test_the_agreement_is_to_the_frozen_text(scene):
    version = scene.propose()
    scene.agree_all("solvay_manager", version)
    edited(scene, scene.trust, title="Trust, but verify")
    assert scene.agree_all("quintiles_manager", version)
    assert thawed(MapVersion.objects.get().document).objectives[0].title == "Grow trust"


def test_a_new_proposal_replaces_the_open_one_and_carries_what_says_the_same(scene):
    first = scene.propose()
    scene.agree_all("solvay_manager", first)
    scene.give("quintiles_manager", first, Said(scene.trust.pk, "object", "", "Say with whom"))
    edited(scene, scene.trust, title="Grow trust with sites")
    second = scene.propose("quintiles_manager", "Trust with whom")
    first.refresh_from_db()
    assert (first.state, second.number) == (State.WITHDRAWN, 2)
    assert "2" in first.ended_why
    standing = scene.standing(second)
    solvay = scene.cast.solvay.pk
    assert {key: row.carried_from for key, row in standing.items()} == {
        (scene.costs.pk, solvay): 1, (scene.value.pk, solvay): 1,
    }, "neither the changed objective nor the whole"  # fmt: skip
    assert all(row.author == "Solvay manager" for row in standing.values())
    assert len(scene.standing(first)) == 5, "and the earlier answers stay with the earlier version"


def test_a_changed_joint_win_is_agreed_anew(scene):
    first = scene.propose()
    scene.agree_all("solvay_manager", first)
    set_joint_win(
        by=scene.actor("quintiles_manager"), objective=scene.costs, partner=scene.cast.quintiles,
        text="Less oversight",
    )  # fmt: skip
    carried = {subject for subject, _ in scene.standing(scene.propose())}
    assert carried == {scene.trust.pk, scene.value.pk}


def test_answers_to_the_version_in_force_are_carried_but_never_that_to_the_whole(scene):
    scene.in_force()
    edited(scene, scene.value, title="Grow value for both")
    second = scene.propose()
    assert {row.carried_from for row in scene.standing(second).values()} == {1}
    assert scene.value.pk not in {subject for subject, _ in scene.standing(second)}
    assert not scene.give("solvay_manager", second, Said(scene.value.pk, "agree"))
    scene.give("quintiles_manager", second, Said(scene.value.pk, "agree"), Said(WHOLE, "agree"))
    assert scene.give("solvay_manager", second, Said(WHOLE, "agree"))


def test_the_version_before_keeps_the_scorecard_of_that_moment(scene):
    first = scene.in_force()
    edited(scene, scene.value, title="Grow value for both")
    second = scene.propose()
    scene.agree_all("solvay_manager", second)
    scene.agree_all("quintiles_manager", second)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.SUPERSEDED, State.IN_FORCE)
    assert first.ended_at == second.in_force_at
    assert first.scorecard["algorithm"]
    assert {row["id"] for row in first.scorecard["objectives"]} == {
        scene.trust.pk, scene.costs.pk, scene.value.pk,
    }  # fmt: skip
    acts = set(Entry.objects.values_list("act", flat=True))
    assert {"agreement.put_in_force", "agreement.supersede", "agreement.give"} <= acts


def test_only_one_is_proposed_and_one_in_force(scene):
    version = scene.in_force()
    for state in (State.PROPOSED, State.IN_FORCE):
        MapVersion.objects.exclude(pk=version.pk).delete()
        MapVersion.objects.filter(pk=version.pk).update(state=state)
        with pytest.raises(IntegrityError), transaction.atomic():
            MapVersion.objects.create(
                alliance=scene.cast.alliance, room=scene.cast.joint, number=9, state=state,
                author="x", why="x", objectives=0, document={},
            )  # fmt: skip


def test_nothing_to_agree_is_refused(scene):
    scene.in_force()
    with pytest.raises(Refused, match="in force"):
        scene.propose()
    for row in (scene.trust, scene.costs, scene.value):
        remove_objective(by=scene.actor("solvay_manager"), objective=row, version=row.version)
    with pytest.raises(Refused, match="no objective"):
        scene.propose()
    with pytest.raises(Refused) as refused:
        scene.propose(why=" ")
    assert refused.value.field == "why"


def test_proposing_another_map_than_was_seen_is_told(scene):
    actor = scene.actor("solvay_manager")
    seen = fingerprint(working_map(scene.cast.alliance, actor), None)
    add_objective(
        by=scene.actor("quintiles_manager"), alliance=scene.cast.alliance, perspective=scene.low,
        theme=scene.theme, title="One more",
    )  # fmt: skip
    with pytest.raises(Conflict):
        scene.propose(seen=seen)
    seen = fingerprint(working_map(scene.cast.alliance, actor), None)
    version = scene.propose(seen=seen)
    edited(scene, scene.trust, title="Other")
    with pytest.raises(Conflict) as lost:
        scene.propose(seen=fingerprint(working_map(scene.cast.alliance, actor), None))
    assert lost.value.current == version


def test_a_withdrawn_version_takes_no_answers(scene):
    version = scene.propose()
    withdraw_version(by=scene.actor("quintiles_manager"), version=version, why="Too early")
    with pytest.raises(Conflict):
        scene.agree_all("solvay_manager", version)
    with pytest.raises(Conflict):
        withdraw_version(by=scene.actor("quintiles_manager"), version=version)
    assert MapVersion.objects.get().ended_why == "Too early"


def test_a_partner_that_left_is_not_asked(scene):
    version = scene.propose()
    leave_partner(by=scene.actor("quintiles_manager"), partner=scene.cast.quintiles)
    assert scene.agree_all("solvay_manager", version)


def test_my_work_names_what_waits_for_my_side(scene):
    version = scene.propose()

    def asked(who):
        found = agreements_to_give(scene.actor(who), [scene.cast.alliance])
        return [(row.pk, row.waits) for row in found]

    assert asked("solvay_manager") == asked("quintiles_sponsor") == [(version.pk, 4)]
    assert asked("member") == asked("reader") == []
    scene.give("solvay_sponsor", version, Said(scene.trust.pk, "object", "", "Later"))
    assert asked("solvay_manager") == [(version.pk, 3)]
    scene.agree_all("solvay_sponsor", version, but=(scene.trust.pk,))
    assert asked("solvay_manager") == []


def test_the_versions_beside_the_working_map_cost_one_query(scene, django_assert_num_queries):
    first = scene.in_force()
    edited(scene, scene.value, title="Grow value for both")
    second = scene.propose()
    actor = scene.actor("reader")
    with django_assert_num_queries(1):
        lines, beside = lines_with_versions(scene.cast.alliance, actor)
    assert lines.mission == "Value for both"
    assert (beside.in_force.pk, beside.proposed.number) == (first.pk, second.number)
    assert beside.in_force.at == first.in_force_at
    differing = compared(beside.in_force.map, working_map(scene.cast.alliance, actor))
    assert differing.count == 1
