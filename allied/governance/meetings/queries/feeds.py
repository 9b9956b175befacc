"""Reads of calendar feeds."""

from allied.foundation.access.actor import Actor

from ...models import CalendarFeed


def live_feed_of(actor: Actor) -> CalendarFeed | None:
    """The address that works now, if the person has one."""
    return CalendarFeed.objects.visible_to(actor).live().first()
