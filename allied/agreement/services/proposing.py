"""Proposing the working map as a version, and withdrawing a proposal."""

import hashlib
import json

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.alliances.queries import joint_room
from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.strategy.models import StrategyMap
from allied.strategy.services.texts import one_line

from ..compare import compared, same_text
from ..document import FrozenMap, thawed, to_json
from ..models import WHOLE, MapVersion, Stance, State
from ..queries import partners_asked, working_map
from .trail import trace

LONGEST = 500


def fingerprint(found: FrozenMap, replaced: int | None) -> str:
    """What a proposer saw: the map without its places, and the open proposal it would replace."""
    said = {key: value for key, value in to_json(found).items() if key != "placement"}
    for row in said["objectives"]:
        row.pop("pin")
    text = json.dumps([said, replaced], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@transaction.atomic
def propose_version(
    *, by: Actor, alliance: Alliance, why: str, seen: str | None = None,
    is_illustrative: bool = False,
) -> MapVersion:  # fmt: skip
    """Freeze the working map as the next version. It replaces an open proposal.

    Answers to objectives that say the same are carried over, those on the whole never. Refused for
    an empty map and where nothing differs; Conflict where the map or the open proposal is not the
    one `seen` (a fingerprint) any more.
    """
    demand(by, "agreement.propose", alliance)
    why = one_line(why, LONGEST, "why", required=True)
    StrategyMap.objects.select_for_update().filter(alliance=alliance).first()
    room = joint_room(alliance)
    found = working_map(alliance, by)
    rows = MapVersion.objects.select_for_update().filter(room=room)
    known = {row.state: row for row in rows.filter(state__in=[State.PROPOSED, State.IN_FORCE])}
    replaced = known.get(State.PROPOSED)
    if seen is not None and seen != fingerprint(found, replaced.pk if replaced else None):
        raise Conflict(replaced)
    _check(found, known)
    number = (MapVersion.objects.filter(room=room).aggregate(last=Max("number"))["last"] or 0) + 1
    if replaced is not None:
        end(replaced, by, _("Replaced by version %(number)d.") % {"number": number})
        trace("replace", by, replaced, number=number)
    version = MapVersion.objects.create(
        alliance=alliance, room=room, number=number, why=why, proposed_by_id=by.person_id,
        author=by.name or "system", objectives=len(found.objectives), document=to_json(found),
        is_illustrative=is_illustrative,
    )  # fmt: skip
    _carry(version, found, [row for row in (replaced, known.get(State.IN_FORCE)) if row])
    trace("propose", by, version, why=why)
    return version


@transaction.atomic
def withdraw_version(*, by: Actor, version: MapVersion, why: str = "") -> None:
    """Take an open proposal back. Conflict where it is not open any more."""
    demand(by, "agreement.propose", version.alliance)
    why = one_line(why, LONGEST, "why")
    held = MapVersion.objects.select_for_update().get(pk=version.pk)
    if not held.is_open:
        raise Conflict(held)
    end(held, by, why)
    trace("withdraw", by, held, why=why)


def end(version: MapVersion, by: Actor, why: str) -> None:
    version.state, version.ended_at = State.WITHDRAWN, timezone.now()
    version.ended_by, version.ended_why = by.name or "system", why
    version.save(update_fields=["state", "ended_at", "ended_by", "ended_why"])


def _check(found: FrozenMap, known: dict[str, MapVersion]) -> None:
    if not found.objectives:
        raise Refused(_("The map has no objective yet: there is nothing to agree."))
    for row in known.values():
        if compared(thawed(row.document), found).is_empty:
            raise Refused(
                _("Nothing differs from version %(number)d, which is %(state)s.")
                % {"number": row.number, "state": row.get_state_display()}
            )


def _carry(version: MapVersion, found: FrozenMap, sources: list[MapVersion]) -> None:
    """The standing answers of the first source that has one, to objectives that say the same."""
    asked = {partner.pk for partner in partners_asked(version.alliance)}
    carried: dict[tuple[int, int], Stance] = {}
    for source in sources:
        before = thawed(source.document)
        old = {row.id: row for row in before.objectives}
        same = {
            row.id for row in found.objectives
            if row.id in old and same_text(old[row.id], before, row, found)
        }  # fmt: skip
        rows = source.stances.filter(superseded_at__isnull=True).exclude(subject=WHOLE)
        for row in rows.order_by("pk"):
            if row.subject in same and row.partner_id in asked:
                carried.setdefault((row.partner_id, row.subject), _copied(row, version, source))
    Stance.objects.bulk_create(carried.values())


def _copied(row: Stance, version: MapVersion, source: MapVersion) -> Stance:
    return Stance(
        version=version, partner_id=row.partner_id, subject=row.subject, answer=row.answer,
        comment=row.comment, acceptable=row.acceptable, person_id=row.person_id,
        author=row.author, at=row.at, carried_from=row.carried_from or source.number,
    )  # fmt: skip
