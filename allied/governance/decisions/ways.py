"""What can be done where the charter does not carry a decision: who is asked next, and where."""

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import allowed

from ..models import Body, DecisionRule
from .services import NotCarried


class Way(Struct, frozen=True):
    says: str
    url: str


def ways_on(actor: Actor, refused: NotCarried, *, climbs: bool = True) -> list[Way]:
    """Seat whoever is missing, another rule that the charter has, or the ladder.

    `climbs`: it can be escalated; not where it is on the ladder already.
    """
    body = refused.body
    slug, found = body.alliance.slug, []
    if refused.unseated and allowed(actor, "governance.edit_bodies", body.alliance):
        url = reverse("governance:body_seat_add", args=[slug, body.pk])
        found.append(Way(_("Give %(who)s a seat") % {"who": ", ".join(refused.unseated)}, url))
    if says := _final_say(body, refused):
        found.append(Way(says, _question(slug, refused)))
    if climbs and allowed(actor, "governance.escalate", body.alliance):
        url = reverse("governance:escalation_add", args=[slug])
        asked = f"?kind=decision&pk={refused.decision.pk}" if refused.decision else ""
        found.append(Way(_("Escalate it"), url + asked))
    return found


def _final_say(body: Body, refused: NotCarried) -> str:
    """Where the charter has a final say, and the question is of none of its matters yet."""
    if body.rule != DecisionRule.FINAL_SAY or body.final_say is None:
        return ""
    marked = list(body.rights.filter(is_final_say=True).select_related("matter"))
    own = refused.decision.matter_id if refused.decision else None
    if not marked or own in {right.matter_id for right in marked}:
        return ""
    return _("Name its matter: %(who)s has the final say on %(matters)s") % {
        "who": body.final_say.company.name,
        "matters": ", ".join(right.matter.name for right in marked),
    }


def _question(slug: str, refused: NotCarried) -> str:
    if refused.decision is not None:
        return reverse("governance:decision_edit", args=[slug, refused.decision.pk])
    return reverse("governance:decision_raise", args=[slug]) + f"?body={refused.body.pk}"
