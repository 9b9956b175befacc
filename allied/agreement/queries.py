"""Reads of versions and stances. They live in the joint room, whatever the view of the reader."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from msgspec import Struct, field

from allied.alliances.models import Alliance, Partner
from allied.alliances.queries import partners_of
from allied.foundation.access.actor import Actor, View
from allied.foundation.access.permissions import allowed
from allied.foundation.access.prepared import Prepared
from allied.foundation.access.together import Question
from allied.strategy.editions import Edition
from allied.strategy.models import StrategyMap
from allied.strategy.queries import MapData, map_of

from .compare import Comparison, compared
from .document import FrozenMap, frozen_map, thawed
from .models import WHOLE, Answer, MapVersion, Stance, State


def _versions(alliance: Alliance, actor: Actor) -> Any:
    rows = MapVersion.objects.visible_to(actor)
    return rows.filter(alliance=alliance, room_id=actor.seats[alliance.pk].joint_room_id)


def versions_of(alliance: Alliance, actor: Actor) -> list[MapVersion]:
    """All versions, the newest first, without their documents. One query."""
    return list(_versions(alliance, actor).defer("document", "scorecard"))


def version_visible_to(actor: Actor, alliance: Alliance, pk: int) -> MapVersion:
    found: MapVersion = get_object_or_404(_versions(alliance, actor), pk=pk)
    found.alliance = alliance
    return found


def number_in_force(alliance: Alliance, actor: Actor) -> int | None:
    found: int | None = (
        _versions(alliance, actor)
        .filter(state=State.IN_FORCE).values_list("number", flat=True).first()
    )  # fmt: skip
    return found


def came_in_force(alliance: Alliance, actor: Actor) -> list[Edition]:
    """The version in force and those before it, with their days. One query."""
    joint = actor.seats[alliance.pk].joint_room_id
    return [Edition(*row) for row in _CAME.found(actor, alliance_id=alliance.pk, joint_id=joint)]


def _came(actor: Actor, *, alliance_id: int, joint_id: int) -> QuerySet[Any, Any]:
    rows = MapVersion.objects.visible_to(actor).filter(
        alliance_id=alliance_id, room_id=joint_id, state__in=[State.IN_FORCE, State.SUPERSEDED]
    )
    return rows.order_by("number").values_list("pk", "number", "in_force_at", "ended_at")


_CAME: Final = Prepared(_came)


def partners_asked(alliance: Alliance) -> list[Partner]:
    """Whose agreement a version needs: every partner that has not left."""
    return [partner for partner in partners_of(alliance) if partner.left_on is None]


def working_map(alliance: Alliance, actor: Actor, data: MapData | None = None) -> FrozenMap:
    """The joint map as it stands now. `data`: the map where it was read already."""
    if data is None:
        everybody = actor.looking_at(View.JOINT)
        data = map_of(alliance, everybody, with_undo=False, with_people=False)
    return frozen_map(data, actor.seats[alliance.pk].joint_room_id, alliance.today())


# The versions beside the working map


class Named(Struct, frozen=True):
    pk: int
    number: int
    at: datetime
    map: FrozenMap | None = None


class Beside(Struct, frozen=True):
    """The version in force and the proposed one, where there are such."""

    in_force: Named | None
    proposed: Named | None


def lines_with_versions(alliance: Alliance, actor: Actor) -> tuple[StrategyMap, Beside]:
    """The lines of the map and the versions beside it, in the one query that the lines cost."""
    joint = actor.seats[alliance.pk].joint_room_id
    found = _LINES.first(actor, alliance_id=alliance.pk, joint_id=joint)
    if found is None:
        return StrategyMap(alliance=alliance, version=0), Beside(None, None)
    return found, Beside(_named(found, "force"), _named(found, "open"))


def _lines(actor: Actor, *, alliance_id: int, joint_id: int) -> QuerySet[Any]:
    rows = StrategyMap.objects.visible_to(actor).filter(alliance_id=alliance_id)
    seen = MapVersion.objects.visible_to(actor).filter(
        alliance=OuterRef("alliance"), room_id=joint_id
    )
    return rows.annotate(
        **_one(seen, State.IN_FORCE, "force", at="in_force_at", document="document"),
        **_one(seen, State.PROPOSED, "open", at="proposed_at"),
    )[:1]


_LINES: Final = Prepared(_lines)


def _one(seen: QuerySet[Any], state: State, name: str, **more: str) -> dict[str, Subquery]:
    rows = seen.filter(state=state).order_by()
    fields = {"pk": "pk", "number": "number", **more}
    return {f"{name}_{key}": Subquery(rows.values(column)[:1]) for key, column in fields.items()}


def _named(found: Any, name: str) -> Named | None:
    pk = getattr(found, f"{name}_pk")
    if pk is None:
        return None
    document = getattr(found, f"{name}_document", None)
    return Named(
        pk, getattr(found, f"{name}_number"), getattr(found, f"{name}_at"),
        thawed(document) if document else None,
    )  # fmt: skip


def differing(beside: Beside, alliance: Alliance, actor: Actor, data: MapData) -> Comparison | None:
    """Where the working map differs from the version in force; None while none is."""
    if beside.in_force is None or beside.in_force.map is None:
        return None
    return compared(beside.in_force.map, working_map(alliance, actor, data))


# Stances


class Tally(Struct, frozen=True):
    """How far one partner has come with one version."""

    partner: Partner
    agreed: int
    objected: int
    whole: str
    of: int

    @property
    def open(self) -> int:
        """How many objectives it has not answered yet."""
        return max(0, self.of - self.agreed - self.objected)

    @property
    def waits(self) -> int:
        """How many answers are still to be given, the one on the whole among them."""
        return self.open + (not self.whole)

    @property
    def is_complete(self) -> bool:
        return self.agreed == self.of and self.whole == Answer.AGREE

    @property
    def objects(self) -> bool:
        return bool(self.objected) or self.whole == Answer.OBJECT


def tallies_of(
    versions: Sequence[MapVersion], partners: Sequence[Partner], actor: Actor
) -> dict[int, list[Tally]]:
    """By the id of the version, in the order of the partners. One query."""
    counts: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    rows = Stance.objects.visible_to(actor).filter(
        version__in=[row.pk for row in versions], superseded_at__isnull=True
    )
    grouped = rows.order_by().values_list("version", "partner", "answer")
    for version, partner, answer, n, whole in grouped.annotate(
        n=Count("pk", filter=~Q(subject=WHOLE)), whole=Count("pk", filter=Q(subject=WHOLE))
    ):
        found = counts[version, partner]
        found[answer] = n
        if whole:
            found[f"whole {answer}"] = 1
    return {
        row.pk: [_tally(row, partner, counts.get((row.pk, partner.pk), {})) for partner in partners]
        for row in versions
    }


def _tally(version: MapVersion, partner: Partner, found: Mapping[str, int]) -> Tally:
    whole = next((str(a) for a in Answer.values if f"whole {a}" in found), "")
    return Tally(
        partner, found.get(Answer.AGREE, 0), found.get(Answer.OBJECT, 0), whole,
        version.objectives,
    )  # fmt: skip


class Stances(Struct):
    """All stances on one version: what stands, and what stood before."""

    standing: dict[tuple[int, int], Stance] = field(default_factory=dict)
    earlier: dict[tuple[int, int], list[Stance]] = field(default_factory=dict)

    def of(self, subject: int, partner: Partner) -> Stance | None:
        return self.standing.get((subject, partner.pk))

    def before(self, subject: int, partner: Partner) -> list[Stance]:
        return self.earlier.get((subject, partner.pk), [])

    def by(self, partner: Partner) -> dict[int, Stance]:
        """What stands of one partner, by subject."""
        return {sub: row for (sub, pk), row in self.standing.items() if pk == partner.pk}


def stances_of(version: MapVersion, actor: Actor) -> Stances:
    """The standing and the superseded stances, the latter newest first. One query."""
    found = Stances()
    for row in Stance.objects.visible_to(actor).filter(version=version):
        key = (row.subject, row.partner_id)
        if row.superseded_at is None:
            found.standing[key] = row
        else:
            found.earlier.setdefault(key, []).append(row)
    return found


def tally(version: MapVersion, partner: Partner, stances: Stances) -> Tally:
    own = stances.by(partner)
    told = [row for subject, row in own.items() if subject != WHOLE]
    agreed = sum(row.agrees for row in told)
    whole = own[WHOLE].answer if WHOLE in own else ""
    return Tally(partner, agreed, len(told) - agreed, whole, version.objectives)


# My work


class Asked(Struct, frozen=True):
    """A proposed version that waits for answers of the person's own side."""

    alliance: Alliance
    pk: int
    number: int
    author: str
    at: datetime
    waits: int


