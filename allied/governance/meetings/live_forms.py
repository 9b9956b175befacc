"""Forms of the meeting page and of the minutes."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allied.alliances.models import Partner
from allied.alliances.queries import Colleague
from allied.foundation.ui.forms import RowField, RowForm, VersionField, day_field, line, lines

from ..models import Decision, MinuteEntry, Topic

KINDS = (
    ("note", gettext_lazy("Note")),
    ("decision", gettext_lazy("Decision")),
    ("action", gettext_lazy("Action")),
    ("dissent", gettext_lazy("Dissent")),
)
SHOWN_AT = {"title": "text", "decided": "text", "body": "text", "ballots": "text"}
WITHIN = timedelta(days=14)


def stands() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("It counts as"), choices=MinuteEntry.Stand.choices, required=False,
        initial=MinuteEntry.Stand.AGAINST,
    )  # fmt: skip


class EntryForm(RowForm):
    """One line of the record."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=KINDS, initial="note", widget=forms.RadioSelect
    )
    text = lines(gettext_lazy("What is to be recorded"), 10_000, rows=1)
    owner = forms.CharField(
        label=gettext_lazy("Owner"), max_length=300, required=False,
        widget=forms.TextInput(attrs={"list": "people", "dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip
    due_on = day_field(gettext_lazy("Due on"), required=False)
    whose = forms.CharField(
        label=gettext_lazy("Whose dissent"), max_length=140, required=False,
        widget=forms.TextInput(attrs={"list": "present", "dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip
    stand = stands()
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, topics: Iterable[Topic], people: Iterable[Colleague], **kwargs: Any
    ) -> None:
        self.topics, self.people = list(topics), list(people)
        super().__init__(*args, **kwargs)

    def more_fields(self) -> dict[str, forms.Field]:
        topic = RowField(self.topics, label=_("Topic"), required=False)
        topic.choices = [("", _("General")), *((str(row.pk), row.title) for row in self.topics)]
        return {"topic": topic}

    def refuse(self, refused: Any) -> None:
        refused.field = SHOWN_AT.get(refused.field, refused.field)
        super().refuse(refused)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == "action" and "owner" not in self.errors:
            data["person_id"] = owner_typed(self, data.get("owner", ""), self.people)
            if data.get("due_on") is None and "due_on" not in self.errors:
                self.add_error("due_on", _("Enter the day it is due."))
        return data


def owner_typed(form: RowForm, typed: str, people: Sequence[Colleague]) -> int | None:
    """The one of this alliance whose name, or name and company, was typed; else a fault says why
    not."""
    wanted = " ".join(typed.casefold().split())
    found = [c for c in people if wanted in _names(c)]
    if not found and wanted:
        found = [c for c in people if wanted in c.name.casefold()]
    if len(found) == 1:
        return found[0].person_id
    if not wanted:
        said = _("Say who promises it.")
    elif found:
        said = _("Several are called so: choose one of the list.")
    else:
        said = _("Choose somebody of this alliance.")
    form.add_error("owner", said)
    return None


def _names(colleague: Colleague) -> set[str]:
    return {" ".join(name.casefold().split()) for name in (colleague.name, called(colleague))}


def called(colleague: Colleague) -> str:
    """As the list of owners offers somebody."""
    return f"{colleague.name} · {colleague.company}"


class RaiseForm(RowForm):
    """A topic that comes up in the meeting."""

    title = lines(gettext_lazy("Topic"), 200, rows=1)
    wanted = forms.ChoiceField(label=gettext_lazy("Wanted"), choices=Topic.Wanted.choices)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=480)
    owner = forms.CharField(
        label=gettext_lazy("Owner"), max_length=300, required=False,
        widget=forms.TextInput(attrs={"list": "people", "dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Iterable[Colleague], **kwargs: Any) -> None:
        self.people = list(people)
        usual = {"key": uuid4(), "minutes": 10, "wanted": Topic.Wanted.DISCUSS.value}
        super().__init__(*args, initial=usual, auto_id="raise_%s", **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        typed = data.get("owner", "")
        data["person_id"] = owner_typed(self, typed, self.people) if typed.strip() else None
        return data


class EntryEditForm(RowForm):
    version = VersionField()
    text = lines(gettext_lazy("Text"), 10_000, rows=3)
    whose = line(gettext_lazy("Whose dissent"), 140, required=False)
    stand = stands()

    def __init__(self, *args: Any, decisions: Iterable[Decision], **kwargs: Any) -> None:
        self.decisions = list(decisions)
        super().__init__(*args, **kwargs)

    def more_fields(self) -> dict[str, forms.Field]:
        about = RowField(self.decisions, label=_("Which decision it is about"), required=False)
        about.choices = [
            ("", _("the next one under its topic")),
            *((str(row.pk), f"{row.number}. {row.title}") for row in self.decisions),
        ]
        return {"about": about}

    def refuse(self, refused: Any) -> None:
        refused.field = SHOWN_AT.get(refused.field, refused.field)
        super().refuse(refused)


class GuestForm(RowForm):
    name = line(gettext_lazy("Guest"), 140)

    def __init__(self, *args: Any, partners: Iterable[Partner], **kwargs: Any) -> None:
        self.partners = list(partners)
        super().__init__(*args, **kwargs)

    def more_fields(self) -> dict[str, forms.Field]:
        return {"partner": RowField(self.partners, label=_("Of"), required=False)}


class CorrectionForm(RowForm):
    comment = lines(gettext_lazy("What is to be corrected"), 2000)


class AddendumForm(RowForm):
    text = lines(gettext_lazy("Addendum"), 10_000, rows=4)


def usual_day(today: date) -> date:
    """What an action is due by unless somebody says otherwise."""
    return today + WITHIN
