"""What sharing an open question of our room shows, and when it cannot go."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from allied.alliances import sharing
from allied.alliances.rooms import Room
from allied.scorecard.initiatives.amounts import money_text

from ..models import Decision
from .services.raising import next_number
from .services.tossing import coins_of


def decision_shown(row: Decision) -> list[sharing.Shown]:
    """All that the partner will see of it."""
    options = [
        " · ".join(filter(None, (option.title, option.for_it, option.against_it)))
        for option in row.options.all()
    ]
    return [
        sharing.Shown(_("The question"), [row.title, *row.situation.splitlines()]),
        sharing.Shown(_("Its options, with what speaks for and against"), options),
        sharing.Shown(_("What is recommended"), _recommended(row)),
        sharing.Shown(_("What it rests on"), [str(ground) for ground in row.grounds.all()]),
        sharing.Shown(_("About it"), _about(row)),
        sharing.Shown(_("Votes so far, earlier ones too"), _votes(row)),
        sharing.Shown(_("Coins laid and tossed"), [each["laid_by"] for each in coins_of(row)]),
        sharing.Shown(_("What follows"), [_("It gets the next number of the joint log.")]),
    ]


def _recommended(row: Decision) -> list[str]:
    if row.recommended is None:
        return []
    said = (row.recommended.title, str(row.recommended_by or ""), row.recommended_why)
    return [" · ".join(filter(None, said))]


def _about(row: Decision) -> list[str]:
    raised = ", ".join(filter(None, (date_format(row.raised_at), str(row.raised_by or ""))))
    lines = [
        str(row.get_importance_display()), str(row.get_reversibility_display()),
        str(row.owner or ""), money_text(row.amount, row.currency), row.source,
        date_format(row.due_on) if row.due_on else "", raised,
    ]  # fmt: skip
    return [line for line in lines if line]


def _votes(row: Decision) -> list[str]:
    return [
        " · ".join(filter(None, (ballot.name, str(ballot.get_answer_display()), ballot.why)))
        for ballot in row.ballots.all()
    ]


def decision_objection(row: Decision, joint: Room) -> str | None:
    """Why it cannot go to the joint room, in a sentence."""
    if row.state != Decision.State.OPEN:
        return _("Only an open question can be shared: what was decided stays where it was.")
    if row.body and row.body.room_id != joint.pk:
        return _("The body that decides it is in our own room. Choose a joint one first, or none.")
    if row.matter and row.matter.room_id != joint.pk:
        return _("Its matter is one of our own charters. Take it off first.")
    if row.supersedes_id is not None:
        return _("It would supersede a decision of our own room.")
    if any(record.room_id != joint.pk for record in _named(row)):
        return _("It rests on something of our own room. Share that first, or take it off.")
    return None


def _named(row: Decision) -> list[Any]:
    grounds = row.grounds.select_related("objective", "measure", "initiative")
    named = [(each.objective, each.measure, each.initiative) for each in grounds]
    return [record for records in named for record in records if record is not None]


def decision_renewed(row: Decision, joint: Room) -> dict[str, Any]:
    Room.objects.select_for_update().get(pk=joint.pk)
    return {"number": next_number(joint), "key": None}
