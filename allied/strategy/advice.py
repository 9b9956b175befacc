"""Advice on the form of a map: pure functions over plain data, nothing is read or written here.

Measures belong to a tier above; whoever asks counts them and hands them in.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from .cycles import cycles

MANY_OBJECTIVES: Final = 20
MOST_OF_THEM: Final = 0.8
ENOUGH_TO_JUDGE: Final = 3  # fewer measures say nothing about the form of a map


class Band(Struct, frozen=True):
    """A perspective, given from the bottom up."""

    id: int
    name: str
    is_operational: bool


class Strand(Struct, frozen=True):
    """A theme, and whether somebody leads it."""

    id: int
    name: str
    is_led: bool


class Aim(Struct, frozen=True):
    """An objective."""

    id: int
    title: str
    perspective_id: int


class Gauge(Struct, frozen=True):
    """A measure, and whether somebody answers for it."""

    id: int
    name: str
    objective_id: int
    is_owned: bool


class MapForm(Struct, frozen=True):
    """All that the advice looks at. Links are (cause, effect) ids."""

    perspectives: Sequence[Band]
    themes: Sequence[Strand]
    objectives: Sequence[Aim]
    links: Sequence[tuple[int, int]]
    measures: Sequence[Gauge]


class About(Struct, frozen=True):
    """A record the advice is about. `kind`: objective, measure or theme."""

    kind: str
    id: int
    name: str


class Advice(Struct, frozen=True):
    """What is amiss, why it matters, what to do; and where, record by record."""

    code: str
    what: str
    why: str
    how: str
    about: tuple[About, ...] = ()


def advise(form: MapForm) -> list[Advice]:
    """All advice on a map, the weightiest first. An empty map gets one piece: how to begin."""
    if not form.objectives:
        return [_empty(form)]
    given = (
        _sla_in_disguise(form),
        _too_many(form),
        _without_measure(form),
        _without_owner(form),
        _without_cause(form),
        _without_leader(form),
        *_in_circles(form),
    )
    return [advice for advice in given if advice is not None]


def _empty(form: MapForm) -> Advice:
    begun = bool(form.perspectives and form.themes)
    return Advice(
        "empty",
        _("The map has no objective yet."),
        _("Everything hangs on an objective: measures, joint wins, initiatives, meetings."),
        _("Add the first: what will both companies have won in three years?")
        if begun
        else _("Add perspectives and themes first, then the objectives that stand in them."),
    )


def _sla_in_disguise(form: MapForm) -> Advice | None:
    bands = {band.id for band in form.perspectives if band.is_operational}
    operational = {aim.id for aim in form.objectives if aim.perspective_id in bands}
    on_the_map = {aim.id for aim in form.objectives}
    measures = [gauge for gauge in form.measures if gauge.objective_id in on_the_map]
    inside = [gauge for gauge in measures if gauge.objective_id in operational]
    if len(measures) < ENOUGH_TO_JUDGE or len(inside) < MOST_OF_THEM * len(measures):
        return None
    unmeasured = {aim.id for aim in form.objectives} - {gauge.objective_id for gauge in measures}
    return Advice(
        "operational_only",
        _("%(part)d of %(all)d measures only watch operations.")
        % {"part": len(inside), "all": len(measures)},
        _(
            "Such a scorecard is a service-level agreement in disguise: it says what each side "
            "owes, and not what both hope to win."
        ),
        _("Measure what the operations are for: the objectives in the other perspectives."),
        _objectives(
            a for a in form.objectives if a.id in unmeasured and a.perspective_id not in bands
        ),
    )


def _too_many(form: MapForm) -> Advice | None:
    count = len(form.objectives)
    if count <= MANY_OBJECTIVES:
        return None
    return Advice(
        "too_many",
        _("The map has %(count)d objectives; %(most)d is a lot already.")
        % {"count": count, "most": MANY_OBJECTIVES},
        _("Nobody steers by so many. A map that leaves nothing out has chosen nothing."),
        _("Join objectives that one measure could answer for, and move projects to initiatives."),
    )


def _without_measure(form: MapForm) -> Advice | None:
    measured = {gauge.objective_id for gauge in form.measures}
    found = [aim for aim in form.objectives if aim.id not in measured]
    if not found:
        return None
    return Advice(
        "no_measure",
        ngettext(
            "One objective has no measure.",
            "%(count)d objectives have no measure.",
            len(found),
        )
        % {"count": len(found)},
        _("What has no measure is judged by whoever speaks last."),
        _("Give each one or two: one that shows the result, and one that moves before it."),
        _objectives(found),
    )


def _without_owner(form: MapForm) -> Advice | None:
    found = [gauge for gauge in form.measures if not gauge.is_owned]
    if not found:
        return None
    return Advice(
        "no_owner",
        ngettext("One measure has no owner.", "%(count)d measures have no owner.", len(found))
        % {"count": len(found)},
        _("A measure that nobody answers for grows stale, and its light goes out."),
        _("Name one person for each; the person may be on either side."),
        tuple(About("measure", gauge.id, gauge.name) for gauge in found),
    )


def _without_cause(form: MapForm) -> Advice | None:
    height = {band.id: place for place, band in enumerate(form.perspectives)}
    used = [height[aim.perspective_id] for aim in form.objectives if aim.perspective_id in height]
    caused = {effect for _cause, effect in form.links}
    found = [
        aim
        for aim in form.objectives
        if aim.id not in caused and height.get(aim.perspective_id, 0) > min(used, default=0)
    ]
    if not found:
        return None
    return Advice(
        "no_cause",
        ngettext(
            "Nothing leads to one objective above the lowest band.",
            "Nothing leads to %(count)d objectives above the lowest band.",
            len(found),
        )
        % {"count": len(found)},
        _("An effect without a cause is a wish: the map does not say how it comes about."),
        _("Draw links from what must go well below, or add the objective that is missing there."),
        _objectives(found),
    )


def _without_leader(form: MapForm) -> Advice | None:
    found = [theme for theme in form.themes if not theme.is_led]
    if not found:
        return None
    return Advice(
        "no_leader",
        ngettext("One theme has no leader.", "%(count)d themes have no leader.", len(found))
        % {"count": len(found)},
        _("A theme crosses both companies; without a leader each side waits for the other."),
        _("Name one person for each theme, from either company."),
        tuple(About("theme", theme.id, theme.name) for theme in found),
    )


def _in_circles(form: MapForm) -> list[Advice]:
    titles = {aim.id: aim for aim in form.objectives}
    return [
        Advice(
            "cycle",
            _("These objectives lead to each other in a circle: %(way)s.")
            % {"way": " → ".join(titles[pk].title for pk in (*circle, circle[0]))},
            _("A true feedback is worth showing; an accidental one hides what is cause."),
            _("If it is not meant, remove the link that runs against the flow of the map."),
            _objectives(titles[pk] for pk in circle),
        )
        for circle in cycles(titles, form.links)
    ]


def _objectives(aims: Iterable[Aim]) -> tuple[About, ...]:
    return tuple(About("objective", aim.id, aim.title) for aim in aims)
