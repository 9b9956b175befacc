"""A meeting as it is planned, changed and cancelled; a series of meetings."""

import zoneinfo
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from allied.foundation.ui.forms import RowField, RowForm, VersionField, day_field, line

from ...models import Body, Meeting
from ..services.planning import LONGEST, SHORTEST


@lru_cache(maxsize=1)
def zones() -> list[tuple[str, str]]:
    named = sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone)
    named = [zone for zone in named if not zone.startswith("Etc/")]
    return [(zone, zone.replace("_", " ")) for zone in ["UTC", *named]]


def time_field() -> forms.TimeField:
    return forms.TimeField(
        label=_("Begins at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )


def minutes_field() -> forms.IntegerField:
    return forms.IntegerField(label=_("Length in minutes"), min_value=SHORTEST, max_value=LONGEST)


class PlaceForm(RowForm):
    """When, how long and where, with the zone whose clock counts."""

    version = VersionField(required=False)
    at = time_field()
    minutes = minutes_field()
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=zones, help_text=_("The time above is by its clock.")
    )
    place = line(_("Place or link"), 300, required=False)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class MeetingForm(PlaceForm):
    """One meeting: of a body that is chosen, or as it stands."""

    day = day_field(_("Day"))
    name = line(
        _("Name"),
        140,
        required=False,
        help_text=_("Empty: it is called by the name of the committee."),
    )
    field_order = ("body", "day", "at", "minutes", "time_zone", "place", "name", "version")

    def __init__(
        self, *args: Any, bodies: Sequence[Body] = (), meeting: Meeting | None = None, **kwargs: Any
    ) -> None:
        self.bodies, self.meeting = bodies, meeting
        if meeting is not None:
            kwargs.setdefault("initial", self.of(meeting))
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)

    def more_fields(self) -> dict[str, forms.Field]:
        return {} if self.meeting else {"body": RowField(self.bodies, label=_("Committee"))}

    @staticmethod
    def of(meeting: Meeting) -> dict[str, Any]:
        local = meeting.starts_at.astimezone(meeting.zone)
        return {
            "version": meeting.version, "day": local.date().isoformat(),
            "at": f"{local:%H:%M}", "minutes": meeting.minutes, "time_zone": meeting.timezone,
            "place": meeting.place, "name": meeting.name,
        }  # fmt: skip

    @staticmethod
    def usual(body: Body, day: date | None) -> dict[str, Any]:
        """As the body meets by its charter."""
        return {
            "body": body.pk, "day": day.isoformat() if day else "",
            "at": f"{body.meets_at:%H:%M}" if body.meets_at else "",
            "minutes": body.meets_minutes, "time_zone": body.timezone,
        }  # fmt: skip


class SeriesForm(PlaceForm):
    """The next meetings from the cadence: which of the days are wanted."""

    def __init__(self, *args: Any, days: Iterable[date], **kwargs: Any) -> None:
        self.offered = list(days)
        super().__init__(*args, **kwargs)
        self.order_fields(("days", "at", "minutes", "time_zone", "place", "version"))

    def more_fields(self) -> dict[str, forms.Field]:
        choices = [(day.isoformat(), date_format(day, "l, j F Y")) for day in self.offered]
        return {
            "days": forms.TypedMultipleChoiceField(
                label=_("Days"), choices=choices, coerce=date.fromisoformat,
                widget=forms.CheckboxSelectMultiple,
            )
        }  # fmt: skip


class CancelForm(RowForm):
    version = VersionField()
    reason = line(_("Reason"), 500, help_text=_("Members who were invited read it in the mail."))

    def __init__(self, *args: Any, later: Sequence[Meeting], **kwargs: Any) -> None:
        self.later = later
        super().__init__(*args, **kwargs)

    def more_fields(self) -> dict[str, forms.Field]:
        if not self.later:
            return {}
        field = forms.TypedChoiceField(
            label=_("Carry the open topics over to"), required=False, empty_value=None,
            coerce={str(row.pk): row for row in self.later}.__getitem__,
            choices=[("", _("no meeting")), *((row.pk, when(row)) for row in self.later)],
        )  # fmt: skip
        return {"carry_to": field}


def when(meeting: Meeting) -> str:
    local = meeting.starts_at.astimezone(meeting.zone)
    return f"{meeting.title}, {date_format(local, 'j F Y')}"
