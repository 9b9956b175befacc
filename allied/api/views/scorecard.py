"""Measures with their standing, and scores."""

import re
from datetime import date
from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext as _

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.pure.periods import FIRST_YEAR, LAST_YEAR
from allied.scorecard.queries import scorecard_of
from allied.scorecard.sheets.scores import scores_as_of

from ..faults import Problem, answer, fault
from ..operations import operation
from ..shapes import measure_shapes

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@operation("GET")
@on_alliance("scorecard.see")
def measures(request: Request, alliance: Alliance) -> HttpResponse:
    card = scorecard_of(alliance, request.actor, with_initiatives=False)
    return answer({"as_of": card.today.isoformat(), "measures": measure_shapes(card)})


@operation("GET")
@on_alliance("scorecard.see")
def scores(request: Request, alliance: Alliance) -> HttpResponse:
    """As `allied scores` prints them. `?as_of=2022-12-31`: as it stood on that day."""
    day = _day(request.GET.get("as_of"))
    rows = scores_as_of(alliance, request.actor, day)
    said = (day or alliance.today()).isoformat()
    return answer({"as_of": said, "scores": [row.as_json() for row in rows]})


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        if _DAY.fullmatch(text) and FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
            return date.fromisoformat(text)
    except ValueError:
        pass
    message = _("Write a day, such as 2022-12-31.")
    raise Problem(422, message, [fault("as_of", message)])
