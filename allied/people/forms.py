"""The form of one's own page."""

import zoneinfo
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


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
