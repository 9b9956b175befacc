"""Reads of people."""

from allied.foundation.access.actor import Actor, View

from .models import AccessToken, Person


def person_of(actor: Actor) -> Person:
    """The person who acts."""
    return Person.objects.select_related("company", "user").get(pk=actor.person_id or 0)


def tokens_of(actor: Actor) -> list[AccessToken]:
    """The person's own tokens, newest first, without the revoked. None on a shared screen."""
    if actor.view is View.PRESENT:
        return []
    return list(AccessToken.objects.visible_to(actor).filter(revoked_at__isnull=True))


def token_visible_to(actor: Actor, pk: int) -> AccessToken | None:
    return next((token for token in tokens_of(actor) if token.pk == pk), None)
