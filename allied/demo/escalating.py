"""The ladder of the first alliance, a matter on its way up and one that was settled: illustrative.

Published is that the steering committee was the last instance on disputes; the rest is made up.
"""

from datetime import UTC, date, datetime, time, timedelta

from allied.governance.escalations.services import (
    agree_ladder,
    decide,
    present,
    propose_ladder,
    raise_escalation,
    state_position,
)
from allied.governance.escalations.steps import Step
from allied.governance.models import Body, Escalation, Ladder, LadderAgreement, Matter

from .dating import dated
from .stage import Stage

AGREED, SETTLED = date(2003, 2, 10), datetime(2004, 3, 16, 15, tzinfo=UTC)
FIRST, TWELVE_DAYS = datetime(2004, 3, 3, 10, tzinfo=UTC), timedelta(days=12)
HOLIDAYS = "2004-12-24\n2005-12-26\n2006-12-25"
Told = tuple[str, str, str, str]


def escalate(stage: Stage, bodies: dict[str, Body]) -> None:
    manager = stage.actor("s_manager")
    with dated(AGREED):
        theme_team = next(b for b in bodies.values() if b.kind == "theme_team")
        ladder = propose_ladder(
            by=manager, alliance=stage.alliance, seen=0, timezone="Europe/Brussels",
            holidays=HOLIDAYS, levels=[
                Step(theme_team, 5), Step(bodies["project"], 5), Step(bodies["steering"], 10),
                Step(None, 10),
            ],
        )  # fmt: skip
        agree_ladder(by=stage.actor("q_manager"), ladder=ladder)
    moment = datetime.combine(AGREED, time(14), UTC)
    Ladder.objects.filter(pk=ladder.pk).update(proposed_at=moment, in_force_at=moment)
    LadderAgreement.objects.filter(ladder=ladder).update(at=moment)
    _settled(stage)
    _on_its_way(stage)


def _settled(stage: Stage) -> None:
    row = _raised(
        stage, FIRST, "Access to the systems of the partner", "Access to systems of the partner",
        "Teams of both sides work in two systems, and type data twice.",
        ("s_manager", "Our staff needs to read your study database.", "Data are typed twice.",
         "Reading alone, without patient names."),
        ("q_manager", "No access to systems that other clients share.", "We owe it to them.",
         "A copy of our own studies, made anew each night."),
    )  # fmt: skip
    with dated(SETTLED.date()):
        decide(
            by=stage.actor("q_manager"), escalation=row, version=row.version, at=SETTLED,
            decided="A copy of the studies of this alliance is made each night, for reading.",
        )  # fmt: skip


def _on_its_way(stage: Stage) -> None:
    begun = datetime.combine(stage.alliance.today() - TWELVE_DAYS, time(10), UTC)
    _raised(
        stage, begun, "Who pays for the second supply centre", "Budget of an initiative",
        "The plan has one supply centre; enrolment in the east needs a second one.",
        ("q_manager", "Each side pays half of it.", "Both gain the six weeks that it saves.",
         "A third, if the volume of the next two studies is agreed."),
        ("s_manager", "It is part of the service that was agreed.", "The contract names delivery.",
         "Half of the building, none of the running cost."),
    )  # fmt: skip


def _raised(
    stage: Stage, at: datetime, title: str, kind: str, situation: str, *sides: Told
) -> Escalation:
    by = stage.actor(sides[0][0])
    with dated(at.date()):
        row = raise_escalation(
            by=by, alliance=stage.alliance, title=title, situation=situation,
            matter=Matter.objects.filter(alliance=stage.alliance, name=kind).first(),
            is_illustrative=True,
        )  # fmt: skip
        for who, holds, why, accepts in sides:
            state_position(
                by=stage.actor(who), escalation=row, version=0, holds=holds, why=why,
                accepts=accepts,
            )  # fmt: skip
    row.refresh_from_db()
    with dated(at.date()):
        return present(by=by, escalation=row, version=row.version, at=at)
