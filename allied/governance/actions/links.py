"""The link in a mail that finishes one action of one person, without signing in."""

from django.core import signing
from django.urls import reverse

from allied.alliances.actors import actor_of
from allied.foundation.access.actor import Actor, View
from allied.foundation.access.admission import admit, every_room

from ..models import Action

SALT = "governance.action"
MAX_AGE = 60 * 60 * 24 * 60


def link_to(action: Action) -> str:
    """The path. It works for sixty days, for the owner it was sent to, while the action is open."""
    token = signing.dumps([action.pk, action.owner_id], salt=SALT)
    return reverse("governance:action_by_mail", args=[token])


def opened_by(token: str) -> tuple[Action, Actor] | None:
    """The action and its owner as an actor; None where the link holds no longer, for any reason."""
    try:
        pk, owner_id = signing.loads(token, salt=SALT, max_age=MAX_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    with every_room("the link in a mail names one action, whose owner need not be signed in"):
        row = Action.objects.filter(pk=pk, owner=owner_id)
        action = row.select_related("alliance", "room", "owner__user", "meeting").first()
    if action is None or action.owner.user is None or not action.owner.user.is_active:
        return None
    actor = actor_of(action.owner, View.OURS).within(action.alliance_id)
    admit(actor.entitled_room_ids)
    return (action, actor) if action.room_id in actor.room_ids else None
