"""Reads of people."""

from allied.foundation.access.actor import Actor

from .models import Person


def person_of(actor: Actor) -> Person:
    """The person who acts."""
    return Person.objects.select_related("company", "user").get(pk=actor.person_id or 0)
