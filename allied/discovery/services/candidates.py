"""Writes of candidates: raising, editing, taking onto the map, merging, setting aside."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance, Room
from allied.alliances.queries import current_room
from allied.foundation.access.actor import Actor
from allied.foundation.access.admission import every_room
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.strategy.models import Objective, Perspective, Theme
from allied.strategy.services import add_objective
from allied.strategy.services.texts import one_line, paragraphs, same_name

from ..models import Candidate, Card, Passage, Stage, State, Workshop
from .trail import trace

MOST_CANDIDATES = 400


@transaction.atomic
def raise_candidate(
    *, by: Actor, alliance: Alliance, title: str, room: Room | None = None, **fields: Any
) -> Candidate:
    """Raise a candidate in the room of the view, or in the given one that the actor sees.

    `fields`: description, perspective, theme, is_illustrative.
    """
    demand(by, "discovery.contribute", alliance)
    if room is not None and room.pk not in by.room_ids:
        raise PermissionDenied("discovery.contribute")
    row = Candidate(
        alliance=alliance, room=room or current_room(by, alliance), raised_by_id=by.person_id
    )
    others = Candidate.objects.filter(room=row.room, state=State.CANDIDATE)
    if others.count() >= MOST_CANDIDATES:
        raise Refused(_("There are too many candidates. Merge some, or set some aside."))
    for name, value in _values(alliance, {"title": title, **fields}, row).items():
        setattr(row, name, value)
    row.save()
    trace("raise_candidate", by, "candidate", row)
    return row


@transaction.atomic
def edit_candidate(*, by: Actor, candidate: Candidate, version: int, **fields: Any) -> None:
    """Change title, description or the suggested place. Conflict where it was saved since."""
    demand(by, "discovery.contribute", candidate.alliance)
    _still_open(candidate)
    kept = _values(candidate.alliance, fields, candidate)
    for name, value in kept.items():
        setattr(candidate, name, value)
    tell_boards(candidate)  # first: who works on a board holds it before its candidates
    candidate.save_over(version, sorted(kept))
    trace("edit_candidate", by, "candidate", candidate)


@transaction.atomic
def take_onto_map(
    *,
    by: Actor,
    candidate: Candidate,
    version: int,
    perspective: Perspective | None = None,
    theme: Theme | None = None,
    objective: Objective | None = None,
) -> Objective:
    """Make an objective of it in a band and theme, or say which one on the map it is already.

    The candidate remembers the objective, so that its voices are found from there.
    """
    demand(by, "discovery.take", candidate.alliance)
    _still_open(candidate)
    if candidate.room_id != by.seats[candidate.alliance_id].joint_room_id:
        raise Refused(_("The map is joint, and this candidate is in our own room. Share it first."))
    if objective is not None and objective.alliance_id != candidate.alliance_id:
        raise Refused(_("Choose one of this map."), "objective")
    tell_boards(candidate)
    objective = objective or _new_objective(by, candidate, perspective, theme)
    candidate.objective, candidate.state = objective, State.TAKEN
    candidate.perspective_id, candidate.theme_id = objective.perspective_id, objective.theme_id
    candidate.save_over(version, ["objective_id", "state", "perspective_id", "theme_id"])
    trace("take_candidate", by, "candidate", candidate, objective=objective.pk)
    return objective


def _new_objective(
    by: Actor, candidate: Candidate, perspective: Perspective | None, theme: Theme | None
) -> Objective:
    if perspective is None:
        raise Refused(_("Choose the perspective."), "perspective")
    if theme is None:
        raise Refused(_("Choose the theme."), "theme")
    return add_objective(
        by=by, alliance=candidate.alliance, perspective=perspective, theme=theme,
        title=candidate.title, description=candidate.description,
    )  # fmt: skip


@transaction.atomic
def set_aside(*, by: Actor, candidate: Candidate, version: int, reason: str) -> None:
    demand(by, "discovery.take", candidate.alliance)
    _still_open(candidate)
    candidate.reason = one_line(reason, 500, "reason", required=True)
    candidate.state = State.SET_ASIDE
    tell_boards(candidate)
    candidate.save_over(version, ["reason", "state"])
    trace("set_aside", by, "candidate", candidate)


@transaction.atomic
def reopen_candidate(*, by: Actor, candidate: Candidate, version: int) -> None:
    """Back among the candidates. What was merged comes back without its passages and votes."""
    demand(by, "discovery.take", candidate.alliance)
    if candidate.state not in {State.SET_ASIDE, State.MERGED}:
        raise Refused(_("It is a candidate, or on the map."))
    candidate.state, candidate.reason, candidate.merged_into = State.CANDIDATE, "", None
    tell_boards(candidate)
    candidate.save_over(version, ["state", "reason", "merged_into_id"])
    trace("reopen_candidate", by, "candidate", candidate)


@transaction.atomic
def merge_candidates(*, by: Actor, candidate: Candidate, version: int, into: Candidate) -> None:
    """One of two that mean the same goes into the other, with all its passages, in every room."""
    demand(by, "discovery.take", candidate.alliance)
    tell_boards(candidate)
    tell_boards(into)
    merge(by, candidate, version, into)
    _lay_on_boards(candidate, into)


@every_room("boards of either own room hold a joint candidate")
def _lay_on_boards(candidate: Candidate, into: Candidate) -> None:
    for card in Card._base_manager.filter(candidate=candidate, gone_at=None).select_related(
        "workshop"
    ):
        if card.workshop.stage == Stage.CLOSED:
            continue
        if Card._base_manager.filter(workshop=card.workshop, candidate=into).exists():
            Card._base_manager.filter(pk=card.pk).update(gone_at=timezone.now())
        else:
            Card._base_manager.filter(pk=card.pk).update(candidate=into)


def merge(by: Actor, candidate: Candidate, version: int, into: Candidate) -> None:
    """The merge itself. Refused across rooms: it would tell one room of the other."""
    _still_open(candidate)
    _still_open(into)
    if candidate.pk == into.pk:
        raise Refused(_("Choose another one to merge it into."), "into")
    if candidate.room_id != into.room_id:
        raise Refused(_("Both must be in the same room. Share the one in our room first."), "into")
    candidate.state, candidate.merged_into = State.MERGED, into
    candidate.save_over(version, ["state", "merged_into_id"])
    with every_room("passages of either own room lie under a joint candidate"):
        Passage._base_manager.filter(candidate=candidate).update(
            candidate=into, version=F("version") + 1
        )
    trace("merge_candidate", by, "candidate", candidate, into=into.pk)


@every_room("boards of either own room hold a joint candidate")
def tell_boards(candidate: Candidate) -> None:
    """Screens that show it ask for the board anew."""
    Workshop._base_manager.filter(
        pk__in=Card._base_manager.filter(candidate=candidate).values("workshop_id")
    ).update(tick=F("tick") + 1)


def _still_open(candidate: Candidate) -> None:
    now = Candidate._base_manager.filter(pk=candidate.pk).values_list("state", flat=True).first()
    if now != State.CANDIDATE:
        raise Refused(_("“%(title)s” is no longer an open candidate.") % {"title": candidate.title})


def _values(alliance: Alliance, fields: dict[str, Any], row: Candidate) -> dict[str, Any]:
    unknown = set(fields) - {"title", "description", "perspective", "theme", "is_illustrative"}
    if unknown:
        raise TypeError(f"no such fields: {sorted(unknown)}")
    kept = dict(fields)
    if "title" in kept:
        kept["title"] = one_line(kept["title"], 140, "title", required=True)
        _free_title(row, kept["title"])
    if "description" in kept:
        kept["description"] = paragraphs(kept["description"], 4000, "description")
    for name in ("perspective", "theme"):
        if kept.get(name) is not None and kept[name].alliance_id != alliance.pk:
            raise Refused(_("Choose one of this map."), name)
    return kept


def _free_title(row: Candidate, title: str) -> None:
    """No two open candidates of a room mean the same by name; other rooms are not asked."""
    others = Candidate.objects.filter(room=row.room, state=State.CANDIDATE).exclude(pk=row.pk)
    if any(same_name(title, other) for other in others.values_list("title", flat=True)):
        raise Refused(_("There is a candidate of this name already."), "title")
