"""Queries that are written to SQL once: their rows are the queryset's, whoever asks."""

import gc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, models
from django.db.models import Exists, OuterRef
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from msgspec import Struct

from allied.agreement.queries import agreements_asked
from allied.alliances.actors import actor_of
from allied.alliances.models import Alliance, Role
from allied.alliances.queries import alliances_visible_to
from allied.alliances.services import appoint, found_alliance
from allied.foundation.access.actor import NOBODY, Actor, View
from allied.foundation.access.prepared import KEPT, Prepared
from allied.foundation.access.together import Question, answers
from allied.foundation.audit.models import Entry
from allied.governance.actions.queries import my_actions_asked
from allied.governance.decisions.queries import decisions_asked, look_backs_asked
from allied.governance.escalations.queries import escalations_asked
from allied.governance.meetings.queries.lists import meetings_asked
from allied.governance.models import Decision, Escalation
from allied.governance.proposals.queries import proposals_asked
from allied.scorecard.models import Measure
from allied.strategy.models import Objective, Perspective
from allied.strategy.services import add_objective, add_perspective, add_theme
from tests.support.cast import Cast
from tests.support.world import World

PAGES = ["/", "/readings/", "/a/{slug}/", "/a/{slug}/scorecard/", "/a/{slug}/map/versions/propose/"]
PAGES += ["/readings/?whose=side", "/a/{slug}/?edit=1", "/a/{slug}/map/objectives/add/"]
PEOPLE = ["quintiles_manager", "solvay_manager", "measure_owner"]


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """Whatever is asked of a prepared query is asked of its queryset too; which were asked."""
    met: set[int] = set()
    written = Prepared.written

    def comparing(self: Prepared, actor: Actor, given: dict[str, Any]) -> Any:
        met.add(id(self))
        found, values = written(self, actor, given)
        made = [plain(row) for row in found.made(found.fetched(values))]
        assert made == [plain(row) for row in self._build(actor, **given)], self._build
        return found, values

    monkeypatch.setattr(Prepared, "written", comparing)
    return met


def plain(row: Any) -> Any:
    """All that is known of a record: its columns, what is annotated, what is joined."""
    if not isinstance(row, models.Model):
        return row
    known = {name: value for name, value in vars(row).items() if name != "_state"}
    joined = {name: plain(one) for name, one in row._state.fields_cache.items()}
    return type(row), known, joined


def more_alliances(cast: Cast, count: int) -> None:
    """With a measure each, so that lists of keys have other lengths than one."""
    companies = [cast.quintiles.company, cast.solvay.company]
    for number in range(count):
        alliance = found_alliance(by=Actor(name="x"), name=f"More {number}", companies=companies)
        partner = alliance.partners.get(company=cast.quintiles.company)
        for role in (Role.ALLIANCE_MANAGER, Role.SPONSOR):
            appoint(by=None, partner=partner, person=cast.quintiles_manager, role=role)
        by = actor_of(cast.quintiles_manager)
        band = add_perspective(by=by, alliance=alliance, name="Band")
        theme = add_theme(by=by, alliance=alliance, name="Theme")
        goal = add_objective(
            by=by, alliance=alliance, perspective=band, theme=theme, title=f"Goal {number}"
        )
        Measure.objects.create(
            alliance=alliance, room=goal.room, objective=goal, name="One",
            owner=cast.quintiles_manager,
        )  # fmt: skip


def test_prepared_rows_are_those_of_the_queryset(
    world: World, signed_in: Callable[..., Client], compared: set[int]
) -> None:
    here = {"slug": world.cast.alliance.slug}
    for view in View:
        for who in PEOPLE:
            client = signed_in(who, view)
            for page in PAGES:
                answer = client.get(page.format(**here))
                assert answer.status_code in {200, 302, 403}, (who, view, page)
    more_alliances(world.cast, 2)
    for page in PAGES:
        assert signed_in("quintiles_manager").get(page.format(**here)).status_code == 200
    every = [one for one in gc.get_objects() if type(one) is Prepared]
    ours = {id(one): one._build for one in every if not one._build.__module__.startswith("tests.")}
    assert ours
    assert not [build for key, build in ours.items() if key not in compared]


