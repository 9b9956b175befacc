"""One record each, as far as the actor may see it; 404 where not."""

from typing import Any

from django.http import Http404

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor

from ..models import Counterpart, Criterion, Dimension, Link, Round, Sheet, Template


def template_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Template:
    rows = Template.objects.visible_to(actor).filter(alliance=alliance, pk=pk)
    return _one(rows.select_related("alliance", "room__partner"))


def dimension_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Dimension:
    rows = Dimension.objects.visible_to(actor).filter(template__alliance=alliance, pk=pk)
    return _one(rows.select_related(*_near("template")))


def criterion_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Criterion:
    rows = Criterion.objects.visible_to(actor).filter(dimension__template__alliance=alliance, pk=pk)
    return _one(rows.select_related(*_near("dimension__template")))


def counterpart_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Counterpart:
    rows = Counterpart.objects.visible_to(actor).filter(template__alliance=alliance, pk=pk)
    return _one(rows.select_related("owner__company", *_near("template")))


def round_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Round:
    rows = Round.objects.visible_to(actor).filter(template__alliance=alliance, pk=pk)
    return _one(rows.select_related("opened_by", "closed_by", *_near("template")))


def sheet_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Sheet:
    rows = Sheet.objects.visible_to(actor).filter(round__template__alliance=alliance, pk=pk)
    near = (*_near("round__template"), *_near("counterpart__template"), "counterpart__owner")
    return _one(rows.select_related(*near))


def link_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Link:
    rows = Link.objects.visible_to(actor).filter(sheet__round__template__alliance=alliance, pk=pk)
    return _one(rows.select_related(*_near("sheet__counterpart__template"), "sheet__round"))


def _near(path: str) -> tuple[str, str]:
    return f"{path}__alliance", f"{path}__room__partner"


def _one(rows: Any) -> Any:
    found = rows.first()
    if found is None:
        raise Http404
    return found
