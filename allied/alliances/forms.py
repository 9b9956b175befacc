"""The forms of people, invitations and settings."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from allied.foundation.ui.forms import day_field
from allied.pure.money import MINOR_UNITS

from .models import Alliance, Role
from .services.editing import EDITABLE


class InviteForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.MEMBER)

    def only_as(self, role: Role) -> None:
        """Leave no choice of role: the first person of a partner."""
        self.fields["role"].choices = [(role.value, role.label)]  # type: ignore[attr-defined]
        self.fields["role"].initial = role.value


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.MEMBER)


def confirmation(company: str) -> forms.BooleanField:
    """Asked of a company's first person, whom the other side named."""
    label = _("I work for %(company)s and may act for it here.") % {"company": company}
    wanted = {"required": _("Tick this only if it is so: else do not join.")}
    return forms.BooleanField(label=label, error_messages=wanted)


class AcceptForm(forms.Form):
    """Somebody who has an account, at the end of an invitation's link."""

    def __init__(self, *args: Any, company: str = "", **kw: Any) -> None:
        super().__init__(*args, **kw)
        if company:
            self.fields["confirmed"] = confirmation(company)


class JoinForm(forms.Form):
    """A new person at the end of an invitation's link."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password again"),
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, company: str = "", **kw: Any) -> None:
        super().__init__(*args, **kw)
        if company:
            self.fields["confirmed"] = confirmation(company)
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("The two passwords differ."))
        return data


class LeaveForm(forms.Form):
    """The name of the alliance, typed: nobody leaves an alliance by one click."""

    name = forms.CharField(label=_("Name of the alliance"), max_length=120)

    def __init__(self, *args: Any, alliance: Alliance, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.wanted = alliance.name

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name.strip().casefold() != self.wanted.strip().casefold():
            raise forms.ValidationError(_("This is not the name of this alliance."))
        return name


class SettingsForm(forms.Form):
    """The frame of an alliance, at the version it was read."""

    name = forms.CharField(label=_("Name"), max_length=120)
    description = forms.CharField(
        label=_("Description"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    currency = forms.ChoiceField(
        label=_("Currency"), choices=[(code, code) for code in sorted(MINOR_UNITS)]
    )
    fiscal_start_month = forms.TypedChoiceField(
        label=_("First month of the year"), choices=list(MONTHS.items()), coerce=int,
        help_text=_("Quarters, half-years and years of the scorecard begin with this month."),
    )  # fmt: skip
    started_on = day_field(_("Started on"), required=False)
    record_ends_on = day_field(
        _("Record ends on"),
        required=False,
        help_text=_("For a closed or historical alliance: its scorecard is read as of this day."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, alliance: Alliance, data: Any = None) -> "SettingsForm":
        values = {name: getattr(alliance, name) for name in EDITABLE}
        return cls(data, initial={**values, "version": alliance.version})

    def over(self, current: Alliance) -> "SettingsForm":
        """What was typed, to be saved over what now stands."""
        typed = {name: self.cleaned_data[name] for name in EDITABLE}
        return type(self)(initial={**typed, "version": current.version})

    def differences(self, current: Alliance) -> list[tuple[str, object, object]]:
        """Field, what stands now, what was typed: where the two are not the same."""
        return [
            (str(self.fields[name].label), getattr(current, name), self.cleaned_data[name])
            for name in EDITABLE
            if getattr(current, name) != self.cleaned_data[name]
        ]


class HistoryForm(forms.Form):
    """What of the trail to show; anything else in the address is as if it were not there."""

    person = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    kind = forms.CharField(required=False, max_length=40)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**62)
