"""Who acts: the one value every read and every write asks.

An actor holds a seat in each alliance it belongs to. A seat names the rooms of that alliance
the actor may enter: the joint room and, unless the view shuts it, the room of the actor's own side.
"""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace


class View(StrEnum):
    """What the actor chose to look at."""

    JOINT = "joint"  # the joint rooms only
    OURS = "ours"  # the joint rooms and, marked, the rooms of the actor's own side
    PRESENT = "present"  # the joint rooms only, on a shared screen: no bar, nothing is written


class Seat(Struct, frozen=True):
    """The actor's part in one alliance."""

    alliance_id: int
    partner_id: int
    joint_room_id: int
    own_room_id: int
    roles: frozenset[str]


class Actor(Struct, frozen=True):
    """A person acting, or nobody (`NOBODY`)."""

    user_id: int | None = None
    person_id: int | None = None
    company_id: int | None = None
    name: str = ""
    company_name: str = ""
    timezone: str = "UTC"
    language: str = ""
    view: View = View.JOINT
    seats: Mapping[int, Seat] = field(default_factory=dict)
    read_only: bool = False
    """Came with an access token that may only read."""
    token_id: int | None = None
    """The access token that the actor came with, where no browser is."""

    @property
    def writes(self) -> bool:
        """Whether this actor changes anything: not on a shared screen, not by a reading token."""
        return self.view is not View.PRESENT and not self.read_only

    @property
    def room_ids(self) -> frozenset[int]:
        """Every room the actor sees in the present view. Empty means: nothing."""
        joint = {seat.joint_room_id for seat in self.seats.values()}
        if self.view is not View.OURS:
            return frozenset(joint)
        return frozenset(joint | {seat.own_room_id for seat in self.seats.values()})

    @property
    def entitled_room_ids(self) -> frozenset[int]:
        """Every room that the actor has a seat in, whatever the view."""
        return self.looking_at(View.OURS).room_ids

    @property
    def alliance_ids(self) -> frozenset[int]:
        return frozenset(self.seats)

    def seat_in(self, alliance_id: int) -> Seat | None:
        return self.seats.get(alliance_id)

    def within(self, alliance_id: int) -> "Actor":
        """The same actor with one seat only, so that nothing of another alliance can slip in."""
        seat = self.seats.get(alliance_id)
        return replace(self, seats={alliance_id: seat} if seat else {})

    def looking_at(self, view: View) -> "Actor":
        return replace(self, view=view)

    def holds(self, alliance_id: int, *roles: str) -> bool:
        """Whether the actor has one of these roles on the alliance."""
        seat = self.seats.get(alliance_id)
        return bool(seat and seat.roles.intersection(roles))


NOBODY = Actor()
