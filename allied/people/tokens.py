"""Access tokens: made, revoked, and turned back into the person who made them.

Only the SHA-256 of a token is stored: who reads the database cannot use one. Each has 256 bits of
chance, so that guessing needs no brake.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.services import record

from .models import AccessToken, Person

PREFIX: Final = "allied_"
LIVES: Final = (7, 30, 90, 365)
"""How many days a token may live."""
MOST: Final = 20
SAID_EVERY: Final = timedelta(minutes=1)
"""How exactly the last use is kept: a write for every read would make reading slow."""


@transaction.atomic
def make_token(
    *, by: Actor, name: str, scope: str, view: str, days: int
) -> tuple[AccessToken, str]:
    """A new token of the actor, and its text, which is kept nowhere."""
    demand(by, "people.edit_self")
    if by.token_id is not None:
        raise Refused(_("A token makes no tokens."))
    name = " ".join(name.split())
    if not name or len(name) > 80 or "\0" in name:
        raise Refused(_("Name the token by what uses it, in at most 80 characters."), "name")
    if scope not in AccessToken.Scope.values:
        raise Refused(_("Choose what the token may do."), "scope")
    if view not in AccessToken.Sees.values:
        raise Refused(_("Choose what the token sees."), "view")
    if days not in LIVES:
        raise Refused(_("Choose how long the token lives."), "days")
    person = Person.objects.select_for_update().get(pk=by.person_id or 0)
    if AccessToken.objects.live().filter(person=person).count() >= MOST:
        raise Refused(_("You have %(most)d tokens. Revoke one first.") % {"most": MOST})
    text = PREFIX + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(
        person=person, name=name, token_hash=_hash(text), scope=scope, view=view,
        expires_at=timezone.now() + timedelta(days=days),
    )  # fmt: skip
    _record("people.make_token", by, token, scope=scope, view=view, days=days)
    return token, text


@transaction.atomic
def revoke_token(*, by: Actor, token: AccessToken) -> None:
    """From now on the token opens nothing. Revoking twice is revoking once."""
    demand(by, "people.edit_self")
    mine = AccessToken.objects.visible_to(by).select_for_update().filter(pk=token.pk)
    found = mine.filter(revoked_at__isnull=True).first()
    if found is None:
        return
    found.revoked_at = timezone.now()
    found.save(update_fields=["revoked_at"])
    _record("people.revoke_token", by, found)


def use_token(text: str) -> AccessToken | None:
    """The token of this text that works now, its use noted; None without saying why not."""
    if not text.startswith(PREFIX) or len(text) > 200:
        return None
    live = AccessToken.objects.live().filter(person__user__is_active=True)
    token = live.select_related("person").filter(token_hash=_hash(text)).first()
    now = timezone.now()
    if token and (token.last_used_at is None or now - token.last_used_at > SAID_EVERY):
        AccessToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def _record(act: str, by: Actor, token: AccessToken, **details: Any) -> None:
    record(act, by=by, kind="access_token", object_id=token.pk, label=token.name, **details)
