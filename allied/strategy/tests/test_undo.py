"""Undoing: every kind of change, in the right order, by the right people, for a day."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from allied.foundation.access.actor import View
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry
from allied.scorecard.models import Measure
from allied.strategy import services
from allied.strategy.models import (
    JointWin,
    Link,
    MapChange,
    Objective,
    Perspective,
    StrategyMap,
    Theme,
)
from allied.strategy.queries import change_to_undo, history_of
from allied.strategy.services import Beside, Win, undo_change
from tests.support.cast import Cast

from .conftest import Drawn
from .test_services import WRITES, fresh, rolled_back

TABLES = (StrategyMap, Perspective, Theme, Objective, Link, JointWin)


def standing() -> dict[str, list[dict[str, Any]]]:
    """All of the map as it stands: live rows with every field but the version."""
    found = {}
    for table in TABLES:
        rows = table.objects.order_by("pk")
        if hasattr(table, "removed_at"):
            rows = rows.filter(removed_at=None)
        found[table.__name__] = [
            {name: value for name, value in row.items() if name not in {"version", "placement"}}
            for row in rows.values()
        ]
    return found


def newest() -> MapChange:
    return MapChange.objects.latest("pk")


def test_every_change_is_undone_to_the_last_field_and_done_again(cast: Cast, drawn: Drawn) -> None:
    before = standing()
    for name, write in WRITES.items():
        if name == "undo_change":
            continue
        with rolled_back():
            write(drawn.by, fresh(drawn), cast)
            done, change = standing(), newest()
            assert done != before, name
            undo = undo_change(by=drawn.by, change=change)
            assert standing() == before, name
            assert undo.act == f"undo.{change.act}"
            redo = undo_change(by=drawn.by, change=undo)
            assert standing() == done, name
            assert redo.act == f"redo.{change.act}"
            change.refresh_from_db()
            assert change.undone_at is not None
            assert Entry.objects.first().act == f"strategy.{redo.act}"


def test_undoing_a_removal_brings_back_links_measures_and_joint_wins(
    cast: Cast, drawn: Drawn
) -> None:
    measure = Measure.objects.create(
        alliance=cast.alliance, room=cast.joint, objective=drawn.trust, name="Trust score"
    )
    change = services.remove_objective(by=drawn.by, objective=drawn.trust, version=1)
    assert not Link.objects.exists()
    undo_change(by=drawn.by, change=change)
    assert Link.objects.get() == drawn.link
    drawn.trust.refresh_from_db()
    assert drawn.trust.removed_at is None
    assert [*drawn.trust.measures.all()] == [measure]
    assert drawn.trust.joint_wins.get().text == "Less oversight"


def test_undoing_an_addition_keeps_what_hangs_on_it(cast: Cast, drawn: Drawn) -> None:
    row = services.add_objective(
        by=drawn.by, alliance=cast.alliance, perspective=drawn.low, theme=drawn.living, title="New"
    )
    change = newest()
    Measure.objects.create(alliance=cast.alliance, room=cast.joint, objective=row, name="M")
    undo = undo_change(by=drawn.by, change=change)
    row.refresh_from_db()
    assert row.removed_at is not None
    undo_change(by=drawn.by, change=undo)
    assert Measure.objects.get().objective == row


def test_steps_on_the_same_pair_are_put_back_in_reverse(drawn: Drawn) -> None:
    change = services.edit_objective(
        by=drawn.by, objective=drawn.trust, version=1,
        beside=Beside(new_effects=[drawn.value.pk], gone_effects=[drawn.value.pk]),
    )  # fmt: skip
    assert len(change.operations) == 2
    undo_change(by=drawn.by, change=change)
    assert Link.objects.get() == drawn.link


LATER: dict[str, Callable[[Drawn, Cast, Any], Any]] = {
    "the same field": lambda d, c, them: services.edit_objective(
        by=them, objective=d.trust, version=2, title="Third"
    ),
    "removed": lambda d, c, them: services.remove_objective(by=them, objective=d.trust, version=2),
}


@pytest.mark.parametrize("name", LATER)
def test_what_somebody_changed_later_is_not_overwritten(
    cast: Cast, drawn: Drawn, name: str
) -> None:
    change = services.edit_objective(
        by=drawn.by, objective=drawn.trust, version=1, title="Second", weight=3
    )
    LATER[name](drawn, cast, cast.actor("solvay_manager"))
    if name == "removed":  # another field: the title may be put back, the removal stands
        undo_change(by=drawn.by, change=change)
        assert Objective.objects.get(pk=drawn.trust.pk).removed_at is not None
        return
    before = standing()
    with pytest.raises(Refused, match="changed again since"):
        undo_change(by=drawn.by, change=change)
    assert standing() == before


def test_a_refusal_names_the_later_change_of_the_same_field(cast: Cast, drawn: Drawn) -> None:
    first = services.edit_objective(by=drawn.by, objective=drawn.trust, version=1, title="Second")
    them = cast.actor("solvay_manager")
    services.edit_objective(by=them, objective=drawn.trust, version=2, title="Third")
    services.edit_objective(by=them, objective=drawn.trust, version=3, weight=7)
    with pytest.raises(Refused, match="by Solvay manager: Objective “Third” changed"):
        undo_change(by=drawn.by, change=first)
    with pytest.raises(Refused, match="You changed this again since: Objective “Third”"):
        undo_change(by=replace(them, seats=drawn.by.seats), change=first)


def test_another_field_changed_later_is_kept(cast: Cast, drawn: Drawn) -> None:
    change = services.edit_objective(by=drawn.by, objective=drawn.trust, version=1, title="Second")
    services.edit_objective(
        by=cast.actor("solvay_manager"), objective=drawn.trust, version=2, weight=7
    )
    undo_change(by=drawn.by, change=change)
    row = Objective.objects.get(pk=drawn.trust.pk)
    assert (row.title, row.weight) == ("Build trust", 7)


def test_an_addition_used_by_others_is_not_undone_under_them(cast: Cast, drawn: Drawn) -> None:
    them = cast.actor("solvay_manager")
    theme = services.add_theme(by=drawn.by, alliance=cast.alliance, name="Speed")
    of_theme = newest()
    row = services.add_objective(
        by=drawn.by, alliance=cast.alliance, perspective=drawn.low, theme=theme, title="New"
    )
    of_row = newest()
    services.draw_link(by=them, cause=row, effect=drawn.value)
    with pytest.raises(Refused, match="linked since"):
        undo_change(by=drawn.by, change=of_row)
    with pytest.raises(Refused, match="without its perspective or theme"):
        undo_change(by=drawn.by, change=of_theme)


def test_a_removal_is_not_undone_where_its_place_or_name_is_gone(cast: Cast, drawn: Drawn) -> None:
    them = cast.actor("solvay_manager")
    change = services.remove_objective(by=drawn.by, objective=drawn.trust, version=1)
    with rolled_back():
        services.remove_theme(by=them, theme=drawn.living, version=1)
        with pytest.raises(Refused, match="without its perspective or theme"):
            undo_change(by=drawn.by, change=change)
    services.add_objective(
        by=them, alliance=cast.alliance, perspective=drawn.low, theme=drawn.living,
        title="BUILD TRUST",
    )  # fmt: skip
    with pytest.raises(Refused, match="same name"):
        undo_change(by=drawn.by, change=change)


def test_a_removed_link_drawn_again_is_not_doubled(drawn: Drawn) -> None:
    change = services.remove_link(by=drawn.by, link=drawn.link)
    services.draw_link(by=drawn.by, cause=drawn.trust, effect=drawn.value)
    with pytest.raises(Refused, match="changed again since"):
        undo_change(by=drawn.by, change=change)
    assert Link.objects.count() == 1


def test_once_and_for_a_day(drawn: Drawn) -> None:
    change = services.edit_objective(by=drawn.by, objective=drawn.trust, version=1, title="Second")
    undo_change(by=drawn.by, change=change)
    with pytest.raises(Refused, match="undone already"):
        undo_change(by=drawn.by, change=change)
    old = services.edit_objective(by=drawn.by, objective=drawn.speed, version=1, title="Old")
    MapChange.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(hours=24, minutes=1))
    with pytest.raises(Refused, match="24 hours"):
        undo_change(by=drawn.by, change=old)


def test_a_start_from_a_template_is_not_undone(cast: Cast, drawn: Drawn) -> None:
    change = MapChange.objects.create(
        alliance=cast.alliance, room=cast.joint, author="x", act="lay_map", label="x", operations=[]
    )
    with pytest.raises(Refused, match="cannot be undone"):
        undo_change(by=drawn.by, change=change)


def test_who_may_undo(cast: Cast, drawn: Drawn) -> None:
    of_map = services.edit_theme(by=drawn.by, theme=drawn.living, version=1, name="Second")
    of_win = services.set_joint_win(
        by=drawn.by, objective=drawn.speed, partner=cast.quintiles, text="Win"
    )
    both = services.edit_objective(
        by=drawn.by, objective=drawn.value, version=1, title="Both",
        beside=Beside(win=Win(cast.quintiles, "Win")),
    )  # fmt: skip
    may = {
        "quintiles_manager": {of_map, of_win, both},
        "solvay_manager": {of_map},
        "theme_leader": {of_map},
        "quintiles_sponsor": {of_win},
        "solvay_sponsor": set(),
        "member": set(),
        "reader": set(),
        "outsider": set(),
    }
    for who, allowed in may.items():
        for change in (of_map, of_win, both):
            with rolled_back():
                if change in allowed:
                    undo_change(by=cast.actor(who), change=change)
                else:
                    with pytest.raises(PermissionDenied):
                        undo_change(by=cast.actor(who), change=change)
    with pytest.raises(PermissionDenied):
        undo_change(by=cast.actor("quintiles_manager", View.PRESENT), change=of_map)


def test_what_is_offered_walks_back_and_passes_undos_over(cast: Cast, drawn: Drawn) -> None:
    first = services.edit_objective(by=drawn.by, objective=drawn.trust, version=1, title="Second")
    second = services.edit_objective(by=drawn.by, objective=drawn.trust, version=2, title="Third")
    assert change_to_undo(cast.alliance, drawn.by) == second
    undo_change(by=drawn.by, change=second)
    assert change_to_undo(cast.alliance, drawn.by) == first
    undo_change(by=drawn.by, change=first)
    assert Objective.objects.get(pk=drawn.trust.pk).title == "Build trust"
    assert change_to_undo(cast.alliance, cast.actor("reader")) is None
    assert change_to_undo(cast.alliance, cast.actor("solvay_manager")) is None  # not its own
    assert change_to_undo(cast.alliance, cast.actor("theme_leader", View.PRESENT)) is None
    offered = [change for change, may in history_of(cast.alliance, drawn.by).changes if may]
    assert first not in offered
    assert second not in offered


TITLES = st.sampled_from(["Build trust", "Gain speed", "One", "Two", "Three"])
PICK = st.integers(0, 5)
STEP = st.tuples(st.integers(0, 12), PICK, PICK, TITLES)


def take(step: tuple[int, int, int, str], by: Any, cast: Cast) -> None:
    """One act on whatever stands on the map now; Refused where the map says no."""
    number, one, two, title = step
    live = [
        list(table.objects.filter(alliance=cast.alliance, removed_at=None))
        for table in (Objective, Perspective, Theme)
    ]
    aims, bands, themes = live
    if not (bands and themes):
        return
    band, theme = bands[one % len(bands)], themes[two % len(themes)]
    at = {"by": by, "alliance": cast.alliance}
    if number == 0:
        services.add_objective(**at, perspective=band, theme=theme, title=title)
    elif number in {1, 2}:
        (services.add_perspective if number == 1 else services.add_theme)(**at, name=title)
    elif number == 3:
        services.shift_perspective(by=by, perspective=band, up=bool(two % 2))
    elif number == 4:
        services.edit_theme(by=by, theme=theme, version=theme.version, name=title, colour=one + 1)
    elif number == 5:
        services.remove_perspective(
            by=by, perspective=band, version=band.version, move_to=bands[two % len(bands)]
        )
    elif number == 6:
        services.remove_theme(
            by=by, theme=theme, version=theme.version, move_to=themes[one % len(themes)]
        )
    elif number == 7:
        drop_one(by, one)
    elif aims:
        on_objectives(number, aims[one % len(aims)], aims[two % len(aims)], step, by, cast)


def drop_one(by: Any, pick: int) -> None:
    links = list(Link.objects.select_related("cause", "effect"))
    if links:
        services.remove_link(by=by, link=links[pick % len(links)])


def on_objectives(
    number: int, aim: Objective, other: Objective, step: tuple, by: Any, cast: Cast
) -> None:
    _number, one, two, title = step
    if number == 8:
        services.draw_link(by=by, cause=aim, effect=other)
    elif number == 9:
        services.edit_objective(
            by=by, objective=aim, version=aim.version, title=title, weight=two,
            beside=Beside(new_effects=[other.pk], gone_effects=[other.pk] if one % 2 else []),
        )  # fmt: skip
    elif number == 10:
        services.move_objective(by=by, objective=aim, version=aim.version, pin=one / 5)
    elif number == 11:
        services.remove_objective(by=by, objective=aim, version=aim.version)
    elif number == 12:
        services.set_joint_win(
            by=by, objective=aim, partner=cast.quintiles, text=title if two % 2 else ""
        )


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEP, min_size=1, max_size=10))
def test_any_changes_undone_in_reverse_restore_the_map(
    cast: Cast, drawn: Drawn, steps: list[tuple[int, int, int, str]]
) -> None:
    with rolled_back():
        before, since = standing(), newest().pk
        for step in steps:
            try:
                with transaction.atomic():
                    take(step, drawn.by, cast)
            except Refused:
                continue
        after = standing()
        made = list(MapChange.objects.filter(pk__gt=since).order_by("-pk"))
        undone = [undo_change(by=drawn.by, change=change) for change in made]
        assert standing() == before
        for undo in reversed(undone):
            undo_change(by=drawn.by, change=undo)
        assert standing() == after
