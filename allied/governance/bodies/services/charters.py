"""Bodies and their charters: founded, changed, ended."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance, Partner
from allied.alliances.queries import current_room, joint_room
from allied.alliances.rooms import Room
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.strategy.models import Theme
from allied.strategy.services.texts import same_name

from ...models import Body, BodyKind
from ...trail import trace
from ..checking import EDITABLE, charter_values

MOST_BODIES = 400


@transaction.atomic
def add_body(
    *, by: Actor, alliance: Alliance, is_illustrative: bool = False, **fields: Any
) -> Body:
    """Found a body in the room of the view. `fields`: any of EDITABLE.

    Refused, beside its field, where the charter does not hold together.
    """
    demand(by, "governance.edit_bodies", alliance)
    room = current_room(by, alliance)
    rows = _in_force(room)
    if rows.count() >= MOST_BODIES:
        raise Refused(_("There are too many bodies. End some that no longer meet."))
    row = Body(alliance=alliance, room=room, is_illustrative=is_illustrative)
    row.position = (rows.aggregate(last=Max("position"))["last"] or 0) + 1
    _set(row, fields)
    row.save()
    trace("add_body", by, "body", row)
    return row


@transaction.atomic
def edit_body(*, by: Actor, body: Body, version: int, **fields: Any) -> None:
    """Change the charter. Decisions already taken keep the rule under which they were taken."""
    demand(by, "governance.edit_bodies", body.alliance)
    _refuse_ended(body)
    before = {name: getattr(body, name) for name in fields}
    _set(body, fields)
    body.save_over(version, sorted(fields))
    changes = {
        name: [_plain(before[name]), _plain(getattr(body, name))]
        for name in fields
        if before[name] != getattr(body, name)
    }
    if changes:
        trace("edit_body", by, "body", body, changes=changes)


@transaction.atomic
def end_body(*, by: Actor, body: Body, version: int, on: date | None = None) -> None:
    """It no longer meets. Its meetings and decisions stay; bodies that report to it must go first.

    The seats of its members end with it.
    """
    demand(by, "governance.edit_bodies", body.alliance)
    _refuse_ended(body)
    if child := body.children.filter(ended_on__isnull=True).first():
        raise Refused(
            _("“%(name)s” reports to it. Give that another body to report to first.")
            % {"name": child.name}
        )
    body.ended_on = on or timezone.localdate()
    body.save_over(version, ["ended_on"])
    for seat in body.members.filter(until__isnull=True):
        seat.until = max(body.ended_on, seat.since)
        seat.save_over(seat.version, ["until"])
    trace("end_body", by, "body", body)


@transaction.atomic
def lay_usual_bodies(*, by: Actor, alliance: Alliance) -> list[Body]:
    """The structure that the published practice uses, where the room has no body yet.

    A joint steering committee; under it a joint development committee and a project team; under
    the project team a theme team for each theme of the map.
    """
    demand(by, "governance.edit_bodies", alliance)
    if _in_force(current_room(by, alliance)).exists():
        raise Refused(_("There are bodies already."))
    steering = add_body(
        by=by, alliance=alliance, kind=BodyKind.STEERING, name=_("Joint steering committee"),
        purpose=_("Sets direction, moves resources, and is the last instance on disputes."),
        cadence_unit="month", cadence_every=3,
    )  # fmt: skip
    development = add_body(
        by=by, alliance=alliance, kind=BodyKind.DEVELOPMENT, parent=steering,
        name=_("Joint development committee"), cadence_unit="month", cadence_every=1,
        purpose=_("Oversees development: milestones, trials, and what is reported upwards."),
    )  # fmt: skip
    project = add_body(
        by=by, alliance=alliance, kind=BodyKind.PROJECT_TEAM, parent=steering,
        name=_("Project team"), cadence_unit="week", cadence_every=2,
        purpose=_("Keeps the map, the scorecard and the initiatives going, and prepares meetings."),
    )  # fmt: skip
    themes = Theme.objects.visible_to(by).filter(alliance=alliance, removed_at__isnull=True)
    teams = [
        add_body(
            by=by, alliance=alliance, kind=BodyKind.THEME_TEAM, parent=project, theme=theme,
            name=_("Theme team: %(theme)s") % {"theme": theme.name}, cadence_unit="month",
            purpose=theme.statement,
        )
        for theme in themes
    ]  # fmt: skip
    return [steering, development, project, *teams]


def _in_force(room: Room) -> Any:
    return Body.objects.filter(room=room, ended_on__isnull=True)


def _set(row: Body, fields: dict[str, Any]) -> None:
    if unknown := set(fields) - set(EDITABLE):
        raise TypeError(f"not of a body: {', '.join(sorted(unknown))}")
    for name, value in charter_values(row, fields).items():
        setattr(row, name, value)
    _refuse_foreign(row)
    others = _in_force(row.room).exclude(pk=row.pk).values_list("name", flat=True)
    if any(same_name(row.name, other) for other in others):
        raise Refused(_("There is a body of this name already."), "name")


def _refuse_foreign(row: Body) -> None:
    """What it names stands in its room, or in the joint room; and nothing reports to itself."""
    rooms = {row.room_id, joint_room(row.alliance).pk}
    if row.theme and row.theme.room_id not in rooms:
        raise Refused(_("Choose a theme of this room."), "theme")
    above: Body | None = row.parent
    if above and above.room_id not in rooms:
        raise Refused(_("Choose a body of this room."), "parent")
    while above is not None:
        if row.pk and above.pk == row.pk:
            raise Refused(_("A body cannot report to itself, nor to one below it."), "parent")
        above = above.parent
    speaker: Partner | None = row.final_say
    if speaker and speaker.alliance_id != row.alliance_id:
        raise Refused(_("Choose a partner of this alliance."), "final_say")


def _refuse_ended(body: Body) -> None:
    if body.ended_on is not None:
        raise Refused(_("This body has ended."))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
