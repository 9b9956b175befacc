"""The agenda writes itself: what asks for a place, why, in whose sight, in how many queries."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from allied.agreement.models import MapVersion
from allied.foundation.access.actor import View
from allied.governance.meetings import services
from allied.governance.meetings.suggesting import offered_for, suggestions_for
from allied.governance.models import (
    Action,
    Body,
    Decision,
    Escalation,
    LookBack,
    Proposal,
    Topic,
)
from allied.pure.periods import parse_period
from allied.scorecard.initiatives.services import add_initiative, add_milestone
from allied.scorecard.models import Offer, Review
from allied.scorecard.services import add_measure, record_reading
from allied.strategy.services import add_objective, add_perspective, add_theme

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def band(scene):
    by, alliance = scene.actor(), scene.cast.alliance
    return (
        add_perspective(by=by, alliance=alliance, name="Process"),
        add_theme(by=by, alliance=alliance, name="Speed"),
    )


@pytest.fixture
def make(scene, band):
    """An objective with a measure that has a reading of the last year's end, from 0 to 100."""

    def make(title, value=None, view=View.JOINT, who="solvay_manager"):
        by = scene.actor(who, view)
        objective = add_objective(
            by=by, alliance=scene.cast.alliance, perspective=band[0], theme=band[1], title=title
        )
        measure = add_measure(
            by=by, objective=objective, name=f"{title} measured", valid_from=date(2020, 1, 1),
            target_values={"baseline": 0, "target": 100}, owner=scene.cast.solvay_manager,
        )  # fmt: skip
        if value is not None:
            quarter = parse_period(f"{(TODAY() - timedelta(days=92)):%Y}-Q1")
            while quarter.next().end < TODAY():
                quarter = quarter.next()
            record_reading(by=by, measure=measure, period=quarter, value=Decimal(value))
        return objective, measure

    return make


def found(scene, meeting, who="solvay_manager", view=View.JOINT):
    rows = suggestions_for(scene.actor(who, view), meeting)
    return {row.key: row.why for row in rows}


def test_nothing_asks_where_nothing_is_wrong(scene, make):
    make("Fine", 100)
    meeting = scene.plan()
    kept = {key for key in found(scene, meeting) if not key.startswith("target")}
    assert kept == set()


def test_an_objective_off_track_and_a_measure_never_read(scene, make):
    objective, _ = make("Trust", 10)
    _, unread = make("Unread")
    why = found(scene, scene.plan())
    assert why[f"objective-{objective.pk}"] == "Off track: score 0.10."
    assert why[f"measure-{unread.pk}"] == "No reading yet."
    assert f"objective-{unread.objective_id}" not in why


def test_what_fell_since_the_last_meeting_says_both_scores(scene, make):
    objective, _ = make("Trust", 85)
    last = scene.plan(days=-40)
    last.review = Review.objects.create(
        alliance=scene.cast.alliance, room=scene.cast.joint, name="Then", author="x",
        held_on=date(2026, 1, 13), algorithm="x",
        scorecard={
            "themes": [{"id": 1, "name": "Speed", "score": {}}],
            "objectives": [
            {"id": objective.pk, "title": "Trust", "theme": 1,
             "score": {"score": 0.95, "status": "on_track"}}
        ]},
    )  # fmt: skip
    last.save()
    why = found(scene, scene.plan())[f"objective-{objective.pk}"]
    assert why.startswith("Fell from 0.95 on 13 January 2026 to 0.85: ")
    last.review.scorecard["objectives"][0]["score"]["score"] = 0.87
    last.review.scorecard["objectives"][0]["score"]["status"] = "exceeds"
    last.review.save()
    again = found(scene, scene.plan(15 + 7))
    assert "Fell from 0.87" in again[f"objective-{objective.pk}"], "the status dropped"
    last.review.scorecard["objectives"][0]["score"]["status"] = "caution"
    last.review.save()
    assert f"objective-{objective.pk}" not in found(scene, scene.plan(30 + 7))


