"""What the page of one body says."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from allied.foundation.access.actor import Actor
from allied.scorecard.initiatives.amounts import money_text

from ..models import Body, BodyMember, CadenceUnit, DecisionRight, DecisionRule
from .charter import partners_on, unseated
from .queries import children_of, seats_of


class BodyPage(Struct, frozen=True):
    seats: list[BodyMember]
    former: list[BodyMember]
    rights: list[tuple[DecisionRight, str]]
    children: list[Body]
    quorum: list[str]
    rule: str
    cadence: str
    unseated: list[str]
    """The partners for whom nobody with a vote sits there: without them it decides nothing."""


def body_page(actor: Actor, body: Body) -> BodyPage:
    """Four queries."""
    today = body.alliance.today()
    seats = seats_of(actor, body)
    rights = DecisionRight.objects.visible_to(actor).filter(body=body).select_related("matter")
    sitting = [seat for seat in seats if _sits(seat, today)]
    now = [seat for seat in sitting if seat.since <= today]
    return BodyPage(
        seats=sitting,
        former=[seat for seat in seats if not _sits(seat, today)],
        rights=[(right, money_text(right.up_to, right.currency)) for right in rights],
        children=children_of(actor, body),
        quorum=quorum_in_words(body),
        rule=rule_in_words(body),
        cadence=cadence_in_words(body),
        unseated=[partner.company.name for partner in unseated(now, partners_on(body, today))],
    )


def _sits(seat: BodyMember, day: date) -> bool:
    return seat.until is None or seat.until > day


def quorum_in_words(body: Body) -> list[str]:
    """Each condition, a line."""
    said = []
    if body.quorum_each_partner:
        said.append(
            ngettext(
                "%(count)d member of each partner", "%(count)d members of each partner",
                body.quorum_each_partner,
            ) % {"count": body.quorum_each_partner}
        )  # fmt: skip
    if body.quorum_members:
        said.append(
            ngettext("%(count)d member in all", "%(count)d members in all", body.quorum_members)
            % {"count": body.quorum_members}
        )
    if body.quorum_percent:
        said.append(_("%(percent)d percent of the members") % {"percent": body.quorum_percent})
    if body.quorum_needs_chair:
        said.append(_("the chair"))
    return said


def rule_in_words(body: Body) -> str:
    if body.rule == DecisionRule.CONSENSUS:
        return _("Consensus: nobody present who has a vote objects.")
    if body.rule == DecisionRule.FINAL_SAY:
        partner = body.final_say.company.name if body.final_say else ""
        return _(
            "%(partner)s has the final say on the matters marked so; on all others each partner"
            " has one vote and all must agree."
        ) % {"partner": partner}
    if body.rule == DecisionRule.MAJORITY:
        return _majority_in_words(body)
    return _("Each partner has one vote together, and all partners must agree.")


def _majority_in_words(body: Body) -> str:
    """More than a half, or at least any higher share: as `pure/voting` counts it."""
    half = body.majority_numerator * 2 == body.majority_denominator
    share = f"{body.majority_numerator}/{body.majority_denominator}"
    words = {"share": share, "of": body.get_majority_of_display()}
    if body.majority_by_partner:
        if half:
            return _("Majority: more than half of the partners, each with one vote.")
        return _("Majority: at least %(share)s of the partners, each with one vote.") % words
    if half:
        return _("Majority: more than half of the %(of)s.") % words
    return _("Majority: at least %(share)s of the %(of)s.") % words


def cadence_in_words(body: Body) -> str:
    if body.cadence_unit == CadenceUnit.NONE:
        return _("As needed.")
    every = body.cadence_every
    if body.cadence_unit == CadenceUnit.WEEK:
        return ngettext("Every week.", "Every %(count)d weeks.", every) % {"count": every}
    named = {3: _("Every quarter."), 6: _("Every half-year."), 12: _("Every year.")}
    plain = ngettext("Every month.", "Every %(count)d months.", every) % {"count": every}
    return named.get(every, plain)
