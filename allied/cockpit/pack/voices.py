"""What is said of a measure off track: its owner's latest words, and what is to mend it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from msgspec import Struct

from allied.governance.models import Proposal
from allied.notes.models import Note
from allied.scorecard.models import Reading
from allied.scorecard.queries import MeasureRow, Scorecard

from .meetings import Occasion

LIVING = (Proposal.State.SUGGESTED, Proposal.State.TAKEN_UP, Proposal.State.PUT_FORWARD)


class Voice(Struct, frozen=True):
    """Who said what on which day."""

    text: str
    author: str
    day: date
    at: datetime


def voices_of(occasion: Occasion, rows: Sequence[MeasureRow]) -> dict[int, Voice]:
    """By measure: the later of the owner's last note on it and the note of its last reading."""
    found: dict[int, Voice] = {}
    for pk, voice in [*_notes(occasion, rows), *_of_readings(occasion, rows)]:
        if pk not in found or voice.at > found[pk].at:
            found[pk] = voice
    return found


def _notes(occasion: Occasion, rows: Sequence[MeasureRow]) -> list[tuple[int, Voice]]:
    owners = {row.id: row.owner_id for row in rows if row.owner_id is not None}
    notes = Note.objects.visible_to(occasion.actor).filter(
        alliance=occasion.alliance, kind="measure", object_id__in=owners,
        author_id__in=set(owners.values()),
    )  # fmt: skip
    return [
        (note.object_id, _voice(occasion, note.text, note.author.name, note.written_at))
        for note in notes.select_related("author")
        if owners[note.object_id] == note.author_id and _in_time(occasion, note.written_at)
    ]


def _of_readings(occasion: Occasion, rows: Sequence[MeasureRow]) -> list[tuple[int, Voice]]:
    """The note of the reading that the row shows."""
    periods = {row.id: row.period_start for row in rows if row.period_start}
    readings = Reading.objects.visible_to(occasion.actor).filter(
        measure_id__in=periods, period_start__in=set(periods.values()), is_current=True
    )
    return [
        (each.measure_id,
         _voice(occasion, each.note, each.author.name if each.author else "", each.entered_at))
        for each in readings.exclude(note="").select_related("author")
        if periods[each.measure_id] == each.period_start
    ]  # fmt: skip


def _voice(occasion: Occasion, text: str, author: str, at: datetime) -> Voice:
    return Voice(text, author, at.astimezone(occasion.zone).date(), at)


def _in_time(occasion: Occasion, at: datetime) -> bool:
    """A pack of a past meeting does not quote what was written after it."""
    return occasion.is_live or at.astimezone(occasion.zone).date() <= occasion.as_of


def remedies_of(occasion: Occasion, card: Scorecard, rows: Sequence[MeasureRow]) -> dict[int, str]:
    """By measure: proposals that are to move it, and the initiatives under way that name it."""
    ids = [row.id for row in rows]
    proposals = Proposal.objects.visible_to(occasion.actor).filter(
        alliance=occasion.alliance, measure_id__in=ids, state__in=LIVING
    )
    found: dict[int, list[str]] = {}
    for proposal in proposals.order_by("pk"):
        text = f"{proposal.title}: {proposal.text}" if proposal.text else proposal.title
        found.setdefault(int(proposal.measure_id or 0), []).append(text)
    wanted = set(ids)
    for row in card.initiatives:
        if row.state in {"planned", "under_way"}:
            for pk in wanted.intersection(row.measure_ids):
                found.setdefault(pk, []).append(_work(row.name, row.ends_on))
    return {pk: "\n".join(said) for pk, said in found.items()}


def _work(name: str, ends_on: date | None) -> str:
    said = _("Initiative: %(name)s") % {"name": name}
    if ends_on is None:
        return said
    until = _("until %(day)s") % {"day": date_format(ends_on, "SHORT_DATE_FORMAT")}
    return f"{said}, {until}"