def test_initiatives_late_and_green_beside_a_red_measure(scene, make):
    objective, measure = make("Trust", 10)
    by = scene.actor()
    late, green = (
        add_initiative(by=by, objective=objective, name=name, state="under_way")
        for name in ("Late plan", "Green plan")
    )
    for row in (late, green):
        row.measures.add(measure)
    day = TODAY() - timedelta(days=10)
    add_milestone(by=by, initiative=late, name="Agreed", due_on=day)
    add_milestone(by=by, initiative=green, name="Agreed", due_on=day, done_on=day)
    why = found(scene, scene.plan())
    assert why[f"initiative-{late.pk}"] == "1 of 1 milestones is late, 0 done."
    assert why[f"initiative-{green.pk}"] == (
        "Milestones green, 1 of 1 done, but off track: Trust measured."
    )


def test_a_target_and_a_map_that_wait(scene, make):
    _, measure = make("Trust", 100)
    place = {"alliance": scene.cast.alliance, "room": scene.cast.joint}
    Offer.objects.create(
        measure=measure, partner=scene.cast.quintiles, valid_from=date(2027, 1, 1), target=120,
        made_at=timezone.now() - timedelta(days=12), **place,
    )  # fmt: skip
    version = MapVersion.objects.create(
        number=3, why="x", author="Solvay manager", objectives=4, document={}, **place
    )
    why = found(scene, scene.plan())
    assert why[f"target-{measure.pk}"] == (
        "Quintiles offered from 1 January 2027: target 120. Solvay has not answered for 12 days."
    )
    assert why[f"map_version-{version.pk}"].endswith(
        "Solvay has 5 answers to give. Quintiles has 5 answers to give."
    )


def committee(scene, room=None, body=None, word="Joint"):
    """A row of each kind that committees have open."""
    now, cast = timezone.now(), scene.cast
    place = {"alliance": cast.alliance, "room": room or cast.joint}
    body, day = body or scene.body, TODAY()
    number = Decision._base_manager.count()
    due = Decision.objects.create(
        number=number + 1, title=f"{word} budget", body=body, due_on=day - timedelta(days=3),
        raised_at=now - timedelta(days=20), owner=cast.solvay_sponsor, importance=4, **place,
    )  # fmt: skip
    taken = Decision.objects.create(
        number=number + 2, title=f"{word} taken", body=body, state="taken",
        taken_at=now - timedelta(days=200), **place,
    )  # fmt: skip
    actions = [
        Action.objects.create(
            title=f"{word} {word_}", owner=cast.solvay_manager, partner=cast.solvay, body=body,
            due_on=day + timedelta(days=days), first_due_on=day, **place,
        )
        for word_, days in (("overdue", -5), ("open", 9))
    ]  # fmt: skip
    proposal = Proposal.objects.create(
        title=f"{word} proposal", body=body, state="put_forward", author="Theme leader",
        at=now - timedelta(days=4), **place,
    )  # fmt: skip
    escalation = Escalation.objects.create(
        title=f"{word} escalation", state="open", level=1, level_since=now - timedelta(days=6),
        ladder={"business_days": True,
                "rungs": [{"name": "Team", "days": 5}, {"name": "Committee", "days": 10}]},
        **place,
    )  # fmt: skip
    return due, taken, actions, proposal, escalation


def test_what_the_committee_has_open(scene):
    due, taken, (overdue, _), proposal, escalation = committee(scene)
    why = found(scene, scene.plan())
    assert list(why) == [
        f"escalation-{escalation.pk}", f"decision-{due.pk}", f"proposal-{proposal.pk}",
        f"action-{overdue.pk}", f"actions-{scene.body.pk}", f"look_back-{taken.pk}",
    ]  # fmt: skip
    assert why[f"escalation-{escalation.pk}"] == (
        "On level 2 of 2, Committee, for 6 days; it has 10 business days there."
    )
    said = why[f"decision-{due.pk}"]
    assert "3 days ago; open for 20 days, importance: great." in said
    assert why[f"proposal-{proposal.pk}"] == "By Theme leader 4 days ago; it waits for this body."
    assert why[f"action-{overdue.pk}"].endswith("5 days overdue.")
    assert why[f"actions-{scene.body.pk}"].startswith(
        "1 action is open and not overdue: “Joint open”"
    )
    assert "200 days nobody has said" in why[f"look_back-{taken.pk}"]
    LookBack.objects.create(decision=taken, outcome="better", author="x")
    Decision.objects.filter(pk=due.pk).update(due_on=None)
    again = found(scene, scene.plan(30))
    assert f"look_back-{taken.pk}" not in again
    assert again[f"decision-{due.pk}"] == "Open for 20 days, importance: great."


