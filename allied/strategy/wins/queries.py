"""What every partner hopes to win, by objective."""

from collections.abc import Sequence

from django.db.models import Count, Exists, OuterRef, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from msgspec import Struct, field

from allied.alliances.models import Alliance, Partner
from allied.alliances.queries import partners_of
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import allowed

from ..models import JointWin, Objective
from ..queries import objectives_of, own_partner, perspectives_of, themes_of


class Row(Struct):
    """One objective: what ours put forward, our draft, what the others put forward."""

    objective: Objective
    joint: JointWin | None = None
    draft: JointWin | None = None
    others: list[JointWin] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What stands in the field: the draft, else what the partners read."""
        shown = self.draft or self.joint
        return shown.text if shown else ""

    @property
    def version(self) -> int:
        return self.joint.version if self.joint else 0

    @property
    def draft_version(self) -> int:
        return self.draft.version if self.draft else 0


class Wins(Struct, frozen=True):
    """The page. `partner` is the own side; none for a command."""

    partner: Partner | None
    rows: Sequence[Row]

    @property
    def missing(self) -> int:
        return sum(row.joint is None for row in self.rows)

    @property
    def drafts(self) -> int:
        return sum(row.draft is not None for row in self.rows)


def wins_of(alliance: Alliance, actor: Actor) -> Wins:
    """Every objective of the map with its joint wins, from the top band down. Five queries."""
    bands = perspectives_of(alliance, actor)
    objectives = objectives_of(
        alliance, actor, bands, themes_of(alliance, actor, with_people=False), with_people=False
    )
    places = {band.pk: -place for place, band in enumerate(bands)}
    objectives.sort(key=lambda row: (places.get(row.perspective_id, 1), row.position, row.pk))
    own = own_partner(actor, alliance, partners_of(alliance))
    rows = {objective.pk: Row(objective) for objective in objectives}
    joint = actor.seats[alliance.pk].joint_room_id
    wins = JointWin.objects.visible_to(actor).filter(alliance=alliance)
    for win in wins.select_related("partner__company"):
        if win.objective_id in rows:
            _put(rows[win.objective_id], win, own, is_joint=win.room_id == joint)
    return Wins(own, list(rows.values()))


def _put(row: Row, win: JointWin, own: Partner | None, *, is_joint: bool) -> None:
    if own is not None and win.partner_id == own.pk:
        if is_joint:
            row.joint = win
        else:
            row.draft = win
    elif is_joint:
        row.others.append(win)


def may_state_in(actor: Actor) -> list[int]:
    """The alliances in which the actor may name a joint win."""
    permitted = "strategy.set_joint_win"
    return [pk for pk in actor.alliance_ids if allowed(actor, permitted, Alliance(pk=pk))]


def unstated_in(actor: Actor, ids: Sequence[int]) -> Combinable:
    """To annotate alliances with: from how many joint objectives our side has named no win.

    `ids`: those in which the actor may name it.
    """
    if not ids:
        return Value(0)
    own = [seat.partner_id for seat in actor.seats.values()]
    said = JointWin.objects.filter(objective=OuterRef("pk"), partner__in=own, room=OuterRef("room"))
    rows = Objective.objects.visible_to(actor).filter(
        ~Exists(said), alliance_id__in=ids, removed_at=None, room__partner=None
    )
    there = rows.filter(alliance=OuterRef("pk")).order_by().values("alliance_id")
    return Coalesce(Subquery(there.annotate(count=Count("pk")).values("count")), 0)
