"""Reads of the map. Removed items are left out; whatever is not visible does not exist (404)."""

from collections import defaultdict
from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from msgspec import Struct, field
from msgspec.structs import replace

from allied.alliances.models import Alliance, Membership, Partner
from allied.alliances.queries import partners_of
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import allowed
from allied.people.models import Person

from .models import JointWin, Link, MapChange, Objective, Perspective, StrategyMap, Theme
from .rows import (
    LINES,
    LINKS,
    OBJECTIVES,
    OBJECTIVES_OWNED,
    PERSPECTIVES,
    THEMES,
    THEMES_LED,
    WINS,
    live_rows_of,
    rows_of,
)

UNDO_FOR = timedelta(hours=24)
CHANGES_ON_A_PAGE = 50


class MapData(Struct, frozen=True):
    """All of one map. Perspectives stand from the bottom up, the rest in their order."""

    strategy_map: StrategyMap
    perspectives: list[Perspective]
    themes: list[Theme]
    objectives: list[Objective]
    links: list[Link]
    joint_wins: dict[int, list[JointWin]] = field(default_factory=dict)
    change_to_undo: MapChange | None = None

    def objectives_in(self, perspective: Perspective) -> list[Objective]:
        return [item for item in self.objectives if item.perspective_id == perspective.pk]

    def bands_from_the_top(self) -> list[tuple[Perspective, list[Objective]]]:
        """As the map is drawn: the highest band first."""
        return [(band, self.objectives_in(band)) for band in reversed(self.perspectives)]


def map_of(
    alliance: Alliance,
    actor: Actor,
    *,
    with_undo: bool = True,
    with_people: bool = True,
    lines: StrategyMap | None = None,
) -> MapData:
    """The whole map in seven queries. A map that nobody began yet is empty, not missing.

    `with_undo` False saves the query for the change to undo, where none is offered;
    `with_people` False the joins to owners and leaders, where none is shown; `lines` that for the
    lines, where they were read already.
    """
    perspectives = perspectives_of(alliance, actor)
    themes = themes_of(alliance, actor, with_people=with_people)
    objectives = objectives_of(alliance, actor, perspectives, themes, with_people=with_people)
    return MapData(
        strategy_map=lines_of(alliance, actor) if lines is None else lines,
        perspectives=perspectives,
        themes=themes,
        objectives=objectives,
        links=links_of(alliance, actor) if objectives else [],
        joint_wins=_joint_wins(alliance, actor) if objectives else {},
        change_to_undo=change_to_undo(alliance, actor) if with_undo else None,
    )


def lines_of(alliance: Alliance, actor: Actor) -> StrategyMap:
    """The mission and values lines; an unsaved, empty row where nobody wrote any."""
    found = LINES.first(actor, alliance_id=alliance.pk)
    return found or StrategyMap(alliance=alliance, version=0)


def perspectives_of(alliance: Alliance, actor: Actor) -> list[Perspective]:
    """The bands from the bottom up."""
    return PERSPECTIVES.found(actor, alliance_id=alliance.pk)


def themes_of(alliance: Alliance, actor: Actor, *, with_people: bool = True) -> list[Theme]:
    return (THEMES_LED if with_people else THEMES).found(actor, alliance_id=alliance.pk)


def objectives_of(
    alliance: Alliance,
    actor: Actor,
    perspectives: list[Perspective] | None = None,
    themes: list[Theme] | None = None,
    *,
    with_people: bool = True,
) -> list[Objective]:
    """The objectives with their owners, and with the given perspectives and themes attached."""
    bands = {row.pk: row for row in perspectives or []}
    strands = {row.pk: row for row in themes or []}
    rows = OBJECTIVES_OWNED if with_people else OBJECTIVES
    found = rows.found(actor, alliance_id=alliance.pk)
    for objective in found:
        if objective.perspective_id in bands:
            objective.perspective = bands[objective.perspective_id]
        if objective.theme_id in strands:
            objective.theme = strands[objective.theme_id]
    return found


def links_of(alliance: Alliance, actor: Actor) -> list[Link]:
    return LINKS.found(actor, alliance_id=alliance.pk)


class Surroundings(Struct, frozen=True):
    """What an objective's form offers to choose from."""

    perspectives: list[Perspective]
    themes: list[Theme]
    people: list[Person]
    objectives: list[Objective]
    links: list[Link]
    partners: list[Partner]
    wins: list[JointWin]
    partner: Partner | None  # the own side, where the actor may write its joint win

    def win_of(self, partner: Partner) -> JointWin | None:
        return next((win for win in self.wins if win.partner_id == partner.pk), None)

    def own_win(self) -> JointWin | None:
        return self.win_of(self.partner) if self.partner else None

    def wins_of_others(self) -> list[tuple[Partner, JointWin | None]]:
        """What the other partners hope to win, for reading."""
        return [(p, self.win_of(p)) for p in self.partners if p != self.partner]


def objective_with_surroundings(
    actor: Actor, alliance: Alliance, pk: int, *, even_removed: bool = False
) -> tuple[Objective, Surroundings]:
    """An objective with all that its form offers, in seven queries; 404 where it is not there."""
    objectives = objectives_of(alliance, actor)
    found = next((objective for objective in objectives if objective.pk == pk), None)
    if found is None:
        found = objective_visible_to(actor, alliance, pk, even_removed=even_removed)
    found.alliance = alliance  # is known, and need not be fetched for its calendar
    around = surroundings_of(alliance, actor, objectives)
    return found, replace(around, wins=joint_wins_on(found.pk, actor))


