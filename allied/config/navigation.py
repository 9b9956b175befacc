"""What stands round every page: the bar and the sections of the alliance.

The frame is lazy: a part of a page for htmx, which shows none of it, pays for none of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allied.alliances.queries import alliances_visible_to
from allied.foundation.access.actor import NOBODY, Actor, View
from allied.foundation.access.permissions import allowed, known


class Place(NamedTuple):
    """A section of an alliance: where it is, and which URL names belong to it."""

    title: Any
    name: str
    icon: str
    key: str
    covers: tuple[str, ...]


_PEOPLE = ("alliances:person", "alliances:role", "alliances:invit")
PLACES = (
    Place(gettext_lazy("Map"), "cockpit:map", "map", "g m", ("cockpit:objective", "strategy:")),
    Place(gettext_lazy("Scorecard"), "scorecard:scorecard", "table-2", "g s", ("scorecard:",)),
    Place(gettext_lazy("Readings"), "scorecard:readings", "pencil-line", "g r", ()),
    Place(gettext_lazy("Reviews"), "scorecard:reviews", "camera", "g v", ("scorecard:review",)),
    Place(gettext_lazy("Notes"), "notes:notes", "sticky-note", "g n", ("notes:",)),
    Place(gettext_lazy("People"), "alliances:people", "users", "g p", _PEOPLE),
    Place(gettext_lazy("History"), "alliances:history", "history", "g h", ()),
    Place(gettext_lazy("Settings"), "alliances:settings", "settings", "", ("alliances:leave",)),
)


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    url: str
    icon: str = ""
    key: str = ""
    current: bool = False

    @property
    def name(self) -> str:
        return self.title


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    sections: list[Link]


class Frame:
    """The bar and the left of one page."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.actor: Actor = getattr(request, "actor", NOBODY)
        self.alliance = getattr(request, "alliance", None)

    @cached_property
    def signed_in(self) -> bool:
        return self.actor.person_id is not None

    @property
    def view(self) -> str:
        return self.actor.view.value

    @property
    def shows_bar(self) -> bool:
        return self.actor.view is not View.PRESENT

    @property
    def person_name(self) -> str:
        return self.actor.name

    @property
    def company_name(self) -> str:
        return self.actor.company_name

    @cached_property
    def alliances(self) -> list[Link]:
        """All alliances of the person, whatever the page narrowed the actor to. One query."""
        everywhere = getattr(self.request, "actor_everywhere", self.actor)
        if not everywhere.seats:
            return []
        here = self.alliance.pk if self.alliance else None
        return [
            Link(each.name, _url("cockpit:map", each.slug) or "", "handshake", "", each.pk == here)
            for each in alliances_visible_to(everywhere)
        ]

    @cached_property
    def sections(self) -> list[Group]:
        if not self.signed_in:
            return []
        if self.alliance is not None:
            return [Group("", self._places(self.alliance.slug))]
        mine = _links([("My work", "cockpit:my_work", "list-todo")], self._at)
        own = Group("", mine)
        return [own, Group(_("Alliances"), self.alliances)] if self.alliances else [own]

    def _places(self, slug: str) -> list[Link]:
        found = [(place, _url(place.name, slug)) for place in PLACES]
        here = _current([place for place, url in found if url], self._at)
        return [
            Link(str(place.title), url, place.icon, place.key, place is here)
            for place, url in found
            if url
        ]

    @property
    def _at(self) -> str:
        match = self.request.resolver_match
        return match.view_name if match else ""

    @property
    def at_my_work(self) -> bool:
        return self._at == "cockpit:my_work"

    @property
    def home_url(self) -> str:
        return _url("cockpit:my_work") or "/"

    @property
    def my_work_url(self) -> str | None:
        return _url("cockpit:my_work")

    @property
    def me_url(self) -> str | None:
        return _url("people:me")

    @property
    def search_url(self) -> str | None:
        return _url("cockpit:search")

    @property
    def room_url(self) -> str | None:
        return _url("alliances:look_at")

    @property
    def new_alliance_url(self) -> str | None:
        may = known("alliances.start") and allowed(self.actor, "alliances.start")
        return _url("launch:new") if may else None


def _links(wanted: Iterable[tuple[str, str, str]], at: str) -> list[Link]:
    return [
        Link(_(title), url, icon, "", name == at)
        for title, name, icon in wanted
        if (url := _url(name))
    ]


def _current(places: list[Place], at: str) -> Place | None:
    """The place of this URL name: its own, else the one with the longest prefix that covers it."""
    best, length = None, 0
    for place in places:
        for name in (place.name, *place.covers):
            exact = name == at
            size = 1000 if exact else len(name)
            if (exact or at.startswith(name)) and size > length:
                best, length = place, size
    return best


def _url(name: str, slug: str | None = None) -> str | None:
    """The address of a page, or None where this installation has no such page."""
    try:
        return reverse(name, args=[slug] if slug else None)
    except NoReverseMatch:
        return None


def frame(request: HttpRequest) -> dict[str, Any]:
    return {"frame": Frame(request)}
