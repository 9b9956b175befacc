"""Reads of templates, their rounds and their counterparts."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor

from ..models import Counterpart, Criterion, Dimension, Round, Template, View


class Kept(Struct, frozen=True):
    """A template of the list with its counterparts counted and its latest round."""

    template: Template
    counterparts: int
    latest: Any | None


def templates_of(actor: Actor, alliance: Alliance, *, retired: bool = False) -> list[Kept]:
    """All that the actor sees, or those that are retired. Two queries."""
    rows = Template.objects.visible_to(actor).filter(
        alliance=alliance, retired_at__isnull=not retired
    )
    found = list(rows.annotate(count=Count("counterparts")).order_by("name", "pk"))
    latest: dict[int, Any] = {}
    rounds = rounds_with_counts(actor).filter(template__in=found)
    for each in rounds.order_by("-period_start", "-pk"):
        latest.setdefault(each.template_id, each)
    return [Kept(each, each.count, latest.get(each.pk)) for each in found]


def rounds_with_counts(actor: Actor) -> Any:
    """Rounds with how many sheets they have and how many answers of each side."""
    return Round.objects.visible_to(actor).annotate(
        sheet_count=Count("sheets", distinct=True),
        ours_count=_answered(View.OURS),
        theirs_count=_answered(View.THEIRS),
    )


def _answered(view: View) -> Count:
    here = Q(sheets__answers__view=view, sheets__answers__is_current=True)
    return Count("sheets__answers", filter=here, distinct=True)


def rounds_of(actor: Actor, template: Template) -> list[Round]:
    """Newest first, without the documents they keep."""
    rows = Round.objects.visible_to(actor).filter(template=template)
    return list(rows.defer("definition"))


class Shown(Struct, frozen=True):
    """A dimension with its criteria, as the page of the template lists them."""

    dimension: Dimension
    criteria: Sequence[Criterion]


def parts_of(actor: Actor, template: Template) -> list[Shown]:
    """Two queries."""
    criteria: dict[int, list[Criterion]] = {}
    for row in Criterion.objects.visible_to(actor).filter(dimension__template=template):
        criteria.setdefault(row.dimension_id, []).append(row)
    rows = Dimension.objects.visible_to(actor).filter(template=template)
    return [Shown(each, criteria.get(each.pk, [])) for each in rows]


def counterparts_of(actor: Actor, template: Template) -> list[Counterpart]:
    rows = Counterpart.objects.visible_to(actor).filter(template=template)
    return list(rows.select_related("owner"))


def kinds_of(actor: Actor, template: Template) -> list[str]:
    rows = Counterpart.objects.visible_to(actor).filter(template=template).exclude(kind="")
    return sorted(set(rows.values_list("kind", flat=True)))
