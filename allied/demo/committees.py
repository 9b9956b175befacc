"""The committees and teams of the first alliance, with what they may decide.

The bodies, the seats of the steering committee and its quarterly rhythm are published; quorums,
matters, limits and the seats of the other bodies are illustrative.
"""

from datetime import date, time
from decimal import Decimal
from typing import Any

from allied.governance.bodies.services import add_body, add_matter, add_seat, set_rights
from allied.governance.bodies.services.matters import Right
from allied.governance.models import Body, Matter
from allied.strategy.models import Theme

from .dating import dated
from .stage import Stage

FOUNDED = date(2003, 1, 27)
MATTERS = (
    ("Change of the strategy map", False),
    ("Budget of an initiative", True),
    ("Move of people between projects", False),
    ("Choice of a compound", False),
    ("Start or stop of a study", False),
    ("Access to systems of the partner", False),
)
LIMITS: dict[str, dict[int, int | None]] = {
    "steering": dict.fromkeys(range(len(MATTERS))),
    "development": {1: 500_000, 3: None, 4: None},
    "project": {1: 100_000, 2: None, 5: None},
}
STEERING = (
    ("s_head", "chair"), ("s_clinical", "member"), ("s_cfo", "member"), ("q_president", "member"),
    ("q_evp", "member"), ("s_manager", "member"), ("q_manager", "secretary"),
)  # fmt: skip
DEVELOPMENT = (("s_clinical", "chair"), ("q_president", "member"), ("q_sites", "secretary"))
PROJECT = (
    ("s_manager", "chair"), ("q_manager", "secretary"), ("q_planning", "member"),
    ("s_analyst", "member"), ("s_quality", "member"),
)  # fmt: skip


def set_up_committees(stage: Stage) -> dict[str, Body]:
    """The bodies by key: steering, development, project, a theme's name, clinical, supplies."""
    with dated(FOUNDED):
        matters = [
            add_matter(by=stage.actor("s_manager"), alliance=stage.alliance, name=n, has_amount=a)
            for n, a in MATTERS
        ]
        bodies = _committees(stage)
        bodies |= _teams(stage, bodies)
        for key, limits in LIMITS.items():
            _allow(stage, bodies[key], matters, limits)
    return bodies


def _committees(stage: Stage) -> dict[str, Body]:
    steering = _body(
        stage, "Joint steering committee", STEERING, kind="steering", is_illustrative=False,
        purpose="Oversees the alliance, is the last instance on disputes, and moves resources.",
        cadence_unit="month", cadence_every=3, cadence_from=date(2003, 3, 11),
        cadence_weekday_of_month=True, meets_at=time(14), meets_minutes=120,
        quorum_each_partner=2, quorum_needs_chair=True,
    )  # fmt: skip
    development = _body(
        stage, "Joint development committee", DEVELOPMENT, kind="development", parent=steering,
        purpose="Oversees development: milestones of compounds, and trials.",
        cadence_unit="month", cadence_from=date(2003, 2, 12), meets_at=time(15),
    )  # fmt: skip
    project = _body(
        stage, "Project team", PROJECT, kind="project_team", parent=steering,
        purpose="Alliance managers, strategic planning, project management and communications.",
        cadence_unit="week", cadence_every=2, cadence_from=date(2003, 2, 4), meets_at=time(15, 30),
        meets_minutes=60, rule="consensus",
    )  # fmt: skip
    add_seat(
        by=stage.actor("s_manager"), body=project, title="Outside adviser", office="adviser",
        since=FOUNDED,
    )  # fmt: skip
    return {"steering": steering, "development": development, "project": project}


def _teams(stage: Stage, bodies: dict[str, Body]) -> dict[str, Body]:
    found = {}
    for theme in Theme.objects.filter(alliance=stage.alliance, removed_at=None):
        leader = next(key for key, who in stage.people.items() if who.pk == theme.leader_id)
        found[theme.name] = _body(
            stage, f"Theme team: {theme.name}",
            ((leader, "chair"), (_counterpart(stage, leader), "member")), kind="theme_team",
            parent=bodies["project"], theme=theme, purpose=theme.statement, cadence_unit="month",
            rule="consensus", quorum_each_partner=0,
        )  # fmt: skip
    found["clinical"] = _body(
        stage, "Clinical team, first compound", (("s_clinical", "chair"), ("q_sites", "member")),
        kind="clinical_team", parent=bodies["development"],
        purpose="Runs the studies of one compound. Every compound has a team of its own.",
    )  # fmt: skip
    found["supplies"] = _body(
        stage, "Functional team: clinical supplies",
        (("q_supplies", "chair"), ("s_quality", "member")),
        kind="functional_team", parent=bodies["project"], quorum_each_partner=0,
        purpose="One of many functional teams, such as for practices of finance and of personnel.",
    )  # fmt: skip
    return found


def _counterpart(stage: Stage, leader: str) -> str:
    """Somebody of the other side: a joint body decides nothing with the votes of one alone."""
    ours = stage.people["s_manager"].company_id
    return "q_planning" if stage.people[leader].company_id == ours else "s_quality"


def _body(stage: Stage, name: str, seats: tuple[tuple[str, str], ...], **charter: Any) -> Body:
    charter = {"timezone": "Europe/Brussels", "is_illustrative": True, **charter}
    by = stage.actor("s_manager")
    body = add_body(by=by, alliance=stage.alliance, name=name, **charter)
    for key, office in seats:
        who = stage.people[key]
        add_seat(by=by, body=body, person=who, office=office, since=FOUNDED, votes=True)
    return body


def _allow(stage: Stage, body: Body, matters: list[Matter], limits: dict[Any, int | None]) -> None:
    rights = [
        Right(matters[place], None if limit is None else Decimal(limit), "EUR" if limit else "")
        for place, limit in limits.items()
    ]
    set_rights(by=stage.actor("s_manager"), body=body, version=body.version, rights=rights)
