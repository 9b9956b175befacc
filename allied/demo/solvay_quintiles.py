"""Loading the first alliance: through the product's own services, by its own people."""

from datetime import date
from typing import Any

from allied.alliances.models import Alliance, Membership
from allied.alliances.services import appoint, found_alliance
from allied.foundation.access.actor import Actor
from allied.scorecard.initiatives.services import add_initiative
from allied.scorecard.services import add_measure, refresh_standings
from allied.strategy.models import Theme
from allied.strategy.plan import MapPlan, PlannedObjective, PlannedPerspective, PlannedTheme
from allied.strategy.services import edit_objective, edit_theme, lay_map, set_joint_win

from .cast import company_of, hire
from .committees import set_up_committees
from .dating import dated
from .escalating import escalate
from .formulas import write_formulas
from .history import let_it_happen
from .meetings import plan_meetings
from .meetings_held import hold_meetings
from .negotiating import agree_targets
from .stage import CLOSED, Stage, all_measures
from .story import source_of, story
from .voices import hear_the_voices
from .work import plan_the_work

SLUG = "solvay-and-quintiles"
AGREED_ON = date(2003, 1, 20)


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
        agree_targets(stage.alliance, stage.actor("q_manager"), AGREED_ON)
        write_formulas(stage, told)
        _add_initiatives(stage, told)
        plan_the_work(stage, told)
    bodies = set_up_committees(stage)
    hear_the_voices(stage)
    let_it_happen(stage, told)
    hold_meetings(stage, bodies)
    plan_meetings(stage, bodies)
    escalate(stage, bodies)


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


def _add_measures(stage: Stage, told: dict[str, Any]) -> None:
    kept = ("unit", "kind", "direction", "preset", "frequency", "currency", "description")
    for objective, maker, view, each in all_measures(told):
        fields = {name: each[name] for name in kept if name in each}
        stage.measures[each.get("key", each["name"])] = add_measure(
            by=stage.actor(maker, view), objective=stage.objectives[objective], name=each["name"],
            valid_from=CLOSED[0], target_values=each["target"], refresh=False,
            is_leading=each.get("leading", False), owner=stage.people[each["owner"]],
            source=source_of(each), is_illustrative=True, **fields,
        )  # fmt: skip
    refresh_standings([measure.pk for measure in stage.measures.values()])


def _add_initiatives(stage: Stage, told: dict[str, Any]) -> None:
    kept = (
        "name", "description", "state", "starts_on", "ends_on", "body", "budget", "currency",
    )  # fmt: skip
    for objective in told["objectives"]:
        for each in objective.get("initiatives", ()):
            add_initiative(
                by=stage.actor("s_manager"), objective=stage.objectives[objective["key"]],
                measure_ids=[stage.measures[key].pk for key in each.get("measures", ())],
                owner=stage.people[each["owner"]], is_illustrative=True,
                **{name: each[name] for name in kept if name in each},
            )  # fmt: skip
