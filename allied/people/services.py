"""Writes of companies and people."""

import zoneinfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor, View
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.accounts.models import User
from allied.foundation.audit.models import Entry
from allied.foundation.audit.services import record

from .models import Company, Person


def hire(*, company: Company, name: str, user: User | None, title: str = "") -> Person:
    """A new person of a company, for the login `user`. Who may do it, the caller has asked."""
    if not name.strip():
        raise Refused(_("Say who you are."), "name")
    return Person.objects.create(company=company, name=name.strip(), user=user, title=title.strip())


@transaction.atomic
def edit_self(*, by: Actor, name: str, title: str, time_zone: str, language: str) -> Person:
    """What a person says of itself. Past entries of the trail keep the name of their time."""
    demand(by, "people.edit_self")
    person = Person.objects.select_for_update().get(pk=by.person_id or 0)
    if not name.strip():
        raise Refused(_("A person has a name."), "name")
    if time_zone not in zoneinfo.available_timezones():
        raise Refused(_("Choose one of the time zones."), "timezone")
    if language and language not in dict(settings.LANGUAGES):
        raise Refused(_("Choose one of the languages."), "language")
    person.name, person.title = name.strip(), title.strip()
    person.timezone, person.language = time_zone, language
    person.save(update_fields=["name", "title", "timezone", "language"])
    record("people.edit_self", by=by, kind="person", object_id=person.pk, label=person.name)
    return person


@transaction.atomic
def mark_seen(*, by: Actor, entry_id: int) -> None:
    """The person has seen the trail up to this entry: of the joint rooms, in our room of ours too.

    Never goes back, and never beyond the last entry there is.
    """
    demand(by, "people.edit_self")
    last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    person = Person.objects.select_for_update().get(pk=by.person_id or 0)
    seen = min(entry_id, last)
    person.seen_joint = max(person.seen_joint, seen)
    if by.view is View.OURS:
        person.seen_ours = max(person.seen_ours, seen)
    person.save(update_fields=["seen_joint", "seen_ours"])
