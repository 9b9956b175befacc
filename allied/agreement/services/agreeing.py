"""A partner's answers to a proposed version, and how the last one puts it in force."""

import unicodedata
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from msgspec import Struct

from allied.alliances.models import Partner
from allied.foundation.access.actor import Actor, View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.scorecard.reviews.payload import frozen_scorecard
from allied.strategy.services.texts import one_line

from ..models import WHOLE, Answer, MapVersion, Stance, State
from ..queries import partners_asked
from .trail import trace

LONGEST = 1000


class Said(Struct, frozen=True):
    """One answer. `subject`: the id of the objective, 0 for the whole."""

    subject: int
    answer: str
    comment: str = ""
    acceptable: str = ""

    def is_as(self, row: Stance | None) -> bool:
        return row is not None and (self.answer, self.comment, self.acceptable) == (
            row.answer, row.comment, row.acceptable,
        )  # fmt: skip


@transaction.atomic
def give_stances(
    *, by: Actor, version: MapVersion, entries: Sequence[Said],
    seen: Mapping[int, int] | None = None,
) -> bool:  # fmt: skip
    """Write the answers of the actor's own side, all or none; whether the version came in force.

    `seen`: by subject the id of the own side's answer that was read (0 for none). Conflict, with
    the answers that stand by subject, where somebody of the same side answered otherwise since;
    with the version where it is not open any more. Refused at the field of an answer that lacks
    what an objection must say. What says the same as what stands is not written again.
    """
    demand(by, "agreement.give", version.alliance)
    partner = _own_side(by, version)
    held = MapVersion.objects.select_for_update().get(pk=version.pk)
    held.alliance = version.alliance
    if not held.is_open:
        raise Conflict(held)
    rows = held.stances.filter(partner=partner, superseded_at__isnull=True)
    standing = {row.subject: row for row in rows}
    checked = _checked(held, entries)
    said = [each for each in checked if not each.is_as(standing.get(each.subject))]
    lost = {
        each.subject: standing.get(each.subject) for each in said
        if seen is not None and seen.get(each.subject, 0) != _pk(standing.get(each.subject))
    }  # fmt: skip
    if lost:
        raise Conflict(lost)
    _write(by, held, partner, said, standing)
    return _settle(held, by)


def _pk(row: Stance | None) -> int:
    return row.pk if row else 0


def _own_side(by: Actor, version: MapVersion) -> Partner:
    seat = by.seats[version.alliance_id]
    own = [row for row in partners_asked(version.alliance) if row.pk == seat.partner_id]
    if not own:
        raise Refused(_("Your company has left the alliance: its agreement is not asked."))
    return own[0]


def _checked(version: MapVersion, entries: Sequence[Said]) -> list[Said]:
    """Each answer with its texts as they are kept, or Refused."""
    known = {WHOLE, *(row["id"] for row in version.document["objectives"])}
    found = []
    for each in entries:
        pk = each.subject
        if pk not in known:
            raise Refused(_("This version does not hold that objective."))
        if each.answer not in Answer.values:
            raise Refused(_("Agree or object."), f"answer_{pk}")
        comment = one_line(each.comment, LONGEST, f"comment_{pk}")
        acceptable = one_line(each.acceptable, LONGEST, f"acceptable_{pk}")
        if each.answer == Answer.AGREE:
            acceptable = ""
        elif not _says_something(acceptable):
            raise Refused(_("Say what would make it acceptable."), f"acceptable_{pk}")
        found.append(Said(pk, each.answer, comment, acceptable))
    return found


def _says_something(text: str) -> bool:
    return any(unicodedata.category(sign)[0] not in "ZC" for sign in text)


def _write(
    by: Actor, version: MapVersion, partner: Partner, said: Sequence[Said],
    standing: Mapping[int, Stance],
) -> None:  # fmt: skip
    if not said:
        return
    now = timezone.now()
    gone = [standing[each.subject].pk for each in said if each.subject in standing]
    Stance.objects.filter(pk__in=gone).update(superseded_at=now)
    Stance.objects.bulk_create(
        Stance(
            version=version, partner=partner, subject=each.subject, answer=each.answer,
            comment=each.comment, acceptable=each.acceptable, person_id=by.person_id,
            author=by.name or "system", at=now,
        )
        for each in said
    )  # fmt: skip
    agreed = sum(each.answer == Answer.AGREE for each in said)
    trace(
        "give", by, version, company=partner.company.name, agreed=agreed,
        objected=len(said) - agreed,
    )  # fmt: skip


def _settle(version: MapVersion, by: Actor) -> bool:
    """In force where every partner has agreed every objective and the whole."""
    rows = version.stances.filter(superseded_at__isnull=True, answer=Answer.AGREE)
    agreed = dict(rows.order_by().values_list("partner").annotate(n=Count("pk")))
    asked = partners_asked(version.alliance)
    if not asked or any(agreed.get(row.pk, 0) <= version.objectives for row in asked):
        return False
    now = timezone.now()
    in_force = MapVersion.objects.select_for_update().filter(
        room=version.room_id, state=State.IN_FORCE
    )
    for earlier in in_force:
        earlier.state, earlier.ended_at, earlier.ended_by = State.SUPERSEDED, now, by.name
        earlier.scorecard = frozen_scorecard(version.alliance, by.looking_at(View.JOINT))
        earlier.save(update_fields=["state", "ended_at", "ended_by", "scorecard"])
        trace("supersede", by, earlier, number=version.number)
    version.state, version.in_force_at = State.IN_FORCE, now
    version.save(update_fields=["state", "in_force_at"])
    trace("put_in_force", by, version)
    return True