def test_another_body_is_not_asked(scene):
    other = Body.objects.create(
        alliance=scene.cast.alliance, room=scene.cast.joint, name="Other", kind="other"
    )
    committee(scene, body=other)
    Escalation.objects.update(ladder={"rungs": [{"name": "x"}, {"name": "y", "body": other.pk}]})
    assert found(scene, scene.plan()) == {}


@pytest.mark.parametrize("view", [View.JOINT, View.OURS])
def test_nothing_of_our_room_asks_in_a_joint_meeting(scene, make, view):
    """Solvay's manager prepares the joint agenda from the view of our room: the same is offered."""
    objective, _ = make("Trust", 5)
    secret = add_measure(
        by=scene.actor("solvay_manager", View.OURS), objective=objective, name="Zinnober margin",
        valid_from=date(2020, 1, 1), target_values={"baseline": 0, "target": 100},
    )  # fmt: skip
    committee(scene, scene.cast.solvay_room, scene.own_body, "Zinnober")
    joint = scene.plan()
    before = found(scene, joint, "quintiles_manager")
    assert "Zinnober" not in repr(found(scene, joint, view=view))
    assert found(scene, joint, view=view) == before
    taken = services.take_up(
        by=scene.actor("solvay_manager", view), meeting=joint, wanted=found(scene, joint, view=view)
    )
    assert all("Zinnober" not in topic.title + topic.why for topic in taken)
    own = found(scene, scene.plan_own(), view=View.OURS)
    assert sum(key.startswith("decision") for key in own) == 1
    assert own[f"measure-{secret.pk}"] == "No reading yet."


def test_a_suggestion_is_taken_up_once_with_all_it_says(scene):
    due, *_ = committee(scene)
    meeting = scene.plan()
    (topic,) = services.take_up(by=scene.actor(), meeting=meeting, wanted={f"decision-{due.pk}"})
    assert (topic.source_kind, topic.source_id, topic.owner) == (
        "decision", due.pk, scene.cast.solvay_sponsor,
    )  # fmt: skip
    assert (topic.minutes, topic.wanted, topic.author) == (30, "decide", "Solvay manager")
    assert "open for 20 days" in topic.why
    assert services.take_up(by=scene.actor(), meeting=meeting, wanted={topic.source_kind}) == []
    assert f"decision-{due.pk}" not in found(scene, meeting)
    services.remove_topic(by=scene.actor(), topic=topic, version=1)
    assert f"decision-{due.pk}" in found(scene, meeting)


def test_at_most_five_of_a_kind_are_shown_and_the_rest_is_counted(scene):
    for _ in range(7):
        committee(scene)
    offered = offered_for(scene.actor(), scene.plan())
    kinds = [one.kind for one in offered.shown]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "escalation": 5, "decision": 5, "proposal": 5, "action": 5, "actions": 1, "look_back": 3,
    }  # fmt: skip
    assert offered.more == 8
    assert offered.minutes == sum(one.minutes for one in offered.shown)


def test_as_many_queries_for_many_as_for_one(scene, make):
    def count():
        meeting = scene.plan(14 + 7 * Topic.objects.count() + 7 * len(counts))
        with CaptureQueriesContext(connection) as caught:
            suggestions_for(scene.actor(), meeting)
        return len(caught)

    counts: list[int] = []
    for number in (1, 3):
        for n in range(number):
            _, measure = make(f"Trust {number} {n}", 10)
            Offer.objects.create(
                measure=measure, partner=scene.cast.quintiles, valid_from=date(2027, 1, 1),
                target=120, alliance=scene.cast.alliance, room=scene.cast.joint,
            )  # fmt: skip
            committee(scene)
        counts.append(count())
    assert counts[0] == counts[1] <= 28
