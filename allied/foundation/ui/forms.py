"""What forms have in common: partial answers, refusals, lost races; and the fields they share."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from msgspec import Struct

from allied.foundation.access.refusal import Refused

LARGEST_VERSION = 2**31 - 2


class Theirs(Struct, frozen=True):
    """One field that somebody else saved in the meantime."""

    label: str
    text: str


class VersionField(forms.IntegerField):
    """The version that was read, carried through the form."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.HiddenInput)
        super().__init__(min_value=0, max_value=LARGEST_VERSION, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, int) else value


def line(label: Any, limit: int, **more: Any) -> forms.CharField:
    """One line of text in whatever direction it is written."""
    widget = forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=limit, widget=widget, **more)


def lines(label: Any, limit: int, rows: int = 2, **more: Any) -> forms.CharField:
    """Text that needs more than a line to be read while it is typed."""
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, max_length=limit, widget=widget, **more)


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, chosen from the browser's calendar or typed."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


class RowForm(forms.Form):
    """A form of a row that several people save. `partial`: only what was sent is changed."""

    def __init__(self, *args: Any, partial: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(self.more_fields())
        self.partial = partial and self.is_bound
        self.theirs: list[Theirs] = []
        if self.partial:
            for name in [name for name in self.fields if name not in self.data]:
                del self.fields[name]

    def more_fields(self) -> dict[str, forms.Field]:
        """Fields that depend on the alliance."""
        return {}

    def refuse(self, refused: Refused) -> None:
        """Show a refusal beside its field, or above the form where the field is not in it."""
        self.add_error(refused.field if refused.field in self.fields else None, str(refused))

    def lose_to(self, fresh: "RowForm", version: str = "version") -> None:
        """Somebody else saved first: show what, keep what was typed, and let it be saved over."""
        self.theirs = [
            Theirs(str(field.label), fresh.shown(name))
            for name, field in self.fields.items()
            if not isinstance(field.widget, forms.HiddenInput | forms.SelectMultiple)
            and name in fresh.initial
            and fresh.shown(name) != self.typed(name)
        ]
        data = self.data.copy()  # type: ignore[attr-defined]
        data[version] = str(fresh.initial.get(version, 0))
        self.data = data
        said = _("Somebody else saved this in the meantime. What you typed is still here.")
        self.add_error(None, said)

    def shown(self, name: str) -> str:
        """The stored value as the reader knows it."""
        return self._words(name, self.initial.get(name))

    def typed(self, name: str) -> str:
        """What was typed, in the same words."""
        return self._words(name, self[name].data)

    def _words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return _("yes") if value else _("no")
        for key, words in getattr(field, "choices", ()):
            pairs = words if isinstance(words, list) else [(key, words)]
            for choice, text in pairs:
                if str(choice) == str("" if value is None else value):
                    return str(text)
        return "" if value is None else str(value)


def trimmed(value: Any) -> str:
    """A number without useless zeros; what is none as it is."""
    text = "" if value is None else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


class PersonField(forms.TypedChoiceField):
    """Somebody of the given people, by company, or nobody. `kept`: who is named already."""

    def __init__(self, people: Iterable[Any], kept: Any | None, **kwargs: Any) -> None:
        self.people = {person.pk: person for person in people}
        groups: dict[str, list[tuple[int, str]]] = {}
        for person in self.people.values():
            groups.setdefault(person.company.name, []).append((person.pk, person.name))
        choices: list[Any] = [("", _("nobody yet")), *groups.items()]
        if kept is not None and kept.pk not in self.people:
            self.people[kept.pk] = kept
            choices.append((kept.pk, _("%(name)s (left)") % {"name": kept.name}))
        super().__init__(
            choices=choices, required=False, empty_value=None, coerce=self._person, **kwargs
        )

    def _person(self, value: str) -> Any:
        return self.people[int(value)]


class RowField(forms.TypedChoiceField):
    """One of the given rows. `asks`: none is chosen beforehand."""

    def __init__(self, rows: Iterable[Any], *, asks: bool = False, **kwargs: Any) -> None:
        self.rows: Mapping[str, Any] = {str(row.pk): row for row in rows}
        choices = [(pk, str(row)) for pk, row in self.rows.items()]
        if asks or not kwargs.get("required", True):
            choices.insert(0, ("", _("choose") if asks else ""))
        super().__init__(choices=choices, coerce=self.rows.__getitem__, empty_value=None, **kwargs)