def test_several_asked_together_answer_as_each_alone(world: World) -> None:
    """Days, moments, JSON and truths come through JSON as they would come by themselves."""
    decided = Prepared(
        lambda actor: Decision.objects.visible_to(actor).only("title", "raised_at", "due_on")
    )
    steps = Prepared(
        lambda actor: (
            Escalation.objects.visible_to(actor)
            .annotate(stands=Exists(Escalation.objects.filter(pk=OuterRef("pk"), state="open")))
            .select_related("alliance", "room")
        )
    )
    trail = Prepared(
        lambda actor: Entry.objects.visible_to(actor).values_list("pk", "at", "details")
    )
    for who, view in (("solvay_manager", View.OURS), ("quintiles_sponsor", View.JOINT)):
        actor = world.cast.actor(who, view)
        alliances = alliances_visible_to(actor)
        questions = {
            "meetings": meetings_asked(actor, alliances),
            "actions": my_actions_asked(),
            "escalations": escalations_asked(actor),
            "decisions": decisions_asked(alliances),
            "look backs": look_backs_asked(alliances),
            "proposals": proposals_asked(actor, alliances),
            "versions": agreements_asked(actor, alliances),
            **{
                name: Question(prepared, {}, lambda rows: sorted(rows, key=key_of))
                for name, prepared in (("decided", decided), ("steps", steps), ("trail", trail))
            },
        }
        found = answers(actor, questions)
        alone = {name: question.answer(actor) for name, question in questions.items()}
        assert told(found) == told(alone)
        assert found["decided"]
        assert found["steps"]
        if view is View.OURS:
            assert found["trail"]


def key_of(row: Any) -> int:
    return row[0] if isinstance(row, tuple) else row.pk


def told(value: Any) -> Any:
    """What was made of records, down to the records themselves."""
    if isinstance(value, models.Model):
        return plain(value)
    if isinstance(value, dict):
        return {name: told(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [told(each) for each in value]
    return told(list(fields_of(value))) if isinstance(value, Struct) else value


def fields_of(value: Any) -> Iterator[Any]:
    return (getattr(value, name) for name in value.__struct_fields__)


def test_nothing_to_ask_is_nothing_found(world: World) -> None:
    prepared = Prepared(objectives_of)
    actor = world.cast.actor("solvay_manager")
    question = Question(prepared, {"keys": []}, list)
    with CaptureQueriesContext(connection) as queries:
        assert answers(actor, {"one": question, "two": question}) == {"one": [], "two": []}
    assert not len(queries)


def objectives_of(actor: Actor, *, keys: list[int]) -> Any:
    return Objective.objects.visible_to(actor).filter(pk__in=keys).order_by("pk")


def test_lists_of_any_length(world: World) -> None:
    prepared = Prepared(objectives_of)
    actor = world.cast.actor("solvay_manager", View.OURS)
    every = list(Objective.objects.visible_to(actor).order_by("pk").values_list("pk", flat=True))
    for count in (0, 1, 2, 3, *range(4, len(every) + 1)):
        found = prepared.found(actor, keys=every[:count])
        assert [row.pk for row in found] == every[:count]
    assert len(prepared._kept) <= 5  # 0, 1, 2, 4 and 8


def test_nobody_and_the_other_side_see_nothing_by_what_another_asked_first(world: World) -> None:
    prepared = Prepared(lambda actor: Measure.objects.visible_to(actor).order_by("pk"))
    owner = world.cast.actor("solvay_manager", View.OURS)
    other = world.cast.actor("quintiles_manager", View.OURS)
    assert world.secret_measure in prepared.found(owner)
    assert world.secret_measure not in prepared.found(other)
    assert world.secret_measure not in prepared.found(owner.looking_at(View.JOINT))
    assert prepared.found(NOBODY) == []
    assert len(prepared._kept) == 3


def test_a_clock_inside_is_refused(world: World) -> None:
    actor = world.cast.actor("solvay_manager")
    for rows in (
        lambda _: Measure.objects.filter(created_at__lte=timezone.now()),
        lambda _: Alliance.objects.filter(started_on__lte=timezone.localdate()),
    ):
        with pytest.raises(ValueError, match="with each call"):
            Prepared(rows).found(actor)


def test_days_come_with_each_call(world: World) -> None:
    prepared = Prepared(
        lambda actor, day: Alliance.objects.visible_to(actor).filter(started_on__lte=day)
    )
    actor, day = world.cast.actor("solvay_manager"), date(2020, 2, 2)
    Alliance.objects.filter(pk=world.cast.alliance.pk).update(started_on=day)
    assert prepared.found(actor, day=day) == [world.cast.alliance]
    assert prepared.found(actor, day=day - timedelta(days=1)) == []
    assert len(prepared._kept) == 1


def test_keeps_so_many_shapes_and_no_more(world: World) -> None:
    prepared = Prepared(lambda actor, name: Perspective.objects.visible_to(actor).filter(name=name))
    actor = world.cast.actor("solvay_manager")
    for number in range(KEPT + 5):
        assert prepared.found(actor, name=f"No {number}") == []
    assert len(prepared._kept) == 5
