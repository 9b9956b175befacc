"""Relationship scorecards of the first alliance: its sites, three closed rounds, an open one.

All of it is illustrative, and marked so: that the partners worked with many sites is known, which
sites, and how they got on, is not.
"""

import secrets
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils import timezone

from allied.pure.periods import parse_period
from allied.relations import services
from allied.relations.definition import Asked, from_json
from allied.relations.given import Given
from allied.relations.models import Counterpart, Link, Round, Sheet, Template, View

from .relationships_told import AGREED, NAME, NOTES, OFFSETS, PARTS, ROUNDS, SITES, WORDS, Site
from .stage import Stage

Event = tuple[date, Callable[[], object]]
RELATED = (
    "counterpart__template__alliance", "counterpart__template__room", "round__template__alliance",
    "round__template__room",
)  # fmt: skip


def relationships(stage: Stage) -> Iterable[Event]:
    """What happened with the sites, each on its day."""
    yield date(2006, 1, 16), partial(_define, stage)
    for told in ROUNDS:
        yield told.opened_on, partial(_open, stage, told.quarter, told.due_on)
        yield told.ours_on, partial(_give_ours, stage, told.quarter)
        yield told.theirs_on, partial(_receive_theirs, stage, told.quarter)
        if told.closed_on:
            yield told.closed_on, partial(_close, stage, told.quarter, told.closed_on)


def _define(stage: Stage) -> None:
    by = stage.actor("q_manager")
    template = services.add_template(
        by=by, alliance=stage.alliance, name=NAME, is_illustrative=True, **WORDS
    )
    for name, weight, criteria in PARTS:
        dimension = services.add_dimension(by=by, template=template, name=name, weight=weight)
        for fields in criteria:
            services.add_criterion(by=by, dimension=dimension, **fields)
    rows = [
        {
            "name": site.name, "kind": site.kind, "owner": stage.people[site.owner],
            "contact": f"{site.name}, coordinator", "email": site.email, "is_illustrative": True,
            "active_from": date(2005, 7, 1),
        }
        for site in SITES
    ]  # fmt: skip
    services.add_counterparts(by=by, template=template, rows=rows)


def _template(stage: Stage) -> Template:
    near = ("alliance", "room__partner")
    return Template.objects.select_related(*near).get(alliance=stage.alliance, name=NAME)


def _round(stage: Stage, quarter: str) -> Round:
    start = parse_period(quarter).start
    rows = Round.objects.select_related("template__alliance", "template__room")
    return rows.get(template__alliance=stage.alliance, template__name=NAME, period_start=start)


def _open(stage: Stage, quarter: str, due_on: date) -> None:
    services.open_round(
        by=stage.actor("q_manager"), template=_template(stage), quarter=parse_period(quarter),
        due_on=due_on,
    )  # fmt: skip


def _sheets(stage: Stage, quarter: str) -> Iterable[tuple[int, Site, Sheet]]:
    """Each site with its place in the story and its sheet."""
    rows = Sheet.objects.filter(round=_round(stage, quarter)).select_related(*RELATED)
    sheets = {sheet.counterpart.name: sheet for sheet in rows}
    for place, site in enumerate(SITES):
        yield place, site, sheets[site.name]


def _give_ours(stage: Stage, quarter: str) -> None:
    number = _number(quarter)
    for place, site, sheet in _sheets(stage, quarter):
        level = site.ours[number]
        if level is None:
            continue
        given = _given(sheet, place, level, View.OURS)
        by = stage.actor(site.owner)
        services.send_answer(by=by, sheet=sheet, version=0, given=given, comment="")
        if text := AGREED.get((site.name, quarter)):
            services.agree(by=by, sheet=sheet, version=sheet.version, agreed=text)


def _receive_theirs(stage: Stage, quarter: str) -> None:
    number = _number(quarter)
    for place, site, sheet in _sheets(stage, quarter):
        level = site.theirs[number]
        if level is None:
            continue
        link = _link(stage, sheet, sheet.counterpart)
        given = _given(sheet, place, level, View.THEIRS)
        if note := NOTES.get((site.name, quarter)):
            pk = next(pk for pk, each in given.items() if each.value is not None)
            given[pk] = Given(given[pk].value, note)
        services.send_theirs(link=link, version=0, given=given, comment="")


def _link(stage: Stage, sheet: Sheet, counterpart: Counterpart) -> Link:
    """A link of which no mail leaves: the addresses are nobody's."""
    return Link.objects.create(
        sheet=sheet, contact=counterpart.contact, email=counterpart.email,
        token_hash=secrets.token_hex(32), sent_by=stage.people["q_manager"],
        expires_at=timezone.now() + timedelta(days=30),
    )  # fmt: skip


def _close(stage: Stage, quarter: str, day: date) -> None:
    row = _round(stage, quarter)
    services.close_round(by=stage.actor("q_manager"), round=row, version=row.version)
    Round.objects.filter(pk=row.pk).update(closed_at=datetime.combine(day, time(15), UTC))


def _number(quarter: str) -> int:
    return int(quarter[-1]) - 1


def _given(sheet: Sheet, place: int, level: float, view: View) -> dict[int, Given]:
    asked = from_json(sheet.round.definition).asked_of(view)
    return {
        each.id: Given(_value(each, level + OFFSETS[(place * 3 + n) % len(OFFSETS)]))
        for n, each in enumerate(asked)
    }


def _value(asked: Asked, level: float) -> Any:
    """From a level between 1 and 5 to a value that such a site would have."""
    level = min(5.0, max(1.0, level))
    if asked.kind == "scale":
        return Decimal(round(level))
    if asked.kind == "yes_no":
        return Decimal(int(level >= 2.6))
    if asked.kind == "percentage":
        return Decimal(round(50 + 10 * level))
    return Decimal(round(80 - 11 * level))
