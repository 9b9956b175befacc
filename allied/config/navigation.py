"""What stands round every page: the bar, the sections at the left, the palette.

All of it is lazy: a part of a page for htmx, which shows none of it, pays for none of it. What is
drawn depends on a few values only (`Shown`), so the drawing of the same values is kept.
"""

import secrets
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.alliances.queries import alliances_visible_to
from allied.foundation.access.actor import NOBODY, Actor, View
from allied.foundation.access.permissions import allowed, known


class Place(NamedTuple):
    """A section of an alliance: where it is, which URL names belong to it, who may open it."""

    title: Any
    name: str
    icon: str
    key: str
    covers: tuple[str, ...]
    permission: str = "alliances.see"


_MAP = (
    "cockpit:objective", "cockpit:advice", "cockpit:poster", "cockpit:version", "strategy:",
    "launch:lay_template",
)  # fmt: skip
_WORK = ("discovery:",)
_COMMITTEES = ("governance:body", "governance:matter", "governance:ladder")
_MEETINGS = (
    "governance:meeting", "governance:minutes", "governance:topic", "governance:agenda",
    "cockpit:pack",
)  # fmt: skip
_DECISIONS = (
    "governance:decision", "governance:proposal", "governance:escalation",
    "governance:deliberation", "governance:journal",
)  # fmt: skip
_PEOPLE = ("alliances:person", "alliances:role", "alliances:invit")
PLACES = (
    Place(gettext_lazy("Map"), "cockpit:map", "map", "g m", _MAP),
    Place(gettext_lazy("Scorecard"), "scorecard:scorecard", "table-2", "g s", ("scorecard:",)),
    Place(
        gettext_lazy("Readings"), "scorecard:readings", "pencil-line", "g r", (),
        "scorecard.enter_readings",
    ),
    Place(gettext_lazy("Reviews"), "scorecard:reviews", "camera", "g v", ("scorecard:review",)),
    Place(
        gettext_lazy("Meetings"), "governance:meetings", "calendar-clock", "g t", _MEETINGS
    ),
    Place(gettext_lazy("Decisions"), "governance:decisions", "gavel", "g d", _DECISIONS),
    Place(
        gettext_lazy("Actions"), "governance:actions", "list-checks", "g x", ("governance:action",)
    ),
    Place(gettext_lazy("Committees"), "governance:bodies", "landmark", "g b", _COMMITTEES),
    Place(gettext_lazy("Strategy work"), "discovery:candidates", "lightbulb", "g c", _WORK),
    Place(
        gettext_lazy("Relationships"), "relations:templates", "grid-3x3", "g l", ("relations:",),
        "relations.see",
    ),
    Place(gettext_lazy("Notes"), "notes:notes", "sticky-note", "g n", ("notes:",)),
    Place(gettext_lazy("People"), "alliances:people", "users", "g p", _PEOPLE),
    Place(gettext_lazy("History"), "alliances:history", "history", "g h", ()),
    Place(gettext_lazy("Settings"), "alliances:settings", "settings", "", ("alliances:leave",)),
)  # fmt: skip
SHOWN_TO_A_COMMITTEE = {
    "cockpit:map", "scorecard:scorecard", "scorecard:reviews", "discovery:candidates",
    "governance:meetings", "governance:decisions", "governance:actions",
    "relations:templates",
}  # fmt: skip


class Link(Struct, frozen=True):
    title: str
    url: str
    icon: str = ""
    key: str = ""
    current: bool = False


class Group(Struct, frozen=True):
    title: str
    links: tuple[Link, ...]


class Shown(Struct, frozen=True):
    """Everything that the bar and the sections say. Nothing else reaches their templates."""

    signed_in: bool
    view: str
    at: str
    language: str | None
    person_name: str = ""
    company_name: str = ""
    alliance_name: str = ""
    alliances: tuple[Link, ...] = ()
    sections: tuple[Group, ...] = ()
    may_start: bool = False

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
        """None on a shared screen, where nobody looks for anything beside what is shown."""
        return None if self.view == View.PRESENT else _url("cockpit:search")

    @property
    def room_url(self) -> str | None:
        return _url("alliances:look_at")

    @property
    def may_present(self) -> bool:
        """One alliance is shown: that of the page, or the only one there is."""
        return bool(self.alliance_name) or len(self.alliances) == 1

    @property
    def new_alliance_url(self) -> str | None:
        return _url("launch:new") if self.may_start else None


