"""When something is written that a figure counts, whatever is computed from it is computed anew."""

from typing import Any

from allied.alliances.models import Alliance
from allied.alliances.rooms import Roomed
from allied.scorecard.derived.services import sources_changed

from .keys import KIND, Figure, Of, Series
from .offering import offers

COUNTED = {
    "decision": (Figure.DAYS_TO_DECIDE, Figure.ON_THE_SPOT),
    "action": (Figure.ACTIONS_ON_TIME,),
    "escalation": (Figure.OPEN_ESCALATIONS,),
}
ATTENDED = "mark_attendance"


def changed(kind: str, act: str, row: Roomed) -> None:
    """In the transaction of the change. One query where no formula names a figure of governance."""
    figures = COUNTED.get(kind, ())
    if kind == "meeting" and act == ATTENDED:
        figures = (Figure.ATTENDANCE,)
    if not figures:
        return
    told: list[tuple[Of, Any]] = [
        (Of.ALL, 0), (Of.BODY, getattr(row, "body_id", None)),
        (Of.PARTNER, getattr(row, "partner_id", None)),
    ]  # fmt: skip
    keys = [Series(figure, of, pk).key for figure in figures for of, pk in told if pk is not None]
    sources_changed(alliance=row.alliance, kind=KIND, keys=keys)


def count_anew() -> None:
    """All figures of all alliances: the end of a day alone changes some. For the daily command."""
    for alliance in Alliance.objects.all():
        keys = [offer.key for offer in offers(alliance.pk)]
        sources_changed(alliance=alliance, kind=KIND, keys=keys)
