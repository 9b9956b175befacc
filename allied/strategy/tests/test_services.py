"""Writes of the map: who may, what is refused and in which words, what is recorded."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from msgspec.structs import fields, replace

from allied.alliances.actors import operator_of
from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry
from allied.strategy import services
from allied.strategy.models import JointWin, Link, MapChange, Objective, Perspective, Theme
from allied.strategy.queries import map_of
from allied.strategy.services import Beside, Win
from tests.support.cast import Cast

from .conftest import Drawn

EDITORS = ["quintiles_manager", "solvay_manager", "theme_leader"]
OTHERS = [
    "quintiles_sponsor", "measure_owner", "member", "reader", "former_member", "outsider",
]  # fmt: skip
WRITES: dict[str, Callable[[Any, Drawn, Cast], Any]] = {
    "set_map_lines": lambda by, d, c: services.set_map_lines(
        by=by, alliance=c.alliance, version=1, mission="One", values_line="Two"
    ),
    "add_perspective": lambda by, d, c: services.add_perspective(
        by=by, alliance=c.alliance, name="Customer"
    ),
    "edit_perspective": lambda by, d, c: services.edit_perspective(
        by=by, perspective=d.low, version=1, name="People"
    ),
    "shift_perspective": lambda by, d, c: services.shift_perspective(
        by=by, perspective=d.low, up=True
    ),
    "remove_perspective": lambda by, d, c: services.remove_perspective(
        by=by, perspective=d.low, version=1, move_to=d.high
    ),
    "add_theme": lambda by, d, c: services.add_theme(by=by, alliance=c.alliance, name="Speed"),
    "edit_theme": lambda by, d, c: services.edit_theme(
        by=by, theme=d.living, version=1, leader=c.theme_leader, colour=5
    ),
    "shift_theme": lambda by, d, c: services.shift_theme(by=by, theme=d.growth, up=True),
    "remove_theme": lambda by, d, c: services.remove_theme(
        by=by, theme=d.living, version=1, move_to=d.growth
    ),
    "add_objective": lambda by, d, c: services.add_objective(
        by=by, alliance=c.alliance, perspective=d.low, theme=d.living, title="Learn", weight="2.5"
    ),
    "edit_objective": lambda by, d, c: services.edit_objective(
        by=by, objective=d.trust, version=1, title="Keep trust",
        beside=Beside(new_effects=[d.speed.pk], gone_effects=[d.value.pk]),
    ),
    "move_objective": lambda by, d, c: services.move_objective(
        by=by, objective=d.trust, version=1, perspective=d.high, theme=d.growth, pin=0.25
    ),
    "remove_objective": lambda by, d, c: services.remove_objective(
        by=by, objective=d.trust, version=1
    ),
    "draw_link": lambda by, d, c: services.draw_link(by=by, cause=d.speed, effect=d.value),
    "remove_link": lambda by, d, c: services.remove_link(by=by, link=d.link),
    "undo_change": lambda by, d, c: services.undo_change(
        by=by, change=MapChange.objects.get(act="draw_link")
    ),
}  # fmt: skip


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("who", EDITORS)
def test_managers_and_theme_leaders_of_both_sides_edit(cast: Cast, drawn: Drawn, who: str) -> None:
    before = MapChange.objects.count(), Entry.objects.count()
    for name, write in WRITES.items():
        with rolled_back():
            write(cast.actor(who), fresh(drawn), cast)
            counts = MapChange.objects.count(), Entry.objects.count()
            assert counts == (before[0] + 1, before[1] + 1), name
            change, entry = MapChange.objects.first(), Entry.objects.first()
            assert change.author == getattr(cast, who).name
            assert change.operations, name
            assert (change.room, entry.room_id) == (cast.joint, cast.joint.pk)
            assert entry.act == f"strategy.{change.act}"


def test_nobody_else_does_and_nothing_is_written_while_presenting(cast: Cast, drawn: Drawn) -> None:
    actors = [cast.actor(who) for who in OTHERS]
    actors.append(cast.actor("quintiles_manager", View.PRESENT))
    for actor, write in product(actors, WRITES.values()):
        with pytest.raises(PermissionDenied):
            write(actor, drawn, cast)


@pytest.mark.parametrize("view", [View.JOINT, View.OURS])
def test_whatever_the_view_the_map_is_joint(cast: Cast, drawn: Drawn, view: View) -> None:
    by = cast.actor("solvay_manager", view)
    made = [
        services.add_perspective(by=by, alliance=cast.alliance, name="Customer"),
        services.add_theme(by=by, alliance=cast.alliance, name="Speed"),
        services.draw_link(by=by, cause=drawn.speed, effect=drawn.value),
    ]
    services.set_joint_win(by=by, objective=drawn.trust, partner=cast.solvay, text="A sound plan")
    assert {row.room for row in made} == {cast.joint}
    assert JointWin.objects.get(partner=cast.solvay).room == cast.joint


def test_a_command_on_the_server_edits_but_speaks_for_no_side(cast: Cast, drawn: Drawn) -> None:
    operator = operator_of(cast.alliance)
    services.add_theme(by=operator, alliance=cast.alliance, name="Speed")
    assert MapChange.objects.first().author == "command line"
    with pytest.raises(PermissionDenied):
        services.set_joint_win(by=operator, objective=drawn.trust, partner=cast.solvay, text="x")


@pytest.mark.parametrize("who", ["solvay_manager", "solvay_sponsor", "theme_leader"])
def test_a_side_writes_its_own_joint_win_alone(cast: Cast, drawn: Drawn, who: str) -> None:
    by = cast.actor(who)
    services.set_joint_win(by=by, objective=drawn.trust, partner=cast.solvay, text=" A  plan ")
    assert JointWin.objects.get(partner=cast.solvay).text == "A plan"
    with pytest.raises(PermissionDenied):
        services.set_joint_win(by=by, objective=drawn.trust, partner=cast.quintiles, text="Ha")
    with pytest.raises(PermissionDenied):
        services.edit_objective(
            by=by, objective=drawn.trust, version=1, beside=Beside(win=Win(cast.quintiles, "Ha"))
        )
    assert JointWin.objects.get(partner=cast.quintiles).text == "Less oversight"


@pytest.mark.parametrize("who", ["measure_owner", "member", "reader", "outsider"])
def test_who_has_no_say_writes_no_joint_win(cast: Cast, drawn: Drawn, who: str) -> None:
    for partner in (cast.quintiles, cast.solvay):
        with pytest.raises(PermissionDenied):
            services.set_joint_win(
                by=cast.actor(who), objective=drawn.trust, partner=partner, text="x"
            )


def test_an_empty_joint_win_is_none(cast: Cast, drawn: Drawn) -> None:
    services.set_joint_win(by=drawn.by, objective=drawn.trust, partner=cast.quintiles, text=" ")
    assert not JointWin.objects.exists()


@pytest.mark.parametrize(
    ("act", "record"),
    [
        (services.edit_objective, "trust"),
        (services.move_objective, "trust"),
        (services.edit_theme, "living"),
        (services.edit_perspective, "low"),
    ],
)
def test_the_second_writer_is_told_and_nothing_is_written(
    drawn: Drawn, act: Callable[..., Any], record: str
) -> None:
    row = getattr(drawn, record)
    kind = {"trust": "objective", "living": "theme", "low": "perspective"}[record]
    value = {"pin": 0.5} if act is services.move_objective else {"weight": 2}
    act(by=drawn.by, version=1, **{kind: row}, **value)
    count, stale = MapChange.objects.count(), type(row).objects.get(pk=row.pk)
    with pytest.raises(Conflict) as lost:
        act(by=drawn.by, version=1, **{kind: stale}, **{name: 0 for name in value})
    assert lost.value.current == row
    assert lost.value.current.version == 2
    assert MapChange.objects.count() == count


def test_two_who_change_different_links_both_keep_theirs(drawn: Drawn) -> None:
    for beside in (Beside(new_effects=[drawn.speed.pk]), Beside(gone_effects=[drawn.value.pk])):
        services.edit_objective(by=drawn.by, objective=drawn.trust, version=1, beside=beside)
    assert list(Link.objects.values_list("cause", "effect")) == [(drawn.trust.pk, drawn.speed.pk)]


def test_a_joint_win_lost_in_a_race_is_told(cast: Cast, drawn: Drawn) -> None:
    given = {"by": drawn.by, "objective": drawn.trust, "partner": cast.quintiles}
    services.set_joint_win(**given, text="More", version=1)
    with pytest.raises(Conflict) as lost:
        services.set_joint_win(**given, text="Less", version=1)
    assert lost.value.current.text == "More"
    services.set_joint_win(**given, text="")
    with pytest.raises(Conflict):
        services.set_joint_win(**given, text="Again", version=2)


def fresh(drawn: Drawn) -> Drawn:
    """The same map with rows as they are stored."""
    rows = {
        each.name: getattr(drawn, each.name)
        for each in fields(drawn)
        if each.name not in {"cast", "by", "url"}
    }
    return replace(drawn, **{name: type(row).objects.get(pk=row.pk) for name, row in rows.items()})


def add(drawn: Drawn, cast: Cast, **given: Any) -> Objective:
    usual = {"perspective": drawn.low, "theme": drawn.living, "title": "New"}
    return services.add_objective(by=drawn.by, alliance=cast.alliance, **usual | given)


def twice(drawn: Drawn, cast: Cast) -> None:
    add(drawn, cast, title="Café")
    add(drawn, cast, title="Cafe\u0301")


def draw(drawn: Drawn, cause: Objective, effect: Objective) -> Link:
    return services.draw_link(by=drawn.by, cause=cause, effect=effect)


def foreign(cast: Cast) -> Theme:
    room = cast.rival_alliance.rooms.get(partner=None)
    return Theme.objects.create(alliance=cast.rival_alliance, room=room, name="Theirs")


def removed(drawn: Drawn, cast: Cast) -> Perspective:
    row = services.add_perspective(by=drawn.by, alliance=cast.alliance, name="Gone")
    services.remove_perspective(by=drawn.by, perspective=row, version=1)
    return row


def gone(drawn: Drawn) -> Objective:
    services.remove_objective(by=drawn.by, objective=drawn.speed, version=1)
    return drawn.speed


REFUSALS: dict[str, tuple[Callable[[Drawn, Cast], Any], str | None]] = {
    "title used": (lambda d, c: add(d, c, title="  build TRUST "), "title"),
    "title used, composed otherwise": (twice, "title"),
    "title empty": (lambda d, c: add(d, c, title="\u200b \u00a0"), "title"),
    "title long": (lambda d, c: add(d, c, title="x" * 10_000), "title"),
    "title with NUL": (lambda d, c: add(d, c, title="a\x00b"), "title"),
    "title half a character": (lambda d, c: add(d, c, title="a\ud800b"), "title"),
    "description long": (lambda d, c: add(d, c, description="x" * 4001), "description"),
    "weight NaN": (lambda d, c: add(d, c, weight="NaN"), "weight"),
    "weight infinite": (lambda d, c: add(d, c, weight=float("inf")), "weight"),
    "weight huge": (lambda d, c: add(d, c, weight=1e308), "weight"),
    "weight negative": (lambda d, c: add(d, c, weight=-1), "weight"),
    "weight a word": (lambda d, c: add(d, c, weight="much"), "weight"),
    "pin outside": (lambda d, c: add(d, c, pin=1.01), "pin"),
    "pin NaN": (lambda d, c: add(d, c, pin=float("nan")), "pin"),
    "rule unknown": (lambda d, c: add(d, c, roll_up_rule="guess"), "roll_up_rule"),
    "policy unknown": (lambda d, c: add(d, c, missing_policy="guess"), "missing_policy"),
    "judgement missing": (lambda d, c: add(d, c, roll_up_rule="judgement"), "judgement"),
    "owner outside": (lambda d, c: add(d, c, owner=c.outsider), "owner"),
    "owner left": (lambda d, c: add(d, c, owner=c.former_member), "owner"),
    "theme of another alliance": (lambda d, c: add(d, c, theme=foreign(c)), "theme"),
    "perspective removed": (lambda d, c: add(d, c, perspective=removed(d, c)), "perspective"),
    "link to itself": (lambda d, c: draw(d, d.trust, d.trust), "effect"),
    "link twice": (lambda d, c: draw(d, d.trust, d.value), "effect"),
    "link to a removed objective": (lambda d, c: draw(d, d.trust, gone(d)), "effect"),
    "theme name used": (
        lambda d, c: services.add_theme(by=d.by, alliance=c.alliance, name="GROWTH"), "name",
    ),
    "perspective name used": (
        lambda d, c: services.edit_perspective(
            by=d.by, perspective=d.low, version=1, name="stakeholder"
        ), "name",
    ),
    "colour unknown": (
        lambda d, c: services.edit_theme(by=d.by, theme=d.living, version=1, colour=9), "colour",
    ),
    "theme still full": (
        lambda d, c: services.remove_theme(by=d.by, theme=d.growth, version=1), "move_to",
    ),
    "perspective still full": (
        lambda d, c: services.remove_perspective(by=d.by, perspective=d.low, version=1), "move_to",
    ),
    "moved to itself": (
        lambda d, c: services.remove_theme(by=d.by, theme=d.growth, version=1, move_to=d.growth),
        "move_to",
    ),
    "joint win long": (
        lambda d, c: services.set_joint_win(
            by=d.by, objective=d.trust, partner=c.quintiles, text="x" * 301
        ), "text",
    ),
}  # fmt: skip


def test_refusals_name_the_field(cast: Cast, drawn: Drawn) -> None:
    for name, (act, field) in REFUSALS.items():
        with rolled_back():
            with pytest.raises(Refused) as refused:
                act(fresh(drawn), cast)
            assert refused.value.field == field, name
            assert str(refused.value), name


def test_titles_of_every_script_are_kept(cast: Cast, drawn: Drawn) -> None:
    for title in ("تحسين الثقة", "Z\u0350\u0351\u0352algo", "=SUM(A1)", "𝒯rust 🤝"):
        made = add(drawn, cast, title=title)
        assert Objective.objects.get(pk=made.pk).title == title


def test_a_map_holds_three_hundred_objectives(cast: Cast, drawn: Drawn) -> None:
    Objective.objects.bulk_create(
        Objective(
            alliance=cast.alliance, room=cast.joint, perspective=drawn.low, theme=drawn.living,
            title=f"Objective {n}",
        )
        for n in range(297)
    )  # fmt: skip
    with pytest.raises(Refused, match="at most 300 objectives"):
        add(drawn, cast)


def test_a_map_holds_a_thousand_links(
    cast: Cast, drawn: Drawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("allied.strategy.services.limits.MOST_LINKS", 1)
    with pytest.raises(Refused, match="at most 1 links"):
        draw(drawn, drawn.speed, drawn.value)


def test_cycles_are_allowed_as_feedback(drawn: Drawn) -> None:
    draw(drawn, drawn.value, drawn.trust)
    assert Link.objects.count() == 2


def test_names_of_removed_items_are_free_again(cast: Cast, drawn: Drawn) -> None:
    services.remove_objective(by=drawn.by, objective=drawn.trust, version=1)
    assert add(drawn, cast, title="Build trust").pk != drawn.trust.pk


def test_removing_keeps_joint_wins_and_moving_out_keeps_objectives(drawn: Drawn) -> None:
    services.remove_objective(by=drawn.by, objective=drawn.trust, version=1)
    assert JointWin.objects.filter(objective=drawn.trust).exists()
    assert not Link.objects.exists()
    services.remove_theme(by=drawn.by, theme=drawn.growth, version=1, move_to=drawn.living)
    live = Objective.objects.filter(removed_at=None)
    assert set(live.values_list("theme", flat=True)) == {drawn.living.pk}


def test_a_change_that_changes_nothing_leaves_no_trace(drawn: Drawn) -> None:
    count = MapChange.objects.count()
    assert not services.edit_objective(
        by=drawn.by, objective=drawn.trust, version=1, title="Build trust", weight="1.0"
    )
    assert not services.shift_perspective(by=drawn.by, perspective=drawn.high, up=True)
    assert MapChange.objects.count() == count


def test_a_new_theme_gets_a_free_colour(cast: Cast, drawn: Drawn) -> None:
    made = services.add_theme(by=drawn.by, alliance=cast.alliance, name="Speed")
    assert (drawn.living.colour, drawn.growth.colour, made.colour) == (1, 2, 3)


def test_an_owner_who_left_may_stay_until_another_is_named(cast: Cast, drawn: Drawn) -> None:
    Objective.objects.filter(pk=drawn.trust.pk).update(owner=cast.former_member)
    row = Objective.objects.get(pk=drawn.trust.pk)
    services.edit_objective(
        by=drawn.by, objective=row, version=1, owner=cast.former_member, title="Keep trust"
    )
    assert row.owner == cast.former_member


def test_a_private_title_is_never_hinted_at(cast: Cast, drawn: Drawn) -> None:
    """Should a row of the map ever live in one side's room, a refusal must not betray it."""
    Objective.objects.create(
        alliance=cast.alliance, room=cast.solvay_room, perspective=drawn.low, theme=drawn.living,
        title="Fallback",
    )  # fmt: skip
    assert add(drawn, cast, title="Fallback")


def test_the_whole_map_in_seven_queries_however_many_rows(cast: Cast, drawn: Drawn) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = map_of(cast.alliance, drawn.by)
            for objective in found.objectives:
                str((objective.theme, objective.perspective, objective.owner))
        return len(queries)

    few = asked()
    for n in range(3):
        services.set_joint_win(
            by=drawn.by, objective=add(drawn, cast, title=f"New {n}"), partner=cast.quintiles,
            text="Win",
        )  # fmt: skip
    assert few == asked() == 7


def test_a_map_that_nobody_began_is_empty(cast: Cast) -> None:
    found = map_of(cast.alliance, cast.actor("reader"))
    assert (found.objectives, found.joint_wins, found.change_to_undo) == ([], {}, None)
    assert found.strategy_map.mission == ""
    services.set_map_lines(
        by=cast.actor("theme_leader"), alliance=cast.alliance,
        version=found.strategy_map.version, mission="One", values_line="",
    )  # fmt: skip
    assert map_of(cast.alliance, cast.actor("reader")).strategy_map.mission == "One"
