"""Which option is recommended, by whom and why: said beside the options, or not at all."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from msgspec import Struct

from allied.foundation.access.actor import Actor
from allied.foundation.access.refusal import Refused
from allied.people.models import Person
from allied.scorecard.services.owners import check_owner_in
from allied.strategy.services.texts import one_line

from ...models import Decision, Option

LONGEST = 300


class Recommendation(Struct, frozen=True):
    """`place`: of the option among those that are written; None: none is recommended.

    `by`: who recommends it; None: whoever writes it down.
    """

    place: int | None = None
    by: Person | None = None
    why: str = ""


def recommend(
    by: Actor, row: Decision, made: Sequence[Option | None], said: Recommendation
) -> None:
    """Put it into the row, unsaved. Refused where the option is not there."""
    if said.place is None:
        if said.why.strip() not in {"", row.recommended_why}:
            raise Refused(_("Choose the option that is recommended."), "recommended")
        row.recommended, row.recommended_by, row.recommended_why = None, None, ""
        return
    option = made[said.place] if 0 <= said.place < len(made) else None
    if option is None:
        raise Refused(_("Recommend an option that is written down."), "recommended")
    if said.by is not None and said.by.pk != row.recommended_by_id:
        try:
            check_owner_in(row.alliance, row.room, said.by)
        except Refused as refused:
            raise Refused(refused.message, "recommended_by") from None
    row.recommended = option
    row.recommended_by_id = said.by.pk if said.by else by.person_id
    row.recommended_why = one_line(said.why, LONGEST, "recommended_why")