class Frame:
    """What stands round one page."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.actor: Actor = getattr(request, "actor", NOBODY)
        self.alliance = getattr(request, "alliance", None)

    @property
    def view(self) -> str:
        return self.actor.view.value

    @property
    def presenting(self) -> bool:
        return self.actor.view is View.PRESENT

    @property
    def who(self) -> str:
        """Keeps the drafts of one person apart from another's in the same browser."""
        return str(self.actor.person_id or "")

    @property
    def company_name(self) -> str:
        return self.actor.company_name

    @cached_property
    def token(self) -> str:
        """The token of the page's forms; asking the framework anew would mask it anew each time."""
        return get_token(self.request)

    @property
    def bar(self) -> SafeString:
        return self._draw("ui/bar.html")

    @property
    def left(self) -> SafeString:
        return self._draw("ui/sections.html")

    @property
    def palette(self) -> SafeString:
        return self._draw("ui/palette.html")

    @property
    def way_back(self) -> SafeString:
        """What stands round a presented page: the way through the alliance, and out."""
        return self._draw("ui/presenting.html")

    @property
    def our_room_url(self) -> str | None:
        """For who sees the joint room alone: where one click looks at their own room too."""
        sees_joint = self.actor.person_id is not None and self.actor.view is View.JOINT
        return _url("alliances:look_at") if sees_joint else None

    @property
    def has_sections(self) -> bool:
        return not self.presenting and bool(self.shown.sections)

    @cached_property
    def shown(self) -> Shown:
        actor, here = self.actor, self.alliance
        match = self.request.resolver_match
        at, language = match.view_name if match else "", get_language()
        if actor.person_id is None:
            return Shown(False, self.view, at, language)
        places = self._places(at)
        if self.presenting:
            return Shown(True, self.view, at, language, sections=places)
        alliances = self._alliances()
        return Shown(
            signed_in=True,
            view=self.view,
            at=at,
            language=language,
            person_name=actor.name,
            company_name=actor.company_name,
            alliance_name=here.name if here else "",
            alliances=alliances,
            sections=places if here else _own_places(alliances, at),
            may_start=known("alliances.start") and allowed(actor, "alliances.start"),
        )

    def _places(self, at: str) -> tuple[Group, ...]:
        """The sections of the alliance that the person may open; on a shared screen a few."""
        here = self.alliance
        if here is None:
            return ()
        found = [
            place for place in PLACES
            if allowed(self.actor, place.permission, here)
            and (not self.presenting or place.name in SHOWN_TO_A_COMMITTEE)
        ]  # fmt: skip
        return _places(here.slug, at, found)

    def _alliances(self) -> tuple[Link, ...]:
        """All alliances of the person, whatever the page narrowed the actor to.

        One query, or none where the page is of an alliance: `on_alliance` has found them all.
        """
        everywhere = getattr(self.request, "actor_everywhere", self.actor)
        if not everywhere.seats:
            return ()
        here = self.alliance.pk if self.alliance else None
        return tuple(
            Link(each.name, url, "handshake", "", each.pk == here)
            for each in self._found(everywhere)
            if (url := _url("cockpit:map", each.slug))
        )

    def _found(self, everywhere: Actor) -> Iterable[Alliance]:
        found: tuple[Alliance, ...] | None = getattr(self.request, "alliances", None)
        return alliances_visible_to(everywhere) if found is None else found

    def _draw(self, template: str) -> SafeString:
        path = escape(self.request.get_full_path())
        drawn = _drawn(template, self.shown).replace(TOKEN, self.token).replace(HERE, path)
        return mark_safe(drawn)  # noqa: S308 (both are escaped, the rest is a template's)


# Stand in a kept drawing for what differs from request to request; nobody can write them.
TOKEN, HERE = secrets.token_hex(16), secrets.token_hex(16)


@lru_cache(maxsize=512)
def _drawn(template: str, shown: Shown) -> str:
    return render_to_string(template, {"frame": shown, "csrf_token": TOKEN, "here": HERE})


def _places(slug: str, at: str, places: Iterable[Place]) -> tuple[Group, ...]:
    """The sections of one alliance: those that this installation has."""
    found = [(place, _url(place.name, slug)) for place in places]
    here = _current([place for place, url in found if url], at)
    links = (
        Link(str(place.title), url, place.icon, place.key, place is here)
        for place, url in found
        if url
    )
    return (Group("", tuple(links)),)


def _own_places(alliances: tuple[Link, ...], at: str) -> tuple[Group, ...]:
    """What stands at the left outside any alliance."""
    work = _url("cockpit:my_work")
    mine = (Link(_("My work"), work, "list-todo", "", at == "cockpit:my_work"),) if work else ()
    own = (Group("", mine),) if mine else ()
    return (*own, Group(_("Alliances"), alliances)) if alliances else own


def _current(places: Iterable[Place], at: str) -> Place | None:
    """The place of this URL name: its own, else the one with the longest prefix that covers it."""
    best, length = None, 0
    for place in places:
        for name in (place.name, *place.covers):
            size = 1000 if name == at else len(name)
            if at.startswith(name) and size > length:
                best, length = place, size
    return best


def _url(name: str, slug: str | None = None) -> str | None:
    """The address of a page, or None where this installation has no such page."""
    address = _address(name, slug is not None)
    return address.replace("SLUG", slug) if address and slug else address


@lru_cache(maxsize=64)
def _address(name: str, has_slug: bool) -> str | None:
    try:
        return reverse(name, args=["SLUG"] if has_slug else None)
    except NoReverseMatch:
        return None


def frame(request: HttpRequest) -> dict[str, Any]:
    return {"frame": Frame(request)}
