"""What this slice adds to the registries below it."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.audit import words
from allied.notes import subjects

from ..models import Body, Office

ACTS = {
    "governance.add_body": gettext_lazy("set up the body"),
    "governance.edit_body": gettext_lazy("changed the charter of"),
    "governance.end_body": gettext_lazy("ended the body"),
    "governance.add_seat": gettext_lazy("gave a seat on"),
    "governance.edit_seat": gettext_lazy("changed a seat on"),
    "governance.end_seat": gettext_lazy("ended a seat on"),
    "governance.add_matter": gettext_lazy("added the matter"),
    "governance.rename_matter": gettext_lazy("changed the matter"),
    "governance.remove_matter": gettext_lazy("removed the matter"),
    "governance.set_rights": gettext_lazy("set what may be decided by"),
}
KINDS = {"body": gettext_lazy("body"), "matter": gettext_lazy("matter")}
DETAILS = {"office": (gettext_lazy("office"), dict(Office.choices))}


def register() -> None:
    words.register(acts=ACTS, kinds=KINDS, details=DETAILS)
    subjects.register("body", labels=_labels, url=_url)


def _labels(actor: Actor, alliance: Alliance, pks: Collection[int]) -> dict[int, str]:
    rows = Body.objects.visible_to(actor).filter(alliance=alliance, pk__in=pks)
    return dict(rows.values_list("pk", "name"))


def _url(alliance: Alliance, pk: int) -> str:
    return reverse("governance:body", args=[alliance.slug, pk])
