"""Loading the first alliance: through the product's own services, by its own people."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.db.models import Max

from allied.alliances.actors import actor_of
from allied.alliances.models import Alliance, Membership, Partner
from allied.alliances.services import appoint, found_alliance
from allied.foundation.access.actor import Actor, View
from allied.foundation.audit.models import Entry
from allied.notes.services import write_note
from allied.people.models import Person
from allied.pure.periods import Frequency, Period, parse_period
from allied.scorecard.models import Measure, Reading
from allied.scorecard.services import (
    Entry as ReadingEntry,
)
from allied.scorecard.services import (
    add_initiative,
    add_measure,
    lock_period,
    record_readings,
    refresh_standings,
    set_status_by_hand,
)
from allied.strategy.models import Objective, Theme
from allied.strategy.plan import MapPlan, PlannedObjective, PlannedPerspective, PlannedTheme
from allied.strategy.services import edit_objective, edit_theme, lay_map, set_joint_win

from .cast import company_of, hire
from .dating import dated
from .story import source_of, story

SLUG = "solvay-and-quintiles"
FIRST = {
    Frequency.QUARTER: "2003-Q1",
    Frequency.HALF_YEAR: "2003-H1",
    Frequency.YEAR: "2003",
}
CLOSED = (date(2003, 1, 1), date(2005, 12, 31))
REPORTED_AFTER = timedelta(days=12)
AGREED_ON = date(2003, 1, 20)
# From here on the visitor has not looked: it is what others changed.
LATELY = date(2006, 12, 1)


@dataclass
class Stage:
    """The alliance while it is being built."""

    alliance: Alliance
    partners: dict[str, Partner]
    people: dict[str, Person]
    objectives: dict[str, Objective]
    measures: dict[str, Measure]

    actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, key: str, view: View = View.JOINT) -> Actor:
        if key not in self.actors:
            self.actors[key] = actor_of(self.people[key])
        return self.actors[key].looking_at(view)


def load_solvay_quintiles() -> None:
    """Nothing where it is there already, whatever visitors made of it."""
    if Alliance.objects.filter(slug=SLUG).exists():
        return
    told = story()
    stage = _found(told)
    with dated(AGREED_ON):
        _lay_map(stage, told)
        _say_joint_wins(stage, told)
        _add_measures(stage, told)
        _add_initiatives(stage, told)
    for day, act in sorted(_events(stage, told), key=lambda event: event[0]):
        with dated(day):
            act()
    _date_readings(stage.alliance)
    _let_have_looked(stage)


def _found(told: dict[str, Any]) -> Stage:
    frame = told["alliance"]
    companies = {c["key"]: company_of(c["name"], c["description"]) for c in told["companies"]}
    with dated(frame["started_on"]):
        alliance = found_alliance(
            by=Actor(name="system"), companies=list(companies.values()), **frame
        )
    partners = {key: alliance.partners.get(company=company) for key, company in companies.items()}
    about = {company["key"]: company for company in told["companies"]}
    people = {}
    with dated(frame["started_on"]):
        for each in told["people"]:
            company = about[each["company"]]
            person = hire(
                companies[company["key"]], each["name"], each["title"], company["domain"],
                company["timezone"],
            )  # fmt: skip
            for role in each["roles"]:
                appoint(
                    by=None, partner=partners[company["key"]], person=person, role=role,
                    since=frame["started_on"],
                )  # fmt: skip
            if "until" in each:
                Membership.objects.filter(alliance=alliance, person=person).update(
                    until=each["until"]
                )
            people[each["key"]] = person
    return Stage(alliance, partners, people, {}, {})


def _lay_map(stage: Stage, told: dict[str, Any]) -> None:
    manager = stage.actor("s_manager")
    stage.objectives = lay_map(
        by=manager, alliance=stage.alliance, plan=_plan(told), name="the published case"
    )
    themes = {theme.name: theme for theme in Theme.objects.filter(alliance=stage.alliance)}
    for each in told["themes"]:
        theme = themes[each["name"]]
        edit_theme(
            by=manager, theme=theme, version=theme.version, leader=stage.people[each["leader"]]
        )
    for each in told["objectives"]:
        row = stage.objectives[each["key"]]
        owner = stage.people[each["owner"]]
        edit_objective(by=manager, objective=row, version=row.version, owner=owner)


def _plan(told: dict[str, Any]) -> MapPlan:
    return MapPlan(
        perspectives=tuple(PlannedPerspective(**each) for each in told["perspectives"]),
        themes=tuple(
            PlannedTheme(each["key"], each["name"], each["statement"], each["colour"])
            for each in told["themes"]
        ),
        objectives=tuple(
            PlannedObjective(
                each["key"], each["title"], each["perspective"], each["theme"],
                each["description"], tuple(each.get("leads_to", ())),
            )
            for each in told["objectives"]
        ),
        mission=told["map"]["mission"],
        values_line=told["map"]["values"],
    )  # fmt: skip


def _say_joint_wins(stage: Stage, told: dict[str, Any]) -> None:
    speakers = {"solvay": "s_manager", "quintiles": "q_manager"}
    for each in told["objectives"]:
        for side, text in each.get("wins", {}).items():
            set_joint_win(
                by=stage.actor(speakers[side]), objective=stage.objectives[each["key"]],
                partner=stage.partners[side], text=text,
            )  # fmt: skip


def _all_measures(told: dict[str, Any]) -> Iterable[tuple[str, str, View, dict[str, Any]]]:
    """Each measure with its objective, and who makes it in which view."""
    for objective in told["objectives"]:
        for measure in objective.get("measures", ()):
            yield objective["key"], "s_manager", View.JOINT, measure
    for measure in told["private_measures"]:
        yield measure["on"], measure["by"], View.OURS, measure


def _add_measures(stage: Stage, told: dict[str, Any]) -> None:
    kept = ("unit", "kind", "direction", "preset", "frequency", "currency", "description")
    for objective, maker, view, each in _all_measures(told):
        fields = {name: each[name] for name in kept if name in each}
        stage.measures[each.get("key", each["name"])] = add_measure(
            by=stage.actor(maker, view), objective=stage.objectives[objective], name=each["name"],
            valid_from=CLOSED[0], target_values=each["target"], refresh=False,
            is_leading=each.get("leading", False), owner=stage.people[each["owner"]],
            source=source_of(each), is_illustrative=True, **fields,
        )  # fmt: skip
    refresh_standings([measure.pk for measure in stage.measures.values()])


def _add_initiatives(stage: Stage, told: dict[str, Any]) -> None:
    kept = ("name", "description", "state", "starts_on", "ends_on")
    for objective in told["objectives"]:
        for each in objective.get("initiatives", ()):
            add_initiative(
                by=stage.actor("s_manager"), objective=stage.objectives[objective["key"]],
                measure_ids=[stage.measures[key].pk for key in each.get("measures", ())],
                owner=stage.people[each["owner"]], is_illustrative=True,
                **{name: each[name] for name in kept},
            )  # fmt: skip


Event = tuple[date, Callable[[], object]]


def _events(stage: Stage, told: dict[str, Any]) -> Iterable[Event]:
    """What happened after the start, to be put in the order of its days."""
    yield from _reports(stage, told)
    for each, view in (
        *((each, View.JOINT) for each in told["notes"]),
        *((each, View.OURS) for each in told["private"]),
    ):
        yield each["written_on"], partial(_write, stage, each, view)
    yield (
        date(2006, 2, 1),
        partial(
            lock_period, by=stage.actor("s_manager"), alliance=stage.alliance,
            period_start=CLOSED[0], period_end=CLOSED[1],
        ),
    )  # fmt: skip
    yield (
        date(2006, 12, 12),
        partial(
            set_status_by_hand, by=stage.actor("s_manager"), measure=stage.measures["decisions"],
            status="on_track", until=date(2007, 3, 31),
            reason="Both late decisions were taken on 8 December (illustrative).",
        ),
    )  # fmt: skip


def _reports(stage: Stage, told: dict[str, Any]) -> Iterable[Event]:
    """History in two parts for each owner, before and after the closing; then what came lately."""
    batches: dict[tuple[date, str, View], list[ReadingEntry]] = defaultdict(list)
    for _objective, _maker, view, each in _all_measures(told):
        measure = stage.measures[each.get("key", each["name"])]
        notes = {parse_period(text): note for text, note in each.get("notes", {}).items()}
        for period, value in _by_period(measure.frequency, each["readings"]):
            entry = ReadingEntry(
                measure=measure, period=period, value=value, note=notes.get(period, ""),
                source="Illustrative",
            )  # fmt: skip
            batches[_reported_on(period), each["owner"], view].append(entry)
    for (day, owner, view), entries in batches.items():
        actor = stage.actor(owner, view)
        yield (
            day,
            partial(record_readings, by=actor, entries=entries, notes_required=False),
        )


def _reported_on(period: Period) -> date:
    if period.end <= CLOSED[1]:
        return date(2006, 1, 20)
    return date(2006, 10, 12) if period.end < LATELY else period.end + timedelta(days=1)


def _by_period(frequency: str, values: list[Any]) -> Iterable[tuple[Period, Any]]:
    period = parse_period(FIRST[Frequency(frequency)])
    for value in values:
        yield period, value
        period = period.next()


def _date_readings(alliance: Alliance) -> None:
    """Each reading came in some days after its period, except those that came in lately."""
    rows = Reading.objects.filter(measure__alliance=alliance, period_start__lt=date(2006, 10, 1))
    for frequency, first in FIRST.items():
        period = parse_period(first)
        while period.end < LATELY:
            moment = datetime.combine(period.end + REPORTED_AFTER, time(9), UTC)
            rows.filter(period_start=period.start, measure__frequency=frequency.value).update(
                entered_at=moment
            )
            period = period.next()


def _write(stage: Stage, each: dict[str, Any], view: View) -> None:
    kind = "objective" if each["on"] in stage.objectives else "measure"
    on = (stage.objectives if kind == "objective" else stage.measures)[each["on"]]
    write_note(
        by=stage.actor(each["by"], view), alliance=stage.alliance, kind=kind, object_id=on.pk,
        text=each["text"].strip(),
    )  # fmt: skip


def _let_have_looked(stage: Stage) -> None:
    """Everybody has seen what was done before LATELY."""
    early = Entry.objects.filter(
        alliance_id=stage.alliance.pk, at__lt=datetime.combine(LATELY, time(), UTC)
    )
    seen = early.aggregate(last=Max("pk"))["last"] or 0
    Person.objects.filter(pk__in=[person.pk for person in stage.people.values()]).update(
        seen_joint=seen, seen_ours=seen
    )
