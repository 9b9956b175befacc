"""Forms of charters, seats, matters and rights."""

import zoneinfo
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allied.alliances.models import Partner
from allied.foundation.ui.forms import (
    PersonField,
    RowField,
    RowForm,
    VersionField,
    day_field,
    line,
    lines,
)
from allied.people.models import Person
from allied.strategy.models import Theme

from ..models import (
    Body,
    BodyKind,
    BodyMember,
    CadenceUnit,
    DecisionRule,
    MajorityOf,
    Matter,
    Office,
)
from ..models import DecisionRight as Kept
from .checking import BOUNDS, EDITABLE
from .services.matters import Right

DAY = {"type": "date"}


@lru_cache(maxsize=1)
def time_zones() -> list[tuple[str, str]]:
    names = sorted(zoneinfo.available_timezones())
    return [(name, name.replace("_", " ")) for name in names]


def whole(label: Any, name: str, **more: Any) -> forms.IntegerField:
    least, most = BOUNDS[name]
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=least, max_value=most, widget=widget, **more)


class BodyForm(RowForm):
    """The charter. `values()` gives what the service takes."""

    version = VersionField(required=False)
    name = line(gettext_lazy("Name"), 140)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=BodyKind.choices)
    kind_name = line(
        gettext_lazy("Name of the kind"), 80, required=False,
        help_text=gettext_lazy("Where it is another kind, such as: joint marketing committee."),
    )  # fmt: skip
    purpose = lines(gettext_lazy("Purpose"), 4000, rows=3, required=False)
    rule = forms.ChoiceField(
        label=gettext_lazy("Decides by"), choices=DecisionRule.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    majority_numerator = whole(gettext_lazy("Share"), "majority_numerator", required=False)
    majority_denominator = whole(gettext_lazy("out of"), "majority_denominator", required=False)
    majority_of = forms.ChoiceField(
        label=gettext_lazy("of the"), choices=MajorityOf.choices, required=False
    )
    majority_by_partner = forms.BooleanField(
        label=gettext_lazy("Each partner counts as one"), required=False
    )
    quorum_each_partner = whole(
        gettext_lazy("Of each partner, at least"), "quorum_each_partner", required=False
    )
    quorum_members = whole(
        gettext_lazy("Members in all, at least"), "quorum_members", required=False
    )
    quorum_percent = whole(
        gettext_lazy("Percent of all, at least"), "quorum_percent", required=False
    )
    quorum_needs_chair = forms.BooleanField(
        label=gettext_lazy("The chair must be there"), required=False
    )
    cadence_unit = forms.ChoiceField(
        label=gettext_lazy("weeks or months"), choices=CadenceUnit.choices, required=False
    )
    cadence_every = whole(gettext_lazy("Meets every"), "cadence_every", required=False)
    cadence_from = day_field(gettext_lazy("First meeting"), required=False)
    cadence_weekday_of_month = forms.BooleanField(
        label=gettext_lazy("On the same weekday of the month, such as the second Tuesday"),
        required=False,
    )
    meets_at = forms.TimeField(
        label=gettext_lazy("Begins at"), required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )  # fmt: skip
    meets_minutes = whole(gettext_lazy("Length in minutes"), "meets_minutes", required=False)
    timezone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=time_zones)

    def __init__(
        self, *args: Any, bodies: list[Body], themes: list[Theme], partners: list[Partner],
        body: Body | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        self.bodies = [one for one in bodies if body is None or one.pk != body.pk]
        self.themes, self.partners = themes, partners
        row = body or Body(kind=BodyKind.STEERING)
        kwargs["initial"] = _initial(row) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def more_fields(self) -> dict[str, forms.Field]:
        return {
            "parent": RowField(self.bodies, label=_("Reports to"), required=False),
            "theme": RowField(self.themes, label=_("Theme"), required=False),
            "final_say": RowField(
                self.partners, label=_("Final say of"), asks=True, required=False
            ),
        }

    def values(self) -> dict[str, Any]:
        """What was left empty keeps its usual value where a charter cannot do without."""
        usual = {
            "majority_numerator": 1, "majority_denominator": 2, "majority_of": MajorityOf.CAST,
            "quorum_each_partner": 0, "cadence_every": 1, "meets_minutes": 90,
            "cadence_unit": CadenceUnit.NONE,
        }  # fmt: skip
        given = {name: self.cleaned_data[name] for name in EDITABLE}
        return {k: usual.get(k) if v in (None, "") and k in usual else v for k, v in given.items()}


def _initial(row: Body) -> dict[str, Any]:
    kept = {name: getattr(row, name) for name in EDITABLE}
    for name in ("parent", "theme", "final_say"):
        kept[name] = getattr(row, f"{name}_id")
    return {**kept, "version": row.version if row.pk else None}


class SeatForm(RowForm):
    version = VersionField(required=False)
    title = line(
        gettext_lazy("Seat"), 140, required=False,
        help_text=gettext_lazy("Such as: head of R&D. Needed where nobody holds it yet."),
    )  # fmt: skip
    office = forms.ChoiceField(label=gettext_lazy("Office"), choices=Office.choices)
    votes = forms.BooleanField(label=gettext_lazy("Has a vote"), required=False)
    since = day_field(gettext_lazy("Since"))
    until = day_field(
        gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("The first day without the seat."),
    )

    def __init__(
        self, *args: Any, people: list[Person], partners: list[Partner],
        others: list[BodyMember], seat: BodyMember | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        self.people, self.partners, self.seat = people, partners, seat
        self.others = [one for one in others if seat is None or one.pk != seat.pk]
        if seat is not None:
            kwargs["initial"] = {
                "version": seat.version, "person": seat.person_id, "partner": seat.partner_id,
                "title": seat.title, "office": seat.office, "votes": seat.votes,
                "alternate_for": seat.alternate_for_id, "since": seat.since, "until": seat.until,
            }  # fmt: skip
        super().__init__(*args, **kwargs)

    def more_fields(self) -> dict[str, forms.Field]:
        kept = self.seat.person if self.seat else None
        return {
            "person": PersonField(self.people, kept, label=_("Person")),
            "partner": RowField(
                self.partners, label=_("Seat of"), asks=True, required=False,
                help_text=_("Taken from the person where one is chosen."),
            ),
            "alternate_for": RowField(
                self.others, label=_("Alternate for"), asks=True, required=False
            ),
        }  # fmt: skip

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class MatterForm(RowForm):
    version = VersionField(required=False)
    name = line(
        gettext_lazy("Matter"), 140, help_text=gettext_lazy("Such as: budget of an initiative.")
    )
    has_amount = forms.BooleanField(
        label=gettext_lazy("Has an amount, so that a body's right can have a limit"),
        required=False,
    )

    def __init__(self, *args: Any, matter: Matter | None = None, **kwargs: Any) -> None:
        if matter is not None:
            kwargs["initial"] = {
                "version": matter.version, "name": matter.name, "has_amount": matter.has_amount,
            }  # fmt: skip
        super().__init__(*args, **kwargs)


class RightsForm(RowForm):
    """A row for each matter: whether the body decides it, up to how much, and final say."""

    version = VersionField()

    def __init__(
        self, *args: Any, matters: list[Matter], kept: Mapping[int, Kept], currency: str,
        version: int, **kwargs: Any,
    ) -> None:  # fmt: skip
        self.matters, self.kept, self.currency = matters, kept, currency
        kwargs["initial"] = {"version": version}
        for matter in matters:
            kwargs["initial"] |= self._initial(matter)
        super().__init__(*args, **kwargs)

    def _initial(self, matter: Matter) -> dict[str, Any]:
        right = self.kept.get(matter.pk)
        return {
            f"decides_{matter.pk}": right is not None,
            f"up_to_{matter.pk}": f"{right.up_to.normalize():f}" if right and right.up_to else "",
            f"currency_{matter.pk}": (right.currency if right else "") or self.currency,
            f"final_{matter.pk}": bool(right and right.is_final_say),
        }

    def more_fields(self) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {}
        for matter in self.matters:
            found[f"decides_{matter.pk}"] = forms.BooleanField(label=matter.name, required=False)
            if matter.has_amount:
                found[f"up_to_{matter.pk}"] = forms.DecimalField(
                    label=_("Up to"), required=False, max_digits=30, decimal_places=10,
                    widget=forms.TextInput(
                        attrs={"inputmode": "decimal", "size": 12, "placeholder": _("no limit")}
                    ),
                )  # fmt: skip
                found[f"currency_{matter.pk}"] = forms.CharField(
                    label=_("Currency"), required=False, max_length=10,
                    widget=forms.TextInput(attrs={"size": 4}),
                )  # fmt: skip
            found[f"final_{matter.pk}"] = forms.BooleanField(label=_("Final say"), required=False)
        return found

    def rows(self) -> list[dict[str, Any]]:
        """For the template: the bound fields of each matter."""
        names = ("decides", "up_to", "currency", "final")
        return [
            {"matter": matter}
            | {
                name: self[f"{name}_{matter.pk}"]
                for name in names
                if f"{name}_{matter.pk}" in self.fields
            }
            for matter in self.matters
        ]

    def rights(self) -> list[Right]:
        data = self.cleaned_data
        return [
            Right(
                matter, data.get(f"up_to_{matter.pk}"), data.get(f"currency_{matter.pk}", ""),
                data[f"final_{matter.pk}"],
            )
            for matter in self.matters
            if data[f"decides_{matter.pk}"]
        ]  # fmt: skip