def agreements_to_give(actor: Actor, alliances: Iterable[Alliance]) -> list[Asked]:
    """The open proposals that wait for answers of the actor's own side. One query."""
    found: list[Asked] = agreements_asked(actor, alliances).answer(actor)
    return found


def agreements_asked(actor: Actor, alliances: Iterable[Alliance]) -> Question:
    may = {row.pk: row for row in alliances if allowed(actor, "agreement.give", row)}

    def made(rows: list[Any]) -> list[Asked]:
        asked = [
            Asked(may[alliance], pk, number, author, at, size + 1 - given)
            for alliance, pk, number, author, at, size, given in rows
        ]
        found = [row for row in asked if row.waits > 0]
        return sorted(found, key=lambda row: (row.at, row.pk))

    return Question(_ASKED, {"may": list(may)}, made)


def _asked(actor: Actor, *, may: Sequence[int]) -> QuerySet[Any, Any]:
    own = [seat.partner_id for seat in actor.seats.values()]
    joint = [seat.joint_room_id for seat in actor.seats.values()]
    given = Count(
        "stances",
        filter=Q(stances__partner_id__in=own, stances__superseded_at__isnull=True),
    )
    return (
        MapVersion.objects.visible_to(actor)
        .filter(alliance_id__in=may, room_id__in=joint, state=State.PROPOSED)
        .order_by("proposed_at", "pk")
        .values_list("alliance_id", "pk", "number", "author", "proposed_at", "objectives")
        .annotate(given=given)
    )


_ASKED: Final = Prepared(_asked)
