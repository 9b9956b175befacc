"""The form of one's own page."""

import zoneinfo
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from .models import AccessToken
from .tokens import LIVES


def _zones() -> list[tuple[str, str]]:
    named = sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone)
    named = [zone for zone in named if not zone.startswith("Etc/")]
    return [(zone, zone.replace("_", " ")) for zone in ["UTC", *named]]


class MeForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    timezone = forms.ChoiceField(
        label=_("Time zone"), choices=_zones, help_text=_("Times are shown in this zone.")
    )
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        language = cast(forms.ChoiceField, self.fields["language"])
        language.choices = [("", _("The language of the browser")), *settings.LANGUAGES]


class TokenForm(forms.Form):
    """A new access token: what uses it, what it may do and see, how long it lives."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("What uses it, such as: month-end script.")
    )
    scope = forms.ChoiceField(
        label=_("It may"), choices=AccessToken.Scope.choices, initial=AccessToken.Scope.READ,
        help_text=_("Never more than you may do yourself."),
    )  # fmt: skip
    view = forms.ChoiceField(
        label=_("It sees"), choices=AccessToken.Sees.choices, initial=AccessToken.Sees.JOINT
    )
    days = forms.TypedChoiceField(
        label=_("It lives"), coerce=int, initial=90,
        choices=[(n, ngettext_lazy("%d day", "%d days", n) % n) for n in LIVES],
    )  # fmt: skip
