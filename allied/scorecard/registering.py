"""What this context adds to the registries below it: words of the trail, subjects, sharing."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allied.alliances import objections, sharing
from allied.alliances.models import Alliance
from allied.alliances.rooms import Room
from allied.foundation.access.actor import Actor
from allied.foundation.access.admission import every_room
from allied.foundation.audit import words
from allied.foundation.ui.marks import STATUS_WORDS
from allied.notes import subjects
from allied.strategy import following

from .derived.moving import formulas_shown, map_changed, moved, own_inputs, readers_of
from .formats import full_text
from .initiatives.moving import initiative_moved, initiative_objection, initiative_shown
from .models import Initiative, Measure, Reading, Target
from .saying import said
from .yardsticks import period_label

ACTS = {
    "scorecard.add_measure": gettext_lazy("added the measure"),
    "scorecard.edit_measure": gettext_lazy("changed the measure"),
    "scorecard.retire_measure": gettext_lazy("took off the scorecard"),
    "scorecard.bring_back_measure": gettext_lazy("brought back to the scorecard"),
    "scorecard.set_target": gettext_lazy("set a target of"),
    "scorecard.draft_offer": gettext_lazy("drafted an offer for a target of"),
    "scorecard.offer_target": gettext_lazy("offered a target of"),
    "scorecard.counter_target": gettext_lazy("made a counter-offer for a target of"),
    "scorecard.agree_target": gettext_lazy("agreed to a target of"),
    "scorecard.decline_target": gettext_lazy("declined a target of"),
    "scorecard.withdraw_offer": gettext_lazy("withdrew an offer for a target of"),
    "scorecard.record_readings": gettext_lazy("entered readings of"),
    "scorecard.set_status_by_hand": gettext_lazy("set by hand the status of"),
    "scorecard.end_status_by_hand": gettext_lazy("ended the status by hand of"),
    "scorecard.lock_period": gettext_lazy("locked"),
    "scorecard.reopen_period": gettext_lazy("reopened"),
    "scorecard.add_initiative": gettext_lazy("added the initiative"),
    "scorecard.edit_initiative": gettext_lazy("changed the initiative"),
    "scorecard.remove_initiative": gettext_lazy("removed the initiative"),
    "scorecard.add_milestone": gettext_lazy("added a milestone to"),
    "scorecard.edit_milestone": gettext_lazy("changed a milestone of"),
    "scorecard.remove_milestone": gettext_lazy("removed a milestone of"),
    "scorecard.enter_spend": gettext_lazy("entered money spent on"),
    "scorecard.correct_spend": gettext_lazy("corrected money spent on"),
    "scorecard.add_dependency": gettext_lazy("said what it waits for of"),
    "scorecard.remove_dependency": gettext_lazy("took off what it waits for of"),
    "scorecard.set_effect": gettext_lazy("said what is expected of"),
    "scorecard.remove_effect": gettext_lazy("took off what is expected of"),
    "scorecard.set_formula": gettext_lazy("wrote a formula for"),
    "scorecard.stop_formula": gettext_lazy("stopped the formula of"),
    "scorecard.import_sheet": gettext_lazy("imported a scorecard sheet into"),
    "scorecard.freeze_review": gettext_lazy("froze the scorecard for the review"),
}
KINDS = {
    "measure": gettext_lazy("measure"),
    "initiative": gettext_lazy("initiative"),
    "period_lock": gettext_lazy("locked period"),
    "review": gettext_lazy("review"),
}


def register() -> None:
    words.register(acts=ACTS, kinds=KINDS)
    following.register(map_changed)
    objections.register("fiscal_start_month", _calendar_objection)
    subjects.register("measure", labels=_measure_labels, url=_measure_url)
    subjects.register("initiative", labels=_initiative_labels, url=_initiative_url)
    sharing.register(
        sharing.Shareable(
            kind="measure", model=Measure, name=gettext_lazy("measure"), find=_find_measure,
            shown=_measure_shown, objection=_measure_objection, moved=moved,
            address=lambda measure: _measure_url(measure.alliance, measure.pk),
        )
    )  # fmt: skip
    sharing.register(
        sharing.Shareable(
            kind="initiative", model=Initiative, name=gettext_lazy("initiative"),
            find=_find_initiative, shown=initiative_shown, objection=initiative_objection,
            moved=initiative_moved,
            address=lambda initiative: _initiative_url(initiative.alliance, initiative.pk),
        )
    )  # fmt: skip


@every_room("the calendar binds the readings of every room")
def _calendar_objection(alliance: Alliance, month: Any) -> str | None:
    """Readings stand for the quarters and years of the calendar they were entered by."""
    if Reading.objects.filter(measure__alliance=alliance).exists():
        return _("Readings have been entered by the present calendar, so it cannot change.")
    return None


def _find(model: Any, actor: Actor, alliance: Alliance, pk: int) -> Any | None:
    rows = model.objects.visible_to(actor).filter(alliance=alliance, pk=pk, removed_at=None)
    return rows.select_related("alliance", "room", "objective__room", "owner__company").first()


def _find_measure(actor: Actor, alliance: Alliance, pk: int) -> Measure | None:
    found: Measure | None = _find(Measure, actor, alliance, pk)
    return found


def _find_initiative(actor: Actor, alliance: Alliance, pk: int) -> Initiative | None:
    found: Initiative | None = _find(Initiative, actor, alliance, pk)
    return found


def _measure_labels(actor: Actor, alliance: Alliance, pks: Collection[int]) -> dict[int, str]:
    return _names(Measure, actor, alliance, pks)


def _initiative_labels(actor: Actor, alliance: Alliance, pks: Collection[int]) -> dict[int, str]:
    return _names(Initiative, actor, alliance, pks)


def _names(model: Any, actor: Actor, alliance: Alliance, pks: Collection[int]) -> dict[int, str]:
    rows = model.objects.visible_to(actor).filter(alliance=alliance, pk__in=pks)
    return dict(rows.values_list("pk", "name"))


def _measure_url(alliance: Alliance, pk: int) -> str:
    return reverse("scorecard:measure", args=[alliance.slug, pk])


def _initiative_url(alliance: Alliance, pk: int) -> str:
    return reverse("scorecard:initiative", args=[alliance.slug, pk])


def _measure_shown(measure: Measure) -> list[sharing.Shown]:
    hands = [
        f"{STATUS_WORDS[hand.status]}: {hand.reason}" for hand in measure.statuses_by_hand.all()
    ]
    return [
        sharing.Shown(_("The measure"), said(measure, MEASURE_SAID)),
        sharing.Shown(_("Its targets, the corrected ones too"), _targets(measure)),
        sharing.Shown(
            _("Its readings with notes and authors, corrected ones too, the latest first"),
            _readings(measure),
        ),
        sharing.Shown(_("Its statuses by hand with their reasons"), hands),
        sharing.Shown(_("Its formulas, the superseded ones too"), formulas_shown(measure)),
        sharing.Shown(_("Computed from it, and staying in our room"), readers_of(measure)),
        sharing.Shown(
            _("What follows"), [_("It counts in the joint score of its objective from then on.")]
        ),
    ]


MEASURE_SAID = (
    ("name", gettext_lazy("Name")),
    ("objective", gettext_lazy("Objective")),
    ("description", gettext_lazy("How it is measured")),
    ("get_kind_display", gettext_lazy("Kind of value")),
    ("unit", gettext_lazy("Unit")),
    ("currency", gettext_lazy("Currency")),
    ("get_frequency_display", gettext_lazy("Read every")),
    ("get_aggregation_display", gettext_lazy("Over time")),
    ("get_preset_display", gettext_lazy("Judged by")),
    ("get_direction_display", gettext_lazy("Direction")),
    ("owner", gettext_lazy("Owner")),
    ("source", gettext_lazy("Source")),
)


def _targets(measure: Measure) -> list[str]:
    found = []
    for row in measure.targets.order_by("-valid_from", "-pk"):
        values = [
            f"{Target._meta.get_field(name).verbose_name} "  # type: ignore[union-attr]
            f"{full_text(value, measure.kind, measure.unit, measure.currency)}"
            for name in Target.VALUES
            if (value := getattr(row, name)) is not None
        ]
        day = _("from %(day)s") % {"day": date_format(row.valid_from)}
        found.append(": ".join(filter(None, (day, ", ".join(values)))))
    return found


def _readings(measure: Measure) -> list[str]:
    month = measure.alliance.fiscal_start_month
    rows = measure.readings.select_related("author").order_by("-period_start", "-pk")
    found = []
    for row in rows:
        value = full_text(row.value, measure.kind, measure.unit, measure.currency)
        line = f"{period_label(measure.frequency, row.period_start, month)}: {value}"
        found.append(" · ".join(filter(None, (line, row.note, row.source, str(row.author or "")))))
    return found


def _measure_objection(measure: Measure, joint: Room) -> str | None:
    if not measure.objective.room.is_joint:
        return _("Its objective is in our own room. Share that first.")
    if names := own_inputs(measure, joint):
        return _("Its formula uses measures of our own room: %(names)s. Share those first.") % {
            "names": ", ".join(names)
        }
    same = Measure.objects.filter(
        objective=measure.objective, name=measure.name, room=joint, removed_at=None
    )
    if same.exists():
        return _("The objective has a joint measure of that name already: rename this one first.")
    return None
