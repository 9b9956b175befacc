"""A draft of our room on its way to the joint one: what the partner will see, and what stands."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from allied.alliances import sharing
from allied.alliances.rooms import Room
from allied.notes import subjects

from ..models import Escalation


def shown(row: Escalation) -> list[sharing.Shown]:
    lines = []
    for point in row.standpoints.all():
        texts = (point.holds, point.why, point.accepts)
        lines += [line for text in texts for line in text.splitlines()]
        lines.append(", ".join((point.author, date_format(point.at))))
    return [
        sharing.Shown(_("The matter"), [row.title, *row.situation.splitlines()]),
        sharing.Shown(_("What our side holds"), lines),
        sharing.Shown(_("About it"), [date_format(row.raised_at), str(row.raised_by or "")]),
    ]


def objection(row: Escalation, joint: Room) -> str | None:
    if row.state != Escalation.State.DRAFT:
        return _("Only what is still being written can be shared.")
    if row.matter and row.matter.room_id != joint.pk:
        return _("Its kind of matter is one of our own room. Take it off first.")
    everybody = sharing.looking_from(joint)
    pk = row.source_id
    if pk and subjects.label_of(everybody, row.alliance, row.source_kind, pk) is None:
        return _("What it is about is in our own room. Share that first.")
    return None
