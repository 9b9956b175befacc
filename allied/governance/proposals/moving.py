"""What sharing a proposal of our room shows, and when it cannot go."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from allied.alliances import sharing
from allied.alliances.rooms import Room

from ..models import Proposal


def proposal_shown(row: Proposal) -> list[sharing.Shown]:
    """All that the partner will see of it."""
    named = [str(each) for each in (row.objective, row.measure, row.team) if each]
    change = [str(row.change.normalize())] if row.change is not None else []
    steps = [
        " · ".join(
            filter(
                None, (str(s.get_state_display()), s.reason, s.author, date_format(s.at))
            )
        )
        for s in row.steps.all()
    ]  # fmt: skip
    return [
        sharing.Shown(
            _("The proposal"), [row.title, *row.text.splitlines(), *row.why.splitlines()]
        ),
        sharing.Shown(_("What it is about, and by how much"), [*named, *change]),
        sharing.Shown(_("Its author"), [row.author]),
        sharing.Shown(_("Its steps so far, with their reasons"), steps),
    ]


def proposal_objection(row: Proposal, joint: Room) -> str | None:
    """Why it cannot go to the joint room, in a sentence."""
    if row.state not in {Proposal.State.SUGGESTED, Proposal.State.TAKEN_UP}:
        return _("Only a proposal that no body has before it can be shared.")
    if row.team is not None and row.team.room_id != joint.pk:
        return _("Its team is one of our own room. Choose a joint team first, or none.")
    named = [record for record in (row.objective, row.measure) if record is not None]
    if any(record.room_id != joint.pk for record in named):
        return _("It names something of our own room. Share that first, or take it off.")
    return None
