"""What the forms share: faults from services, and both texts where somebody saved first."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.alliances.queries import people_on
from allied.foundation.access.actor import Actor
from allied.foundation.access.refusal import Refused


class Difference(NamedTuple):
    """One field that somebody else changed: its label, their text, and what was typed here."""

    label: str
    theirs: str
    typed: str


def add_refusal(form: forms.Form, refused: Refused) -> None:
    """Show the refusal beside its field, or above the form where it has none here."""
    field = refused.field if refused.field in form.fields else None
    form.add_error(field, str(refused))


def retype(form: forms.Form, name: str, text: str) -> None:
    """Change what was posted for a hidden field, so that the form shows the new text again."""
    posted: Any = form.data
    form.data = posted.copy()
    form.data[name] = text  # type: ignore[index]


def people_choices(alliance: Alliance, actor: Actor, *, own_side: bool) -> list[tuple[Any, Any]]:
    """The people of the alliance by company, nobody first; only ours for a record of our room."""
    seat = actor.seats[alliance.pk]
    groups: dict[str, list[tuple[str, str]]] = {}
    for person in people_on(alliance, actor):
        if not own_side or person.partner_id == seat.partner_id:
            groups.setdefault(person.company, []).append((str(person.person_id), person.name))
    return [("", _("nobody yet")), *groups.items()]


def differences(form: forms.Form, theirs: dict[str, Any], names: Sequence[str]) -> list[Difference]:
    """The fields in which what is stored now differs from what was typed."""
    found = []
    for name in names:
        typed = form[name].value()
        stored = theirs.get(name)
        if _said(form, name, stored) != _said(form, name, typed):
            label = str(form.fields[name].label or name)
            found.append(Difference(label, _said(form, name, stored), _said(form, name, typed)))
    return found


def _said(form: forms.Form, name: str, value: Any) -> str:
    """A value as a reader knows it: the name of a choice, yes or no, or the text itself."""
    field = form.fields[name]
    if isinstance(field, forms.BooleanField):
        return _("yes") if value in (True, "on", "true", "True", "1") else _("no")
    if value is None:
        return ""
    if isinstance(field, forms.ChoiceField):
        return _choice(field.choices, str(value))
    return str(value)


def _choice(choices: Any, value: str) -> str:
    for key, label in choices:
        if isinstance(label, list | tuple):
            found = _choice(label, value)
            if found != value:
                return found
        elif str(key) == value:
            return str(label)
    return value
