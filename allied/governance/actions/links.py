"""The link in a mail that finishes one action of one person, without signing in."""

from django.core import signing
from django.urls import reverse

from allied.alliances.actors import bearer_of
from allied.foundation.access.actor import Actor, View
from allied.people.models import Person

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
    owner = Person.objects.filter(pk=owner_id, user__is_active=True).first()
    if owner is None:
        return None
    actor = bearer_of(owner, View.OURS)
    near = ("alliance", "room", "owner", "meeting")
    rows = Action.objects.visible_to(actor).filter(pk=pk, owner=owner)
    action = rows.select_related(*near).first()
    return (action, actor.within(action.alliance_id)) if action else None
