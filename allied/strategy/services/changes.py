"""One change of the map: what it touches, written down so that it can be undone."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance, Room
from allied.alliances.queries import joint_room
from allied.alliances.rooms import Roomed
from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Conflict, Versioned
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.services import record

from ..following import follow
from ..models import MapChange, StrategyMap
from ..queries import UNDO_FOR
from ..wording import sentence
from .limits import check_whole
from .operations import MODELS, Step, put, state_of, step, touches
from .placing import Placement, keep_placement, let_go, moves, placement_now, without

LATER_LOOKED_AT = 200


class _Overtaken(Exception):
    """What a step left is no longer as it was."""

    def __init__(self, step: Step) -> None:
        super().__init__("changed since")
        self.step = step


class Edit:
    """Writes rows of one map and remembers each step. One at a time: it holds the map's lock.

    Whatever the view of the actor, the map lives in the joint room.
    """

    def __init__(self, by: Actor, alliance: Alliance) -> None:
        self.by, self.alliance = by, alliance
        self.steps: list[Step] = []
        self.room: Room = joint_room(alliance)
        StrategyMap.objects.get_or_create(alliance=self.alliance, defaults={"room": self.room})
        self.strategy_map = StrategyMap.objects.select_for_update().get(alliance=self.alliance)
        self.stood: Placement = self.strategy_map.placement or placement_now(self.alliance)

    def add(self, row: Roomed) -> None:
        """Save a new row of this map."""
        row.alliance, row.room = self.alliance, self.room
        row.save(force_insert=True)
        self.steps.append(step(row, None, state_of(row)))

    def set(self, row: Versioned, seen: int | None = None, **values: Any) -> None:
        """Change fields (by column name). Conflict if `seen` is not the version stored."""
        self._of_this_map(row)
        before = state_of(row, set(values))
        for name, value in values.items():
            setattr(row, name, value)
        after = state_of(row, set(values))
        changed = {name for name in values if before[name] != after[name]}
        put(row, after)
        if not changed and (seen is None or seen == row.version):
            return
        try:
            row.save_over(row.version if seen is None else seen, sorted(changed))
        except Conflict:
            put(row, before)  # so that the page does not head itself with what was not saved
            raise
        if changed:
            self.steps.append(
                step(row, *({name: s[name] for name in changed} for s in (before, after)))
            )

    def drop(self, row: Roomed) -> None:
        """Delete a link or a joint win; whatever else hangs on more is only marked removed."""
        self._of_this_map(row)
        self.steps.append(step(row, state_of(row), None))
        type(row).objects.filter(pk=row.pk).delete()

    def _of_this_map(self, row: Any) -> None:
        if row.room_id != self.room.pk:
            raise ValueError("the row is not of the joint map of this alliance")

    def close(self, act: str, label: str, *, kind: str, pk: int | None) -> MapChange | None:
        """Write the change and the trail; None where nothing changed."""
        if not self.steps:
            return None
        return self._write(act, label, kind, pk)

    def note(self, act: str, label: str, *, kind: str, pk: int | None) -> MapChange:
        """Write down that something was done which no step can take back."""
        self.steps = []
        keep_placement(self.strategy_map, placement_now(self.alliance))
        return self._write(act, label, kind, pk)

    def _write(self, act: str, label: str, kind: str, pk: int | None) -> MapChange:
        if moves(self.steps):
            stood = without(self.stood, let_go(self.steps))
            keep_placement(self.strategy_map, placement_now(self.alliance, stood))
        record(
            f"strategy.{act}", by=self.by, kind=kind, object_id=pk, label=label,
            alliance_id=self.alliance.pk, room_id=self.room.pk, steps=self.steps,
        )  # fmt: skip
        follow(self.alliance, self.steps)
        return MapChange.objects.create(
            alliance=self.alliance, room=self.room, person_id=self.by.person_id,
            author=self.by.name or "system", act=act, label=label[:300], operations=self.steps,
        )  # fmt: skip


@transaction.atomic
def undo_change(*, by: Actor, change: MapChange) -> MapChange:
    """Put back what the change touched; the undo is a change too, and can be undone likewise.

    Refused where the rows are no longer as the change left them, or after 24 hours.
    """
    demand(by, "strategy.undo", change.alliance, change)
    edit = Edit(by, change.alliance)
    change.refresh_from_db()
    _still_open(change)
    try:
        with transaction.atomic():
            for done in reversed(change.operations):
                _put_back(edit, done)
    except _Overtaken as overtaken:
        raise Refused(_changed_since(by, change, overtaken.step)) from overtaken
    except IntegrityError as error:
        raise Refused(_changed_since(by, change, None)) from error
    check_whole(edit.alliance)
    MapChange.objects.filter(pk=change.pk).update(undone_at=timezone.now())
    verb, _dot, act = change.act.rpartition(".")
    return edit._write(
        f"{'redo' if verb == 'undo' else 'undo'}.{act}", change.label, "map_change", change.pk
    )


def _still_open(change: MapChange) -> None:
    if change.undone_at is not None:
        raise Refused(_("This change is undone already."))
    if not change.operations:
        raise Refused(_("This change cannot be undone."))
    if change.at < timezone.now() - UNDO_FOR:
        raise Refused(_("A change can be undone for 24 hours. Edit the map instead."))


def _put_back(edit: Edit, done: Step) -> None:
    model = MODELS[done["model"]]
    row = model._default_manager.filter(pk=done["pk"], alliance=edit.alliance).first()
    if done["after"] is None:
        if row is not None:
            raise _Overtaken(done)
        row = model(pk=done["pk"])
        put(row, done["before"])
        edit.add(row)  # type: ignore[arg-type]
        return
    if row is None or state_of(row, set(done["after"])) != done["after"]:
        raise _Overtaken(done)
    if done["before"] is not None:
        put_back = model(pk=row.pk)
        put(put_back, done["before"])
        edit.set(row, **{name: getattr(put_back, name) for name in done["before"]})  # type: ignore[arg-type]
    elif "removed_at" in done["after"]:
        edit.set(row, removed_at=timezone.now())  # type: ignore[arg-type]
    else:
        edit.drop(row)  # type: ignore[arg-type]


def _changed_since(by: Actor, change: MapChange, done: Step | None) -> str:
    """Why it cannot be taken back: who did what to the same since, where that can be found."""
    rows = MapChange.objects.filter(alliance=change.alliance, room=change.room, pk__gt=change.pk)
    later = rows.filter(undone_at__isnull=True).order_by("-pk")[:LATER_LOOKED_AT]
    found = next((row for row in later if done and touches(row.operations, done)), None)
    if found is None:
        return _("Something of this was changed again since. Undo the later change first.")
    said = {"what": sentence(found.act, found.label), "who": found.author}
    if found.person_id is not None and found.person_id == by.person_id:
        return _("You changed this again since: %(what)s. Undo that first.") % said
    return (
        _(
            "This was changed again since by %(who)s: %(what)s. It can be undone only after that, "
            "under Changes."
        )
        % said
    )
