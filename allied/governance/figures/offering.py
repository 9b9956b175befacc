"""What governance offers to formulas."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allied.alliances.models import Alliance, Partner, Room
from allied.pure.periods import Period
from allied.scorecard import sources
from allied.scorecard.models import Kind

from ..models import Body
from .counting import FIRST, VALUES
from .keys import BY_BODY, BY_PARTNER, KIND, Figure, Of, Series, series_of

NAMES = {
    Figure.DAYS_TO_DECIDE: gettext_lazy("Days to decide"),
    Figure.ON_THE_SPOT: gettext_lazy("Decided on the spot"),
    Figure.ACTIONS_ON_TIME: gettext_lazy("Actions on time"),
    Figure.OPEN_ESCALATIONS: gettext_lazy("Open escalations"),
    Figure.ATTENDANCE: gettext_lazy("Attendance"),
}
PAGES = {
    Figure.DAYS_TO_DECIDE: "deliberation",
    Figure.ON_THE_SPOT: "deliberation",
    Figure.ACTIONS_ON_TIME: "actions",
    Figure.OPEN_ESCALATIONS: "escalations",
    Figure.ATTENDANCE: "meetings",
}
UNITS = {Figure.DAYS_TO_DECIDE: Kind.DURATION, Figure.OPEN_ESCALATIONS: Kind.NUMBER}


def register() -> None:
    sources.register(_SOURCE)


def offers(alliance_id: int) -> list[sources.Offer]:
    """Of all: the joint room's. Of a body: those of its room. Two queries."""
    room = Room.objects.filter(alliance=OuterRef("alliance"), partner=None).values("pk")
    partners = Partner.objects.filter(alliance=alliance_id).annotate(joint=Subquery(room))
    sides: list[Any] = list(partners.select_related("company", "alliance"))
    if not sides:
        return []
    alliance, joint = sides[0].alliance, sides[0].joint
    found = [_offer(alliance, joint, Series(figure)) for figure in Figure]
    for body in Body.objects.filter(alliance=alliance).order_by("position", "pk"):
        found += [
            _offer(alliance, body.room_id, Series(figure, Of.BODY, body.pk), body.name)
            for figure in BY_BODY
        ]
    for partner in sides:
        found += [
            _offer(alliance, joint, Series(figure, Of.PARTNER, partner.pk), partner.company.name)
            for figure in BY_PARTNER
        ]
    return found


def since(alliance_id: int, key: int) -> date | None:
    """The first day of which the series knows something."""
    series = series_of(key)
    return FIRST[series.figure](alliance_id, series) if series else None


def values(alliance_id: int, key: int, periods: Sequence[Period]) -> list[float | None]:
    """As each period ended, or as of today while it lasts; None for no data."""
    series = series_of(key)
    if series is None:
        return [None] * len(periods)
    today = Alliance.objects.get(pk=alliance_id).today()
    return VALUES[series.figure](alliance_id, series, periods, today)


_SOURCE = sources.Source(
    kind=KIND, label=gettext_lazy("governance"), offers=offers, since=since, values=values
)


def _offer(alliance: Alliance, room_id: int, series: Series, of: str = "") -> sources.Offer:
    name = str(NAMES[series.figure])
    if of:
        name = _("%(figure)s: %(of)s") % {"figure": name, "of": of}
    kind: Any = UNITS.get(series.figure, Kind.PERCENTAGE)
    return sources.Offer(
        series.key, name, room_id, kind.value, address=_address(alliance, series.figure)
    )


def _address(alliance: Alliance, figure: Figure) -> str:
    try:
        return reverse(f"governance:{PAGES[figure]}", args=[alliance.slug])
    except NoReverseMatch:
        return ""
