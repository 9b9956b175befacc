"""What waits for an answer of a partner: targets under negotiation, a proposed map."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allied.agreement.models import MapVersion, State
from allied.agreement.queries import Tally, partners_asked, tallies_of
from allied.alliances.models import Partner
from allied.foundation.access.actor import Actor
from allied.scorecard.models import Offer, Reply
from allied.scorecard.targets.queries import told

from ...models import Meeting
from .suggestion import DECIDE, Suggestion, days, on


def from_waiting(seen: Actor, meeting: Meeting) -> Iterator[Suggestion]:
    partners = partners_asked(meeting.alliance)
    yield from _versions(seen, meeting, partners)
    yield from _targets(seen, meeting, partners)


def _versions(seen: Actor, meeting: Meeting, partners: list[Partner]) -> Iterator[Suggestion]:
    joint = seen.seats[meeting.alliance_id].joint_room_id
    rows = MapVersion.objects.visible_to(seen).filter(
        alliance=meeting.alliance_id, room=joint, state=State.PROPOSED
    )
    versions = list(rows.defer("document", "scorecard"))
    tallies = tallies_of(versions, partners, seen)
    for row in versions:
        said = [_tally(one) for one in tallies[row.pk] if not one.is_complete]
        why = _("Proposed on %(day)s by %(who)s. %(said)s") % {
            "day": on(timezone.localtime(row.proposed_at)), "who": row.author,
            "said": " ".join(said),
        }  # fmt: skip
        title = _("Version %(number)d of the map") % {"number": row.number}
        yield Suggestion("map_version", row.pk, title, why.strip(), DECIDE, row.proposed_by_id)


def _tally(one: Tally) -> str:
    company = {"company": one.partner.company.name}
    if one.objected:
        return ngettext(
            "%(company)s objects to %(n)d objective.", "%(company)s objects to %(n)d objectives.",
            one.objected,
        ) % {**company, "n": one.objected}  # fmt: skip
    if one.objects:
        return _("%(company)s objects to the whole.") % company
    return ngettext(
        "%(company)s has %(n)d answer to give.", "%(company)s has %(n)d answers to give.", one.waits
    ) % {**company, "n": one.waits}


def _targets(seen: Actor, meeting: Meeting, partners: list[Partner]) -> Iterator[Suggestion]:
    """One for each measure with an open offer in the room, the longest waiting first."""
    rows = Offer.objects.visible_to(seen).filter(
        alliance=meeting.alliance_id, state=Offer.State.OPEN, measure__removed_at=None,
        measure__objective__removed_at=None,
    )  # fmt: skip
    offers = list(rows.select_related("measure", "partner__company"))
    replied: dict[int, set[int]] = {}
    for offer, partner in Reply.objects.visible_to(seen).filter(
        offer__in=[row.pk for row in offers]
    ).values_list("offer", "partner"):  # fmt: skip
        replied.setdefault(offer, set()).add(partner)
    done: set[int] = set()
    for row in offers:
        silent = [
            one.company.name for one in partners
            if one.pk != row.partner_id and one.pk not in replied.get(row.pk, set())
        ]  # fmt: skip
        if silent and row.measure_id not in done:
            done.add(row.measure_id)
            yield Suggestion(
                "target", row.measure_id, row.measure.name,
                _waits(row, silent, meeting.alliance.today()), DECIDE, row.measure.owner_id,
                minutes=15,
            )  # fmt: skip


def _waits(offer: Offer, silent: list[str], today: date) -> str:
    words = {
        "company": offer.partner.company.name if offer.partner else offer.measure.name,
        "values": ", ".join(f"{name} {value}" for name, value in told(offer, offer.measure)),
        "day": on(offer.valid_from), "silent": ", ".join(silent),
        "days": days(_since(offer.made_at, today)),
    }  # fmt: skip
    return _(
        "%(company)s offered from %(day)s: %(values)s. %(silent)s has not answered for %(days)s."
    ) % words  # fmt: skip


def _since(moment: datetime, today: date) -> int:
    return max(0, (today - timezone.localtime(moment).date()).days)
