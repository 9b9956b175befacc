"""What sharing an initiative of our room shows, and when it cannot go."""

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allied.alliances import sharing
from allied.alliances.rooms import Room

from ..models import Initiative
from ..saying import said
from .amounts import money_text
from .page import expected_text

SAID = (
    ("name", gettext_lazy("Name")),
    ("objective", gettext_lazy("Objective")),
    ("description", gettext_lazy("Description")),
    ("owner", gettext_lazy("Owner")),
    ("body", gettext_lazy("Body")),
    ("get_state_display", gettext_lazy("State")),
    ("starts_on", gettext_lazy("Starts on")),
    ("ends_on", gettext_lazy("Ends on")),
)


def initiative_shown(initiative: Initiative) -> list[sharing.Shown]:
    """All that the partner will see of it."""
    budget = money_text(initiative.budget, initiative.currency)
    lines = said(initiative, SAID)
    if budget:
        lines.append(_("%(label)s: %(value)s") % {"label": _("Budget"), "value": budget})
    awaited = initiative.waits_for.filter(removed_at=None, prerequisite__removed_at=None)
    return [
        sharing.Shown(_("The initiative"), lines),
        sharing.Shown(_("Its milestones, those removed too"), _milestones(initiative)),
        sharing.Shown(_("Money spent, with notes and authors, corrected too"), _spend(initiative)),
        sharing.Shown(_("The measures it names"), _measures(initiative)),
        sharing.Shown(
            _("What it waits for"), list(awaited.values_list("prerequisite__name", flat=True))
        ),
    ]


def _milestones(initiative: Initiative) -> list[str]:
    return [
        " · ".join(filter(None, (item.name, date_format(item.due_on), str(item.owner or ""))))
        for item in initiative.milestones.select_related("owner")
    ]


def _spend(initiative: Initiative) -> list[str]:
    return [
        " · ".join(
            filter(
                None,
                (
                    date_format(row.spent_on), money_text(row.amount, row.currency), row.note,
                    str(row.author or ""),
                ),
            )
        )
        for row in initiative.spend.select_related("author")
    ]  # fmt: skip


def _measures(initiative: Initiative) -> list[str]:
    effects = {item.measure_id: item for item in initiative.effects.filter(removed_at=None)}
    found = []
    for measure in initiative.measures.all():
        effect = effects.get(measure.pk)
        more = f" {expected_text(measure, effect)}, {date_format(effect.by_on)}" if effect else ""
        found.append(measure.name + more)
    return found


def initiative_objection(initiative: Initiative, joint: Room) -> str | None:
    """Why it cannot go to the joint room, in a sentence."""
    if not initiative.objective.room.is_joint:
        return _("Its objective is in our own room. Share that first.")
    if initiative.measures.exclude(room=joint).exists():
        return _("It names a measure of our own room. Share that first, or take it off.")
    waits = initiative.waits_for.filter(~Q(prerequisite__room=joint), removed_at=None)
    if waits.exists():
        return _("It waits for an initiative of our own room. Share that first, or take it off.")
    return None


def initiative_moved(initiative: Initiative) -> None:
    """What was taken off is not shown to the partner, so it does not go along."""
    initiative.waits_for.filter(removed_at__isnull=False).delete()
    initiative.effects.filter(removed_at__isnull=False).delete()
