"""What moved since last time, and what is off track: from the scorecard of the joint room."""

from collections.abc import Iterable, Mapping

from allied.foundation.access.actor import Actor
from allied.reporting.packs.content import Moved, Red, Series
from allied.reporting.packs.pages import RED_PAGES
from allied.scorecard.formats import full_text, score_text, unit_text
from allied.scorecard.models import Measure, Target
from allied.scorecard.queries import MeasureRow, Scorecard, scorecard_of
from allied.scorecard.queries.last_readings import last_readings
from allied.scorecard.reviews.compare import Moved as Change
from allied.scorecard.reviews.compare import Stood, Subject, order
from allied.scorecard.reviews.payload import FrozenScorecard, thawed
from allied.scorecard.standings import Told, shown_target
from allied.scorecard.yardsticks import in_force, period_label

from .meetings import Occasion, told_as_since
from .voices import Voice, remedies_of, voices_of

LEAST = 0.05  # of a score: what moved less is not told
POINTS = 12
State = Mapping[tuple[str, int], tuple[Subject, Stood]]


def moved_since(occasion: Occasion, card: Scorecard) -> tuple[str, tuple[Moved, ...] | None]:
    """Since when, and what; None where this is the first meeting of its body."""
    previous = occasion.previous
    if previous is None:
        return "", None
    since = told_as_since(previous, occasion.zone)
    frozen = previous.review
    if frozen is not None and frozen.room_id in occasion.actor.room_ids:
        before = _frozen_state(thawed(frozen.scorecard))
    else:
        day = previous.starts_at.astimezone(occasion.zone).date()
        then = scorecard_of(
            occasion.alliance, occasion.actor, day, nodes=card.nodes, with_initiatives=False
        )
        before = _state(then)
    return since, tuple(_told(each) for each in _changes(before, _state(card)))


def _changes(before: State, now: State) -> list[Change]:
    """Statuses that are others, and scores that moved by a twentieth; the worst first."""
    both = (Change(now[key][0], before[key][1], now[key][1]) for key in now if key in before)
    kept = [each for each in both if each.status_moved or abs(each.score_change) >= LEAST]
    return sorted(kept, key=lambda each: (not each.status_moved, order(each)))


def _told(each: Change) -> Moved:
    return Moved(
        each.subject.name, each.before.status, each.after.status, score_text(each.before.score),
        score_text(each.after.score), each.before.text, each.after.text,
    )  # fmt: skip


def _state(card: Scorecard) -> State:
    """How each objective and measure stands."""
    found: dict[tuple[str, int], tuple[Subject, Stood]] = {}
    for pk, node in card.objectives.items():
        found["objective", pk] = (
            Subject("objective", node.name, "", False), Stood(node.status, node.score),
        )  # fmt: skip
    for row in card.measures:
        text = full_text(row.value, row.kind, row.unit, row.currency)
        found["measure", row.id] = (
            Subject("measure", row.name, "", False), Stood(row.status, row.score, row.value, text),
        )  # fmt: skip
    return found


def _frozen_state(card: FrozenScorecard) -> State:
    """The same from a frozen copy. What a copy of the joint room holds is joint."""
    found: dict[tuple[str, int], tuple[Subject, Stood]] = {}
    for objective in card.objectives:
        found["objective", objective.id] = (
            Subject("objective", objective.title, "", objective.is_ours),
            Stood(objective.score.status, objective.score.score),
        )
        for measure in objective.measures:
            data = measure.data
            text = f"{measure.actual}\N{NO-BREAK SPACE}{measure.unit}" if measure.actual else ""
            found["measure", data["id"]] = (
                Subject("measure", data["name"], objective.title, False),
                Stood(data["status"], data.get("score"), data.get("value"), text.strip()),
            )
    return found


def reds_of(occasion: Occasion, card: Scorecard) -> tuple[Red, ...]:
    """Measures off track in the order of the map, each with its owner's words and its course."""
    rows = [row for row in card.measures if row.status == "off_track"]
    ids = [row.id for row in rows]
    if not rows:
        return ()
    told = dict(last_readings(POINTS, ids[:RED_PAGES], occasion.as_of))
    courses = _courses(occasion, rows[:RED_PAGES], told)
    voices = voices_of(occasion, rows)
    remedies = remedies_of(occasion, card, rows)
    return tuple(
        _red(row, card, voices.get(row.id), remedies.get(row.id, ""), courses.get(row.id))
        for row in rows
    )


def _red(
    row: MeasureRow, card: Scorecard, voice: Voice | None, remedy: str, course: Series | None
) -> Red:
    return Red(
        title=row.name,
        objective=card.objectives[row.objective_id].name,
        status=row.status,
        value=full_text(row.value, row.kind, row.unit, row.currency),
        target=full_text(row.target, row.kind, row.unit, row.currency),
        owner=row.owner_name,
        words=voice.text if voice else "",
        said_by=voice.author if voice else "",
        said_on=voice.day if voice else None,
        remedy=remedy,
        series=course,
    )


def _courses(
    occasion: Occasion, rows: Iterable[MeasureRow], told: Mapping[int, list[Told]]
) -> dict[int, Series]:
    """The readings of each with the target of their periods. Days and yes or no have no course."""
    wanted = {row.id: row for row in rows if row.kind not in {"date", "yes_no"}}
    targets: dict[int, list[Target]] = {}
    for each in _targets(occasion.actor, list(wanted)):
        targets.setdefault(each.measure_id, []).append(each)
    month = occasion.alliance.fiscal_start_month
    return {
        pk: _course(row, told[pk], targets.get(pk, []), month)
        for pk, row in wanted.items()
        if told.get(pk)
    }


def _targets(actor: Actor, ids: list[int]) -> Iterable[Target]:
    visible = Measure.objects.visible_to(actor).filter(pk__in=ids)
    rows = Target.objects.filter(measure__in=visible, superseded_at=None)
    return rows.order_by("valid_from", "pk")


def _course(row: MeasureRow, told: list[Told], targets: list[Target], month: int) -> Series:
    goals = [_goal(in_force(targets, each.period_start)) for each in told]
    return Series(
        name=row.name,
        unit=unit_text(row.kind, row.unit, row.currency),
        labels=tuple(period_label(row.frequency, each.period_start, month) for each in told),
        values=tuple(each.value for each in told),
        targets=tuple(goals) if any(goal is not None for goal in goals) else (),
    )


def _goal(target: Target | None) -> float | None:
    if target is None:
        return None
    given = ((name, getattr(target, name)) for name in Target.VALUES)
    goal = shown_target({name: float(value) for name, value in given if value is not None})
    return None if goal is None else float(goal)
