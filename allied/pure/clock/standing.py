"""Where a matter stands on the ladder at a moment, and how much time it has left."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from allied.pure.days import in_utc
from allied.pure.scoring.explanations import Step

from .ladder import Ladder, Level, Pause, Stretch, Unit, running, stretches
from .spans import Span, days_over, spans


class State(StrEnum):
    """What the clock does."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    PAUSED = "paused"
    RUN_OUT = "run_out"


class Standing(Struct, frozen=True):
    """Where a matter stands at a moment.

    ``place`` is the place of its level on the ladder, from 0; none before the presentation and
    once the last level has run out. ``elapsed``, ``left`` and ``total`` are the time for which the
    clock runs on this level: left + elapsed = total. ``left`` and ``total`` are none while an open
    pause hides the end of a level counted in days. ``days_over`` and ``days_left`` count its days,
    and are none for a level in hours. ``steps`` says it in a sentence.
    """

    state: State
    place: int | None
    level: Level | None
    span: Span | None
    elapsed: timedelta | None
    left: timedelta | None
    total: timedelta | None
    days_over: int | None
    days_left: int | None
    steps: tuple[Step, ...]


def standing(
    ladder: Ladder, presented: datetime, at: datetime, pauses: Iterable[Pause] = ()
) -> Standing:
    """Where the matter stands at ``at``; it goes up a level at the very moment the time ends.

    Pauses that begin after ``at`` count as planned. Raises as :func:`spans` does.
    """
    pauses = tuple(pauses)
    moment, found, paused = in_utc(at, "at"), spans(ladder, presented, pauses), stretches(pauses)
    if moment < in_utc(presented):
        step = Step(State.NOT_STARTED, {"starts": in_utc(presented)})
        return _nowhere(State.NOT_STARTED, step)
    for place, span in enumerate(found):
        if span.ends is None or moment < span.ends:
            return _on(ladder, place, span, moment, paused)
    last = found[-1]
    return _nowhere(
        State.RUN_OUT, Step(State.RUN_OUT, {"level": last.level.key, "ends": last.ends})
    )


def _nowhere(state: State, step: Step) -> Standing:
    return Standing(state, None, None, None, None, None, None, None, None, (step,))


def _on(
    ladder: Ladder,
    place: int,
    span: Span,
    moment: datetime,
    paused: tuple[Stretch, ...],
) -> Standing:
    level, starts = span.level, span.starts
    if starts is None:
        raise ValueError("A level is reached once the one below has ended.")
    elapsed = running(starts, moment, paused)
    total = _total(span, starts, paused)
    over = None
    if level.unit is not Unit.HOURS:
        over = days_over(span, moment, ladder.calendar, paused)
    pause = next((p for p in paused if p[0] <= moment and (p[1] is None or moment < p[1])), None)
    return Standing(
        state=State.PAUSED if pause else State.RUNNING,
        place=place,
        level=level,
        span=span,
        elapsed=elapsed,
        left=None if total is None else total - elapsed,
        total=total,
        days_over=over,
        days_left=None if over is None else level.length - over,
        steps=(_step(span, pause, over),),
    )


def _total(span: Span, starts: datetime, paused: tuple[Stretch, ...]) -> timedelta | None:
    if span.level.unit is Unit.HOURS:
        return timedelta(hours=span.level.length)
    return None if span.ends is None else running(starts, span.ends, paused)


def _step(span: Span, pause: Stretch | None, over: int | None) -> Step:
    level = span.level
    if pause and pause[1] is None:
        return Step("paused_open", {"level": level.key})
    if pause:
        return Step("paused", {"level": level.key, "until": pause[1]})
    if over is None or span.last_day is None:
        return Step("running", {"level": level.key, "ends": span.ends})
    values = {"day": over + 1, "days": level.length, "last_day": span.last_day}
    return Step("running_days", {"level": level.key, **values})
