"""What a ladder may say: checked before it is proposed."""

import zoneinfo
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from allied.alliances.models import Alliance, Partner, Room
from allied.foundation.access.refusal import Refused
from allied.pure.periods import FIRST_YEAR, LAST_YEAR

from ...models import Ladder, Matter, Rung
from ..steps import Step

MOST_LEVELS, MOST_DAYS, MOST_HOLIDAYS = 8, 365, 400


def ladder_values(
    alliance: Alliance, room: Room, *, levels: Sequence[Step], timezone: str = "UTC",
    business_days: bool = True, weekend: str = "56", holidays: str = "",
    end: str = Ladder.End.RETURNED, final_say: Partner | None = None,
    final_matters: Sequence[Matter] = (),
) -> tuple[dict[str, Any], list[Matter]]:  # fmt: skip
    """The fields as they are kept, and the matters of the final say. Refused at a field."""
    _refuse_levels(levels, room)
    if timezone not in zoneinfo.available_timezones():
        raise Refused(_("Choose a time zone."), "timezone")
    _refuse_end(alliance, room, end, final_say, final_matters)
    speaks = end == Ladder.End.FINAL_SAY
    values = {
        "timezone": timezone, "business_days": business_days, "weekend": _weekend(weekend),
        "holidays": "\n".join(holidays_in(holidays)), "end": end,
        "final_say": final_say if speaks else None,
    }  # fmt: skip
    return values, list(final_matters) if speaks else []


def holidays_in(text: str) -> list[str]:
    """The dates, one a line, in order. Refused with the line that is none."""
    found: set[date] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            day = date.fromisoformat(line.strip())
        except ValueError:
            day = date.min
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Refused(
                _("Line %(line)d is no date: write one a line, such as 2026-12-25.")
                % {"line": number},
                "holidays",
            )
        found.add(day)
    if len(found) > MOST_HOLIDAYS:
        most = {"most": MOST_HOLIDAYS}
        raise Refused(_("List at most %(most)d holidays, those to come.") % most, "holidays")
    return [day.isoformat() for day in sorted(found)]


def _weekend(days: str) -> str:
    if len(set(days)) != len(days) or not set(days) < set("0123456"):
        raise Refused(_("Choose one of the list."), "weekend")
    return "".join(sorted(days))


def _refuse_levels(levels: Sequence[Step], room: Room) -> None:
    if not levels:
        raise Refused(_("Give the ladder at least one level."), "level_0")
    if len(levels) > MOST_LEVELS:
        raise Refused(_("A ladder has at most %(most)d levels.") % {"most": MOST_LEVELS})
    seen: set[int | None] = set()
    for place, step in enumerate(levels):
        key = step.body.pk if step.body else None
        if key in seen:
            raise Refused(_("Each level stands once on a ladder."), f"level_{place}")
        if step.body and (step.body.room_id != room.pk or step.body.ended_on is not None):
            raise Refused(_("Choose a body that both sides share."), f"level_{place}")
        if not 1 <= step.days <= MOST_DAYS:
            words = {"least": 1, "most": MOST_DAYS}
            said = _("Enter a whole number from %(least)d to %(most)d.") % words
            raise Refused(said, f"days_{place}")
        seen.add(key)


def _refuse_end(
    alliance: Alliance, room: Room, end: str, speaker: Partner | None, matters: Sequence[Matter]
) -> None:
    if end not in Ladder.End.values:
        raise Refused(_("Choose one of the list."), "end")
    if end != Ladder.End.FINAL_SAY:
        return
    if speaker is None or speaker.alliance_id != alliance.pk:
        raise Refused(_("Choose the partner who has the final say."), "final_say")
    if not matters:
        said = _("Choose the matters on which that partner has the final say.")
        raise Refused(said, "final_matters")
    if any(matter.room_id != room.pk for matter in matters):
        raise Refused(_("Choose matters that both sides share."), "final_matters")


def lay_rungs(row: Ladder, levels: Sequence[Step]) -> None:
    Rung.objects.bulk_create(
        Rung(ladder=row, position=place, name=_name(step), body=step.body, days=step.days)
        for place, step in enumerate(levels)
    )


def in_words(row: Ladder) -> list[str]:
    """Its levels with their days, for the trail."""
    return [f"{rung.name}: {rung.days}" for rung in row.rungs.all()]


def _name(step: Step) -> str:
    return step.body.name if step.body else _("Executive sponsors")
