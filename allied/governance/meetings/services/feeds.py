"""The private calendar feed: made, revoked, used. Only the SHA-256 of its token is stored."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.services import record
from allied.people.models import Person

from ...models import CalendarFeed

SAID_EVERY: Final = timedelta(minutes=10)
"""How exactly the last use is kept: calendar programs ask often."""


@transaction.atomic
def make_feed(*, by: Actor) -> tuple[CalendarFeed, str]:
    """A new feed in place of the one before, and its token, which is kept nowhere."""
    demand(by, "people.edit_self")
    if by.token_id is not None:
        raise Refused(_("A token makes no calendar feed."))
    person = Person.objects.select_for_update().get(pk=by.person_id or 0)
    CalendarFeed.objects.filter(person=person, revoked_at=None).update(revoked_at=timezone.now())
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(person=person, token_hash=_hash(token))
    _record("governance.make_feed", by, feed)
    return feed, token


@transaction.atomic
def revoke_feed(*, by: Actor) -> None:
    """The address opens nothing from now on. Revoking twice is revoking once."""
    demand(by, "people.edit_self")
    mine = CalendarFeed.objects.visible_to(by).select_for_update().filter(revoked_at=None)
    for feed in mine:
        feed.revoked_at = timezone.now()
        feed.save(update_fields=["revoked_at"])
        _record("governance.revoke_feed", by, feed)


def use_feed(token: str) -> CalendarFeed | None:
    """The feed of this token that works now, its use noted; None without saying why not."""
    if len(token) > 100:
        return None
    live = CalendarFeed.objects.live().select_related("person")
    feed = live.filter(token_hash=_hash(token)).first()
    now = timezone.now()
    if feed and (feed.last_used_at is None or now - feed.last_used_at > SAID_EVERY):
        CalendarFeed.objects.filter(pk=feed.pk).update(last_used_at=now)
    return feed


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def _record(act: str, by: Actor, feed: CalendarFeed) -> None:
    record(act, by=by, kind="calendar_feed", object_id=feed.pk, label=by.name)
