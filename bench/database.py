"""A database of its own with many alliances, measures and readings, all made up."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import django

ALLIANCES, OBJECTIVES, MEASURES = 100, 25, 100
FIRST_DAY = date(1950, 1, 1)


@dataclass
class World:
    slug: str
    user_id: int
    measures: int
    readings: int


def start(url: str | None = None) -> Path:
    """Point the product at an empty database in a folder of its own, and migrate it."""
    folder = Path(tempfile.mkdtemp(prefix="allied-bench-"))
    os.environ["ALLIED_DATA"] = str(folder)
    os.environ["ALLIED_EMAIL"] = "file"
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    if url:
        os.environ["DATABASE_URL"] = url
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return folder


def fill(readings_each: int, alliances: int = ALLIANCES) -> World:
    """`alliances` alliances of 25 objectives and 100 measures, each with that many readings."""
    from django.db import transaction

    with transaction.atomic():
        world = _frame(alliances)
        count = _readings(readings_each)
    from allied.scorecard.services import rebuild_standings

    rebuild_standings()
    world.readings = count
    return world


def _frame(alliances: int) -> World:
    from allied.alliances.models import Partner, Role
    from allied.alliances.services import appoint, found_alliance
    from allied.foundation.access.actor import Actor
    from allied.foundation.accounts.models import User
    from allied.people.models import Company, Person

    companies = [Company.objects.create(name=n, slug=n.lower()) for n in ("Solvay", "Quintiles")]
    user = User.objects.create_user("manager@quintiles.example", "a long password for it")
    manager = Person.objects.create(company=companies[1], name="Manager", user=user)
    slug = ""
    for number in range(alliances):
        alliance = found_alliance(
            by=Actor(name="bench"), name=f"Alliance {number}", companies=companies
        )
        slug = slug or alliance.slug
        if number == 0:
            side = Partner.objects.get(alliance=alliance, company=companies[1])
            appoint(by=None, partner=side, person=manager, role=Role.ALLIANCE_MANAGER)
        _map(alliance, manager)
    return World(slug, user.pk, alliances * MEASURES, 0)


def _map(alliance: Any, owner: Any) -> None:
    from allied.alliances.models import Room
    from allied.scorecard.models import Measure, Target
    from allied.strategy.models import Link, Objective, Perspective, StrategyMap, Theme

    place = {"alliance": alliance, "room": Room.objects.get(alliance=alliance, partner=None)}
    StrategyMap.objects.create(mission="Value for both", **place)
    bands = [Perspective.objects.create(name=f"Band {n}", position=n, **place) for n in range(4)]
    themes = [Theme.objects.create(name=f"Theme {n}", colour=n + 1, **place) for n in range(5)]
    objectives = Objective.objects.bulk_create(
        Objective(
            title=f"Objective {n}",
            perspective=bands[n % 4],
            theme=themes[n % 5],
            position=n,
            **place,
        )
        for n in range(OBJECTIVES)
    )
    Link.objects.bulk_create(
        Link(cause=a, effect=b, **place)
        for a in objectives
        for b in objectives
        if b.perspective.position == a.perspective.position + 1 and (a.pk + b.pk) % 3 == 0
    )
    measures = Measure.objects.bulk_create(
        Measure(
            objective=objectives[n % OBJECTIVES],
            name=f"Measure {n}",
            owner=owner,
            frequency="month",
            **place,
        )
        for n in range(MEASURES)
    )
    Target.objects.bulk_create(
        Target(measure=m, valid_from=FIRST_DAY, baseline=0, target=100) for m in measures
    )


def _readings(each: int) -> int:
    """Straight into the table: the latest a month or so ago, one a day before it."""
    from django.db import connection

    from allied.scorecard.models import Measure

    last = date.today().replace(day=1) - timedelta(days=31)  # noqa: DTZ011
    days = [(last - timedelta(days=n)).isoformat() for n in range(each)]
    rows = (
        (pk, day, (pk * 7 + n * 13) % 120, "", "", f"{day} 12:00:00", True)
        for pk in Measure.objects.values_list("pk", flat=True)
        for n, day in enumerate(days)
    )
    marks = ", ".join(["%s"] * 7)
    insert = (
        "INSERT INTO scorecard_reading (measure_id, period_start, value, note, source, entered_at,"
        f" is_current) VALUES ({marks})"
    )
    count = 0
    with connection.cursor() as cursor:
        while chunk := list(islice(rows, 50_000)):
            cursor.executemany(insert, chunk)
            count += len(chunk)
    return count


@contextmanager
def client_of(user_id: int) -> Iterator[Any]:
    """A signed-in test client."""
    from django.test import Client

    from allied.foundation.accounts.models import User

    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(pk=user_id))
    yield client
