"""What this slice adds to the registries below it."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.audit import words
from allied.notes import subjects

from ..models import Action

ACTS = {
    "governance.promise_action": gettext_lazy("wrote down the action"),
    "governance.finish_action": gettext_lazy("finished the action"),
    "governance.drop_action": gettext_lazy("dropped the action"),
    "governance.edit_action": gettext_lazy("changed the action"),
    "governance.reopen_action": gettext_lazy("reopened the action"),
    "governance.move_due_day": gettext_lazy("moved the day of the action"),
}
KINDS = {"action": gettext_lazy("action")}


def register() -> None:
    words.register(acts=ACTS, kinds=KINDS)
    subjects.register("action", labels=_labels, url=_url)


def _labels(actor: Actor, alliance: Alliance, pks: Collection[int]) -> dict[int, str]:
    rows = Action.objects.visible_to(actor).filter(alliance=alliance, pk__in=pks)
    return dict(rows.values_list("pk", "title"))


def _url(alliance: Alliance, pk: int) -> str:
    return reverse("governance:action", args=[alliance.slug, pk])
