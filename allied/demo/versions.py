"""How the map was agreed: a first version, the one in force, and a third that waits.

That both companies agreed one map is published; these versions, their dates, wordings and answers
are illustrative and marked so.
"""

from collections.abc import Callable, Iterable
from copy import copy
from datetime import UTC, date, datetime, time
from functools import partial

from allied.agreement.models import WHOLE, MapVersion, Stance
from allied.agreement.services import Said, give_stances, propose_version
from allied.alliances.models import Alliance
from allied.strategy.models import Link, Objective, Perspective, Theme
from allied.strategy.services import (
    add_objective,
    draw_link,
    edit_objective,
    move_objective,
    remove_link,
    remove_objective,
    undo_change,
)

from .dating import dated
from .stage import Stage

FIRST_ON, FIRST_AGREED = date(2003, 1, 27), date(2003, 2, 10)
CHANGED_ON, SECOND_ON, SECOND_AGREED = date(2006, 2, 20), date(2006, 3, 1), date(2006, 3, 15)
THIRD_ON, OBJECTED_ON = date(2006, 12, 14), date(2006, 12, 19)

EARLIER_TITLES = {"talent": "Share staff across both companies"}
LATE_TITLE = ("services", "Use each other's services")
LATE_LINK = ("trust", "decide")
NEW_IN_THE_SECOND = "third_parties"
GIVEN_UP = "Meet every service level of the contract"
WHY = (
    "The first map that both companies put their name to (illustrative).",
    "For the renewal as an alliance: outside stakeholders are on the map, service levels are not "
    "(illustrative).",
    "Says whose services are meant, and that trust comes before joint decisions (illustrative).",
)
OBJECTION = Said(
    0,
    "object",
    "Existing organizations could be read as those of Solvay alone (illustrative).",
    "Name both companies, and say that the better offer is taken (illustrative).",
)

Event = tuple[date, Callable[[], object]]


def first_version(stage: Stage) -> None:
    """The map as it is today less what came later, agreed by both sides."""
    by = stage.actor("s_manager")
    with dated(FIRST_ON):
        for key, title in (*EARLIER_TITLES.items(), LATE_TITLE):
            row = _now(stage, key)
            edit_objective(by=by, objective=row, version=row.version, title=title)
        decide = _now(stage, "decide")
        theme = Theme.objects.get(alliance=stage.alliance, name="Collaboration")
        move_objective(by=by, objective=decide, version=decide.version, theme=theme)
        remove_link(by=by, link=_link(stage, LATE_LINK))
        _add_what_was_given_up(stage)
        later = _now(stage, NEW_IN_THE_SECOND)
        change = remove_objective(by=by, objective=later, version=later.version)
        version = _propose(stage, FIRST_ON, 0)
        if change is not None:
            undo_change(by=by, change=change)
    with dated(FIRST_AGREED):
        for who in ("s_head", "q_president"):
            _agree(stage, FIRST_AGREED, version, who)


def later_versions(stage: Stage) -> Iterable[Event]:
    yield CHANGED_ON, partial(_change_for_the_second, stage)
    yield SECOND_ON, partial(_propose, stage, SECOND_ON, 1, "q_manager")
    yield SECOND_AGREED, partial(_agree_to_the_second, stage)
    yield THIRD_ON, partial(_propose_the_third, stage)
    yield OBJECTED_ON, partial(_object, stage)


def _add_what_was_given_up(stage: Stage) -> None:
    place = {"alliance": stage.alliance}
    row = add_objective(
        by=stage.actor("q_manager"), alliance=stage.alliance, title=GIVEN_UP,
        perspective=Perspective.objects.get(name="Process", **place),
        theme=Theme.objects.get(name="Speed and process innovation", **place),
        description="Illustrative: what a contract owes is not what an alliance hopes to win.",
    )  # fmt: skip
    draw_link(by=stage.actor("q_manager"), cause=row, effect=_now(stage, "studies"))


def _change_for_the_second(stage: Stage) -> None:
    by = stage.actor("s_manager")
    for key in EARLIER_TITLES:
        row = _now(stage, key)
        title = stage.objectives[key].title
        edit_objective(by=by, objective=row, version=row.version, title=title)
    decide = _now(stage, "decide")
    theme = Theme.objects.get(alliance=stage.alliance, name="Growth")
    move_objective(by=by, objective=decide, version=decide.version, theme=theme)
    gone = Objective.objects.get(alliance=stage.alliance, title=GIVEN_UP)
    remove_objective(by=by, objective=gone, version=gone.version)


def _agree_to_the_second(stage: Stage) -> None:
    version = MapVersion.objects.get(alliance=stage.alliance, number=2)
    for who in ("q_president", "s_head"):
        _agree(stage, SECOND_AGREED, version, who)


def _propose_the_third(stage: Stage) -> None:
    by = stage.actor("s_manager")
    row = _now(stage, LATE_TITLE[0])
    title = stage.objectives[LATE_TITLE[0]].title
    edit_objective(by=by, objective=row, version=row.version, title=title)
    cause, effect = (_now(stage, key) for key in LATE_LINK)
    draw_link(by=by, cause=cause, effect=effect)
    version = _propose(stage, THIRD_ON, 2)
    _give(stage, THIRD_ON, version, "s_manager", [Said(row.pk, "agree"), Said(WHOLE, "agree")])


def _object(stage: Stage) -> None:
    version = MapVersion.objects.get(alliance=stage.alliance, number=3)
    pk = stage.objectives[LATE_TITLE[0]].pk
    said = Said(pk, OBJECTION.answer, OBJECTION.comment, OBJECTION.acceptable)
    _give(stage, OBJECTED_ON, version, "q_president", [said])


def _propose(stage: Stage, day: date, place: int, who: str = "s_manager") -> MapVersion:
    version = propose_version(
        by=stage.actor(who), alliance=_as_it_was(stage, day), why=WHY[place], is_illustrative=True
    )
    MapVersion.objects.filter(pk=version.pk).update(proposed_at=_moment(day))
    return version


def _agree(stage: Stage, day: date, version: MapVersion, who: str) -> None:
    """To all that the side has not agreed yet, and to the whole."""
    subjects = [WHOLE, *(row["id"] for row in version.document["objectives"])]
    _give(stage, day, version, who, [Said(subject, "agree") for subject in subjects])


def _give(stage: Stage, day: date, version: MapVersion, who: str, said: list[Said]) -> None:
    version.alliance = _as_it_was(stage, day)
    last = Stance.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    in_force = give_stances(by=stage.actor(who), version=version, entries=said)
    Stance.objects.filter(pk__gt=last).update(at=_moment(day))
    rows = MapVersion.objects.filter(alliance=stage.alliance)
    if in_force:
        rows.filter(number=version.number - 1).update(ended_at=_moment(day))
        rows.filter(pk=version.pk).update(in_force_at=_moment(day))


def _as_it_was(stage: Stage, day: date) -> Alliance:
    """The alliance read as of a day, as a scorecard frozen then was."""
    found = copy(stage.alliance)
    found.record_ends_on = day
    return found


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(14), UTC)


def _now(stage: Stage, key: str) -> Objective:
    return Objective.objects.get(pk=stage.objectives[key].pk)


def _link(stage: Stage, ends: tuple[str, str]) -> Link:
    cause, effect = (stage.objectives[key].pk for key in ends)
    return Link.objects.select_related("cause", "effect").get(cause=cause, effect=effect)
