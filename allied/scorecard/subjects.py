"""What this context adds to the registries below it.

Notes on measures, initiatives and reviews; sharing of measures; its acts in words; and its
objection to another first month of the year.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allied.alliances import objections, sharing
from allied.alliances.models import Alliance
from allied.alliances.rooms import Room
from allied.foundation.access.actor import Actor
from allied.foundation.audit import words
from allied.notes import subjects

from .formats import full_text
from .models import Frequency, Initiative, Measure, Reading, Review, Target
from .yardsticks import period_label

ACTS = {
    "scorecard.add_measure": gettext_lazy("added the measure"),
    "scorecard.edit_measure": gettext_lazy("changed the measure"),
    "scorecard.retire_measure": gettext_lazy("retired the measure"),
    "scorecard.set_target": gettext_lazy("set a target of"),
    "scorecard.record_readings": gettext_lazy("entered readings of"),
    "scorecard.set_status_by_hand": gettext_lazy("set by hand the status of"),
    "scorecard.end_status_by_hand": gettext_lazy("ended the status by hand of"),
    "scorecard.lock_period": gettext_lazy("locked the period"),
    "scorecard.reopen_period": gettext_lazy("reopened the period"),
    "scorecard.add_initiative": gettext_lazy("added the initiative"),
    "scorecard.edit_initiative": gettext_lazy("changed the initiative"),
    "scorecard.remove_initiative": gettext_lazy("removed the initiative"),
    "scorecard.freeze_review": gettext_lazy("froze the review"),
    "scorecard.import_sheet": gettext_lazy("imported a sheet into"),
}
KINDS = {
    "measure": gettext_lazy("measure"),
    "period_lock": gettext_lazy("locked period"),
    "initiative": gettext_lazy("initiative"),
    "review": gettext_lazy("review"),
}


def register() -> None:
    subjects.register("measure", labels=_measures, url=_measure_url)
    subjects.register("initiative", labels=_initiatives)
    subjects.register("review", labels=_reviews)
    words.register(acts=ACTS, kinds=KINDS)
    objections.register("fiscal_start_month", _against_another_month)
    sharing.register(
        sharing.Shareable(
            kind="measure", model=Measure, name=gettext_lazy("measure"), find=_measure,
            shown=_shown, objection=_objection,
            address=lambda measure: _measure_url(measure.alliance, measure.pk),
        )
    )  # fmt: skip


def _measures(actor: Actor, alliance: Alliance, pks: Collection[int]) -> dict[int, str]:
    rows = Measure.objects.visible_to(actor).filter(alliance=alliance, removed_at=None)
    return dict(rows.filter(pk__in=pks).values_list("pk", "name"))


def _initiatives(actor: Actor, alliance: Alliance, pks: Collection[int]) -> dict[int, str]:
    rows = Initiative.objects.visible_to(actor).filter(alliance=alliance, removed_at=None)
    return dict(rows.filter(pk__in=pks).values_list("pk", "name"))


def _reviews(actor: Actor, alliance: Alliance, pks: Collection[int]) -> dict[int, str]:
    rows = Review.objects.visible_to(actor).filter(alliance=alliance)
    return dict(rows.filter(pk__in=pks).values_list("pk", "name"))


def _measure_url(alliance: Alliance, pk: int) -> str:
    return reverse("scorecard:measure", args=[alliance.slug, pk])


def _measure(actor: Actor, alliance: Alliance, pk: int) -> Measure | None:
    rows = Measure.objects.visible_to(actor).filter(alliance=alliance, removed_at=None, pk=pk)
    return rows.select_related("alliance", "objective", "owner__company").first()


def _shown(measure: Measure) -> list[sharing.Shown]:
    """All that becomes visible: the measure itself, its targets, its readings with their notes."""
    return [
        sharing.Shown(_("The measure"), _facts(measure)),
        sharing.Shown(_("Its targets, past ones too"), _targets(measure)),
        sharing.Shown(_("Its readings, with notes and authors, corrected ones too"), _all(measure)),
        sharing.Shown(_("Reasons of statuses set by hand"), _reasons(measure)),
    ]


def _facts(measure: Measure) -> list[str]:
    named: list[tuple[str, Any]] = [
        (_("Name"), measure.name), (_("Objective"), measure.objective.title),
        (_("Description"), measure.description), (_("Source"), measure.source),
        (_("Owner"), measure.owner),
    ]  # fmt: skip
    return [f"{name}: {value}" for name, value in named if value]


def _targets(measure: Measure) -> list[str]:
    found = []
    for row in Target.objects.filter(measure=measure):
        values = [
            f"{Target._meta.get_field(name).verbose_name} "  # type: ignore[union-attr]
            f"{full_text(getattr(row, name), measure.kind, measure.unit, measure.currency)}"
            for name in Target.VALUES
            if getattr(row, name) is not None
        ]
        found.append(f"{date_format(row.valid_from)}: {', '.join(values)}")
    return found


def _all(measure: Measure) -> list[str]:
    month = measure.alliance.fiscal_start_month
    found = []
    for row in Reading.objects.filter(measure=measure).select_related("author__company"):
        value = full_text(row.value, measure.kind, measure.unit, measure.currency)
        line = f"{period_label(measure.frequency, row.period_start, month)}: {value}"
        author = f"{row.author}, {row.author.company}" if row.author else ""
        found.append(" · ".join(filter(None, (line, row.note, row.source, author))))
    return found


def _reasons(measure: Measure) -> list[str]:
    return [f"{row.status}: {row.reason}" for row in measure.statuses_by_hand.all()]


def _objection(measure: Measure, joint: Room) -> str | None:
    if measure.objective.room_id != joint.pk:
        return _("Its objective is in our own room, so the measure cannot be in the joint room.")
    same = Measure.objects.filter(
        objective=measure.objective_id, room=joint, name=measure.name, removed_at=None
    )
    if same.exists():
        return _("The joint room has a measure of this name on this objective. Rename ours first.")
    return None


def _against_another_month(alliance: Alliance, month: object) -> str | None:
    """Readings belong to quarters and years that begin with the month as it is."""
    by_year = ~Q(frequency=Frequency.MONTH)
    if Measure.objects.filter(by_year, alliance=alliance, readings__isnull=False).exists():
        return _("There are readings by quarter, half-year or year, which count from this month.")
    return None