def surroundings_of(
    alliance: Alliance, actor: Actor, objectives: list[Objective] | None = None
) -> Surroundings:
    """Everything round an objective to be; in six queries."""
    partners = partners_of(alliance)
    own = own_partner(actor, alliance, partners)
    return Surroundings(
        perspectives=perspectives_of(alliance, actor),
        themes=themes_of(alliance, actor),
        people=members_of(alliance, actor),
        objectives=objectives_of(alliance, actor) if objectives is None else objectives,
        links=links_of(alliance, actor),
        partners=partners,
        wins=[],
        partner=own if allowed(actor, "strategy.set_joint_win", alliance, own) else None,
    )


def own_partner(
    actor: Actor, alliance: Alliance, partners: list[Partner] | None = None
) -> Partner | None:
    """The side of the alliance that the actor belongs to; None for a command on the server."""
    seat = actor.seat_in(alliance.pk)
    own = seat.partner_id if seat else None
    found = partners_of(alliance) if partners is None else partners
    return next((partner for partner in found if partner.pk == own), None)


def own_joint_win(
    actor: Actor, alliance: Alliance, objective: Objective
) -> tuple[Partner, JointWin | None]:
    """The actor's own side and what it hopes to win; 404 for a command, which has no side."""
    partner = own_partner(actor, alliance)
    if partner is None:
        raise Http404
    wins = {win.partner_id: win for win in joint_wins_on(objective.pk, actor)}
    return partner, wins.get(partner.pk)


def members_of(alliance: Alliance, actor: Actor) -> list[Person]:
    """Everybody with a role on the alliance today, by side and name."""
    rows = Membership.objects.visible_to(actor).filter(alliance=alliance)
    found = rows.on(timezone.now().date()).select_related("person__company")
    return list({row.person_id: row.person for row in found}.values())


def joint_wins_on(objective_id: int, actor: Actor) -> list[JointWin]:
    """What each partner put forward of one objective, in their order; drafts: `strategy.wins`."""
    rows = JointWin.objects.visible_to(actor).filter(objective_id=objective_id, room__partner=None)
    return list(rows.select_related("partner__company"))


def _joint_wins(alliance: Alliance, actor: Actor) -> dict[int, list[JointWin]]:
    wins: dict[int, list[JointWin]] = defaultdict(list)
    joint = actor.seats[alliance.pk].joint_room_id
    for win in WINS.found(actor, alliance_id=alliance.pk, room_id=joint):
        wins[win.objective_id].append(win)
    return dict(wins)


def objective_visible_to(
    actor: Actor, alliance: Alliance, pk: int, *, even_removed: bool = False
) -> Objective:
    """An objective of the map. `even_removed`: also one that somebody took away meanwhile."""
    rows = (
        rows_of(Objective, alliance, actor)
        if even_removed
        else live_rows_of(Objective, alliance, actor)
    )
    return get_object_or_404(rows.select_related("perspective", "theme", "owner__company"), pk=pk)


def perspective_visible_to(
    actor: Actor, alliance: Alliance, pk: int, *, even_removed: bool = False
) -> Perspective:
    rows = rows_of if even_removed else live_rows_of
    found: Perspective = get_object_or_404(rows(Perspective, alliance, actor), pk=pk)
    found.alliance = alliance
    return found


def theme_visible_to(
    actor: Actor, alliance: Alliance, pk: int, *, even_removed: bool = False
) -> Theme:
    rows = rows_of if even_removed else live_rows_of
    joined = rows(Theme, alliance, actor).select_related("leader__company")
    found: Theme = get_object_or_404(joined, pk=pk)
    found.alliance = alliance
    return found


def link_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Link:
    return get_object_or_404(
        rows_of(Link, alliance, actor).select_related("cause", "effect"), pk=pk
    )


def change_visible_to(actor: Actor, alliance: Alliance, pk: int) -> MapChange:
    return get_object_or_404(rows_of(MapChange, alliance, actor), pk=pk)


def change_to_undo(alliance: Alliance, actor: Actor) -> MapChange | None:
    """The actor's own newest change that may still be undone; none in present mode or for readers.

    An undo is passed over, so that undoing again and again walks back through one's own changes.
    Those of others are undone where they are named: in the history.
    """
    if actor.person_id is None or not allowed(actor, "strategy.undo", alliance):
        return None
    own = rows_of(MapChange, alliance, actor).filter(person_id=actor.person_id)
    recent = own.filter(at__gte=timezone.now() - UNDO_FOR, undone_at__isnull=True)
    newest = recent.exclude(act__startswith="undo.").first()
    return newest if newest and can_be_undone(newest, actor, alliance) else None


def can_be_undone(change: MapChange, actor: Actor, alliance: Alliance) -> bool:
    """Whether to offer it: young, not undone, with something to undo, and the actor may."""
    return (
        change.undone_at is None
        and bool(change.operations)
        and change.at >= timezone.now() - UNDO_FOR
        and allowed(actor, "strategy.undo", alliance, change)
    )


def latest_change_of(actor: Actor, alliance: Alliance) -> MapChange | None:
    """The change this person made last: what an add has just done."""
    return rows_of(MapChange, alliance, actor).filter(person_id=actor.person_id).first()


class History(Struct, frozen=True):
    """One page of the changes, newest first, each with whether the reader may undo it."""

    changes: list[tuple[MapChange, bool]]
    older: int | None  # the id to go on from, where there is more


def history_of(alliance: Alliance, actor: Actor, before: int | None = None) -> History:
    """The changes made before the one with the id `before`, or the newest."""
    rows = rows_of(MapChange, alliance, actor).select_related("person__company")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: CHANGES_ON_A_PAGE + 1])
    shown = found[:CHANGES_ON_A_PAGE]
    return History(
        changes=[(change, can_be_undone(change, actor, alliance)) for change in shown],
        older=shown[-1].pk if len(found) > len(shown) else None,
    )
