"""A database of its own with many alliances, measures and readings, all made up."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import django
from msgspec import Struct

open_till_the_end = ExitStack()
ALLIANCES, OBJECTIVES, MEASURES = 100, 25, 100
FIRST_DAY = date(1950, 1, 1)


class World(Struct):
    slug: str
    user_id: int
    measures: int
    readings: int


def start(url: str | None = None) -> Path:
    """Point the product at an empty database in a folder of its own, and migrate it."""
    folder = Path(tempfile.mkdtemp(prefix="allied-bench-"))
    (folder / "static").mkdir()  # whitenoise looks for it
    os.environ["ALLIED_DATA"] = str(folder)
    os.environ["ALLIED_EMAIL"] = "file"
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    if url:
        os.environ["DATABASE_URL"] = url
    django.setup()
    from django.core.management import call_command

    from allied.foundation.access.admission import every_room

    open_till_the_end.enter_context(every_room("a benchmark looks at all that it made"))
    call_command("migrate", verbosity=0)
    return folder


def fill(readings_each: int, alliances: int = ALLIANCES) -> World:
    """`alliances` alliances of 25 objectives and 100 measures, each with that many readings."""
    from django.db import transaction

    from allied.scorecard.services import rebuild_standings

    with transaction.atomic():
        world = _frame(alliances)
        count = _readings(readings_each)
    rebuild_standings()
    world.readings = count
    return world


def add_older(world: World, readings_each: int) -> None:
    """Older readings of every measure, until each of the measures of `fill` has that many."""
    world.readings += _readings(readings_each, after=world.readings // world.measures)


def alliance_of(measures: int) -> World:
    """One more alliance, with a manager of its own and so many measures of one reading each."""
    from django.db import transaction

    from allied.scorecard.services import rebuild_standings

    with transaction.atomic():
        world = _alliance(f"of {measures}", measures)
        _readings(1, world.slug)
    rebuild_standings()
    return world


def _frame(alliances: int) -> World:
    """The first alliance is the one that is looked at; its manager owns the measures of all."""
    first = _alliance("0", MEASURES)
    for number in range(1, alliances):
        _alliance(str(number), MEASURES, first.user_id)
    return World(first.slug, first.user_id, alliances * MEASURES, 0)


def _alliance(name: str, measures: int, owner_id: int | None = None) -> World:
    """An alliance with its map and measures; of a new manager where `owner_id` names none."""
    from allied.alliances.models import Partner, Role
    from allied.alliances.services import appoint, found_alliance
    from allied.foundation.access.actor import Actor
    from allied.foundation.accounts.models import User
    from allied.people.models import Company, Person

    companies = [
        Company.objects.get_or_create(name=n, slug=n.lower())[0] for n in ("Solvay", "Quintiles")
    ]
    alliance = found_alliance(by=Actor(name="bench"), name=f"Alliance {name}", companies=companies)
    if owner_id:
        manager = Person.objects.get(user_id=owner_id)
    else:
        email = f"manager-{alliance.slug}@quintiles.example"
        user = User.objects.create_user(email, "a long password for it")
        manager = Person.objects.create(company=companies[1], name=f"Manager {name}", user=user)
        side = Partner.objects.get(alliance=alliance, company=companies[1])
        appoint(by=None, partner=side, person=manager, role=Role.ALLIANCE_MANAGER)
    _map(alliance, manager, measures)
    assert manager.user_id
    return World(alliance.slug, manager.user_id, measures, measures)


def _map(alliance: Any, owner: Any, count: int) -> None:
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
        for n in range(count)
    )
    Target.objects.bulk_create(
        Target(measure=m, valid_from=FIRST_DAY, baseline=0, target=100) for m in measures
    )


def _readings(each: int, alliance: str | None = None, after: int = 0) -> int:
    """Straight into the table, of one alliance or of all: the latest a month or so ago, one a
    day before it. `after`: how many of each are there already."""
    from django.db import connection

    last = date.today().replace(day=1) - timedelta(days=31)  # noqa: DTZ011
    days = [(n, last - timedelta(days=n)) for n in range(after, each)]
    only, of = ("WHERE a.slug = %s", [alliance]) if alliance else ("", [])
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE day (n integer, day date, noon timestamp)")
        cursor.executemany(
            "INSERT INTO day VALUES (%s, %s, %s)",
            [(n, day.isoformat(), f"{day} 12:00:00") for n, day in days],
        )
        with _indexes_made_after(cursor, "scorecard_reading"):
            cursor.execute(
                "INSERT INTO scorecard_reading"
                " (measure_id, period_start, value, note, source, entered_at, is_current)"
                " SELECT m.id, d.day, (m.id * 7 + d.n * 13) %% 120, '', '', d.noon, %s"
                " FROM scorecard_measure m JOIN alliances_alliance a ON a.id = m.alliance_id"
                f" CROSS JOIN day d {only} ORDER BY m.id, d.n",
                [True, *of],
            )
            count = cursor.rowcount
        cursor.execute("DROP TABLE day")
    return count


@contextmanager
def _indexes_made_after(cursor: Any, table: str) -> Iterator[None]:
    """On SQLite they are made when all rows are there: row by row, 30 million take hours."""
    from django.db import connection

    indexes = []
    if connection.vendor == "sqlite":
        cursor.execute(
            "SELECT name, sql FROM sqlite_master"
            " WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = %s",
            [table],
        )
        indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _, sql in indexes:
        cursor.execute(sql)


def client_of(world: World) -> Any:
    """The test client of the alliance's manager, signed in."""
    from django.test import Client

    from allied.foundation.accounts.models import User

    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(pk=world.user_id))
    return client
