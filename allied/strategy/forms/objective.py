"""Forms of objectives, with their links and joint wins."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import Struct

from allied.foundation.ui.forms import PersonField, RowField, RowForm, VersionField, line, lines

from ..models import JointWin, Objective, Perspective, Theme
from ..queries import Surroundings
from ..services import Beside, Win
from .base import ScoringForm, scoring_initial


class IdsField(forms.MultipleChoiceField):
    """Several objectives, as a set of ids."""

    def clean(self, value: Any) -> set[int]:
        return {int(each) for each in super().clean(value)}


class SeenField(forms.CharField):
    """The ids that were ticked when the form was made, so that two people's changes both hold."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> set[int]:
        parts = str(value or "").split(",")
        return {int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 16}


class ObjectiveForm(ScoringForm):
    title = line(gettext_lazy("Title"), 140)
    description = lines(
        gettext_lazy("Description"), 4000, rows=3, required=False,
        help_text=gettext_lazy("What it means, and how one would know that it is reached."),
    )  # fmt: skip
    pin = forms.FloatField(
        label=gettext_lazy("Place in its band"),
        required=False,
        min_value=0,
        max_value=1,
        help_text=gettext_lazy("0 is far left, 1 far right. Empty: placed by the map itself."),
    )
    version = VersionField(required=False)
    causes = IdsField(required=False)
    effects = IdsField(required=False)
    causes_seen = SeenField(required=False)
    effects_seen = SeenField(required=False)
    win = lines(gettext_lazy("Joint win"), 300, required=False)
    win_version = VersionField(required=False)

    def __init__(
        self,
        *args: Any,
        around: Surroundings,
        objective: Objective | None = None,
        **kwargs: Any,
    ) -> None:
        self.around, self.objective = around, objective
        super().__init__(*args, **kwargs)
        others = [o for o in around.objectives if objective is None or o.pk != objective.pk]
        for name in {"causes", "effects"} & set(self.fields):
            self.fields[name].choices = [(other.pk, other.title) for other in others]  # type: ignore[attr-defined]
        if "pin" in self.fields:
            self.fields["pin"].widget.attrs.update({"inputmode": "decimal", "step": "any"})
        if around.partner is None:
            self.fields.pop("win", None)
        elif "win" in self.fields:
            self.fields["win"].label = _("%(company)s hopes to win") % {"company": around.partner}

    def more_fields(self) -> dict[str, forms.Field]:
        kept = self.objective.owner if self.objective else None
        top_down = list(reversed(self.around.perspectives))
        return {
            "perspective": RowField(top_down, label=_("Perspective")),
            "theme": RowField(self.around.themes, label=_("Theme")),
            "owner": PersonField(self.around.people, kept, label=_("Owner")),
        }

    @staticmethod
    def initial_of(row: Objective, around: Surroundings) -> dict[str, Any]:
        causes = [link.cause_id for link in around.links if link.effect_id == row.pk]
        effects = [link.effect_id for link in around.links if link.cause_id == row.pk]
        win = around.own_win()
        return scoring_initial(row) | {
            "title": row.title,
            "description": row.description,
            "perspective": row.perspective_id,
            "theme": row.theme_id,
            "owner": row.owner_id,
            "pin": None if row.pin is None else f"{row.pin:g}",
            "version": row.version,
            "causes": causes,
            "effects": effects,
            "causes_seen": ",".join(map(str, causes)),
            "effects_seen": ",".join(map(str, effects)),
            "win": win.text if win else "",
            "win_version": win.version if win else 0,
        }

    def values(self) -> dict[str, Any]:
        own = ("title", "description", "perspective", "theme", "owner", "pin")
        kept = {k: self.cleaned_data[k] for k in own if k in self.cleaned_data}
        return kept | self.scoring() | {"beside": self._beside()}

    def _beside(self) -> Beside:
        data = self.cleaned_data
        links: dict[str, set[int]] = {}
        for name in ("causes", "effects"):
            if name in data:
                seen = data.get(f"{name}_seen") or set()
                links[f"new_{name}"] = data[name] - seen
                links[f"gone_{name}"] = seen - data[name]
        win = None
        if self.around.partner is not None and "win" in data:
            win = Win(self.around.partner, data["win"], data.get("win_version"))
        return Beside(win=win, **links)

    def link_lists(self) -> list["LinkList"]:
        """The objectives that may be ticked as causes and as effects, the ticked ones first."""
        return [
            self._link_list("causes", _("What leads to it"), _("No other objective leads to it.")),
            self._link_list("effects", _("What it leads to"), _("It leads to no other objective.")),
        ]

    def _link_list(self, name: str, legend: str, none: str) -> "LinkList":
        ticked = {str(pk) for pk in self[name].value() or ()}
        offered = {pk for pk, _title in self.fields[name].choices}  # type: ignore[attr-defined]
        bands = self.around.perspectives  # causes mostly stand below: the lowest band comes first
        rows = [
            (band, [o for o in self.around.objectives if o.perspective_id == band.pk])
            for band in (bands if name == "causes" else reversed(bands))
        ]
        groups = [
            (band, [LinkChoice(o, str(o.pk) in ticked) for o in held if o.pk in offered])
            for band, held in rows
        ]
        return LinkList(name, legend, none, [group for group in groups if group[1]])


class LinkChoice(Struct, frozen=True):
    """One objective that may be ticked as cause or effect."""

    objective: Objective
    ticked: bool


class LinkList(Struct, frozen=True):
    """All objectives that may be ticked, by perspective."""

    name: str
    legend: str
    none: str
    groups: list[tuple[Perspective, list[LinkChoice]]]

    @property
    def ticked(self) -> list[Objective]:
        return [c.objective for _band, choices in self.groups for c in choices if c.ticked]


class VersionForm(RowForm):
    version = VersionField()


class MoveForm(RowForm):
    """Where an objective goes; only what is sent is changed. An empty pin lets it go."""

    version = VersionField()
    pin = forms.FloatField(required=False, min_value=0, max_value=1)

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        perspectives: Iterable[Perspective],
        themes: Iterable[Theme],
    ) -> None:
        self.perspectives, self.themes = perspectives, themes
        super().__init__(data)
        if "pin" not in data:
            del self.fields["pin"]

    def more_fields(self) -> dict[str, forms.Field]:
        return {
            "perspective": RowField(self.perspectives, required=False),
            "theme": RowField(self.themes, required=False),
        }

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}


class LinkForm(RowForm):
    """A cause and an effect among the objectives of the map."""

    def __init__(self, data: Mapping[str, Any], *, objectives: Iterable[Objective]) -> None:
        self.objectives = list(objectives)
        super().__init__(data)

    def more_fields(self) -> dict[str, forms.Field]:
        unknown = {"invalid_choice": _("It is not on this map.")}
        return {
            name: RowField(self.objectives, error_messages=unknown) for name in ("cause", "effect")
        }


class JointWinForm(RowForm):
    """What one's own side hopes to win from an objective."""

    text = lines(gettext_lazy("Joint win"), 300, required=False)
    version = VersionField(required=False)

    @staticmethod
    def initial_of(win: JointWin | None) -> dict[str, Any]:
        return {"text": win.text if win else "", "version": win.version if win else 0}

    def values(self) -> dict[str, Any]:
        return {"text": self.cleaned_data.get("text", ""), "version": self.cleaned_data["version"]}
