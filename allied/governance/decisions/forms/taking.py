"""Recording what a body decided, with how each of those present stood."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allied.foundation.access.refusal import Refused
from allied.foundation.ui.forms import RowField, RowForm, VersionField, day_field, line, lines
from allied.scorecard.initiatives.amounts import checked_day

from ...models import Ballot, BodyMember, Meeting, Option

ABSENT: Final = "absent"
THERE: Final = "there"
AFTER: Final = {"1": 30, "3": 91, "6": 182, "12": 365}
"""Months to days."""


class TakeForm(RowForm):
    """`all_for`: everybody with a vote was there and for it, said by one button."""

    version = VersionField()
    decided = lines(
        gettext_lazy("What was decided, in words"), 8000, rows=3, required=False,
        help_text=gettext_lazy("Empty: the chosen option as it stands."),
    )  # fmt: skip
    taken_on = day_field(gettext_lazy("Decided on"))
    look_back = forms.ChoiceField(
        label=gettext_lazy("Look back on it"), required=False,
        choices=[
            ("", gettext_lazy("not planned")), ("1", gettext_lazy("after a month")),
            ("3", gettext_lazy("after three months")), ("6", gettext_lazy("after half a year")),
            ("12", gettext_lazy("after a year")),
        ],
    )  # fmt: skip
    deciders = line(
        gettext_lazy("Who decided"), 600, required=False,
        help_text=gettext_lazy("Names, with commas between them."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, options: Sequence[Option], seats: Sequence[BodyMember],
        meetings: Sequence[Meeting], recommended: int | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        self.options, self.seats, self.meetings = options, seats, meetings
        self.recommended = recommended
        super().__init__(*args, **kwargs)
        self.fields["decided"].widget.attrs["data-draft"] = "decided"
        if seats:
            del self.fields["deciders"]

    def more_fields(self) -> dict[str, forms.Field]:
        made: dict[str, forms.Field] = {}
        if self.options:
            choices = [(str(option.pk), self._called(option)) for option in self.options]
            made["chosen"] = forms.ChoiceField(
                label=_("What was chosen?"), required=False, widget=forms.RadioSelect,
                choices=[*choices, ("", _("something else, in words below"))],
            )  # fmt: skip
        if self.meetings:
            made["meeting"] = RowField(self.meetings, label=_("In the meeting"), required=False)
        for seat in self.seats:
            made[f"seat_{seat.pk}"] = _stood(seat)
            made[f"why_{seat.pk}"] = line(_("Why"), 1000, required=False)
        return made

    def _called(self, option: Option) -> str:
        if option.pk != self.recommended:
            return option.title
        return _("%(option)s (recommended)") % {"option": option.title}

    @property
    def seat_rows(self) -> list[tuple[BodyMember, forms.BoundField, forms.BoundField]]:
        return [(s, self[f"seat_{s.pk}"], self[f"why_{s.pk}"]) for s in self.seats]

    def clean_taken_on(self) -> date:
        try:
            day = checked_day(self.cleaned_data["taken_on"], "taken_on")
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None
        assert day is not None  # the field is required
        return day

    def values(self, *, all_for: bool) -> dict[str, Any]:
        """What the service takes, beside the decision and the version."""
        kept = self.cleaned_data
        chosen = next((o for o in self.options if str(o.pk) == kept.get("chosen")), None)
        names = kept.get("deciders", "").split(",")
        return {
            "decided": kept["decided"], "chosen": chosen, "meeting": kept.get("meeting"),
            "taken_at": moment_of(kept["taken_on"]),
            "look_back_on": _after(kept["taken_on"], kept["look_back"]),
            "deciders": [name.strip() for name in names if name.strip()],
            "ballots": self._all_for() if all_for else self._ballots(),
        }  # fmt: skip

    def _all_for(self) -> list[dict[str, Any]]:
        yes = Ballot.Answer.YES.value
        return [
            {"member": seat, "answer": yes if seat.votes else ""}
            for seat in self.seats
            if seat.alternate_for_id is None
        ]

    def _ballots(self) -> list[dict[str, Any]]:
        found = []
        for seat in self.seats:
            answer = self.cleaned_data[f"seat_{seat.pk}"]
            if answer and answer != ABSENT:
                why = self.cleaned_data[f"why_{seat.pk}"]
                said = "" if answer == THERE else answer
                found.append({"member": seat, "answer": said, "why": why})
        return found


def _stood(seat: BodyMember) -> forms.ChoiceField:
    choices: list[Any] = [(ABSENT, _("was not there")), (THERE, _("was there, said nothing"))]
    if seat.votes:
        choices = [*Ballot.Answer.choices, *reversed(choices)]
    return forms.ChoiceField(label=seat.who, choices=choices, initial=ABSENT, required=False)


def moment_of(day: date) -> datetime | None:
    """Now, for today; the middle of another day."""
    if day == timezone.localdate():
        return None
    return timezone.make_aware(datetime.combine(day, time(12)))


def _after(day: date, months: str) -> date | None:
    return day + timedelta(days=AFTER[months]) if months else None
