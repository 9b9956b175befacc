"""Loading the actor: person, company and seats in one query."""

from collections import defaultdict
from datetime import date
from functools import cache
from typing import Any, Final

from django.db import connection
from django.db.models import F, FilteredRelation, OuterRef, QuerySet, Subquery
from django.utils import timezone

from allied.foundation.access.actor import NOBODY, Actor, Seat, View
from allied.foundation.access.admission import admit
from allied.people.models import Person

from .models import Alliance, Role, membership_in_force
from .rooms import Room


def load_actor(user_id: int) -> Actor:
    """The actor behind a login; NOBODY where no person stands behind it."""
    return _from_rows(_rows("user__pk", user_id))


def actor_of(person: Person, view: View = View.JOINT) -> Actor:
    """The actor that a person is, for commands and tests."""
    return _from_rows(_rows("pk", person.pk)).looking_at(view)


def bearer_of(person: Person, view: View = View.JOINT) -> Actor:
    """The actor of whoever came by a link or a token of that person and did not sign in.

    The database admits to that person's rooms from here on.
    """
    actor = actor_of(person, view)
    admit(actor.entitled_room_ids)
    return actor


def operator_of(alliance: Alliance) -> Actor:
    """Whoever runs a command on the server: manages the joint room of one alliance only."""
    joint = Room.objects.get(alliance=alliance, partner__isnull=True).pk
    seat = Seat(alliance.pk, 0, joint, joint, frozenset({Role.ALLIANCE_MANAGER.value}))
    return Actor(name="command line", seats={alliance.pk: seat})


SOMEBODY: Final = -(2**62)
SOME_DAY: Final = date(1, 1, 2)


def _rows(by: str, key: int) -> list[tuple[Any, ...]]:
    """The person with each seat. The statement is worded once: that takes longer than to run it."""
    sql, params = _statement(connection.vendor, by)
    today = connection.ops.adapt_datefield_value(timezone.now().date())
    some_day = connection.ops.adapt_datefield_value(SOME_DAY)
    now = {SOMEBODY: key, some_day: today}
    with connection.cursor() as cursor:
        cursor.execute(sql, [now.get(each, each) for each in params])
        return list(cursor.fetchall())


@cache
def _statement(_vendor: str, by: str) -> tuple[str, tuple[Any, ...]]:
    """Of somebody on some day, as the database at hand wants it."""
    sql, params = _seats({by: SOMEBODY}, SOME_DAY).query.sql_with_params()
    return sql, params


def _seats(who: dict[str, int], day: date) -> QuerySet[Person, Any]:
    in_force = FilteredRelation("memberships", condition=membership_in_force(day, "memberships__"))
    joint = Room.objects.filter(alliance=OuterRef("seat__alliance"), partner__isnull=True)
    return (
        Person.objects.filter(**who)
        .annotate(seat=in_force, joint_room=Subquery(joint.values("pk")[:1]))
        .values_list(
            "user_id", "pk", "company_id", "name", "company__name", "timezone", "language",
            "seat__alliance_id", "seat__partner_id", "joint_room",
            F("seat__partner__room__pk"), "seat__role",
        )
    )  # fmt: skip


def _from_rows(rows: list[tuple]) -> Actor:
    if not rows:
        return NOBODY
    user_id, person_id, company_id, name, company_name, zone, language = rows[0][:7]
    roles: dict[tuple[int, int, int, int], set[str]] = defaultdict(set)
    for row in rows:
        if row[7] is not None:
            roles[row[7:11]].add(row[11])
    seats = {key[0]: Seat(*key, roles=frozenset(held)) for key, held in roles.items()}
    return Actor(
        user_id, person_id, company_id, name, company_name, zone, language, seats=seats
    )  # fmt: skip
