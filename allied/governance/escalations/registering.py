"""What this slice adds to the registries below it."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from allied.alliances import sharing
from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.audit import words
from allied.notes import subjects

from ..models import Escalation
from .sharing import objection, shown

ACTS = {
    "governance.propose_ladder": gettext_lazy("proposed the ladder of escalation"),
    "governance.agree_ladder": gettext_lazy("agreed the ladder of escalation"),
    "governance.put_ladder_in_force": gettext_lazy("put in force the ladder of escalation"),
    "governance.decline_ladder": gettext_lazy("declined the ladder of escalation"),
    "governance.withdraw_ladder": gettext_lazy("withdrew the ladder of escalation"),
    "governance.raise_escalation": gettext_lazy("began the escalation"),
    "governance.edit_escalation": gettext_lazy("changed the draft of the escalation"),
    "governance.state_position": gettext_lazy("stated what its side holds on"),
    "governance.present": gettext_lazy("presented the escalation"),
    "governance.ask_up": gettext_lazy("asked for one level up for"),
    "governance.take_ask_back": gettext_lazy("no longer asked for one level up for"),
    "governance.move_up": gettext_lazy("moved up, by agreement, the escalation"),
    "governance.pause_clock": gettext_lazy("stopped the clock of"),
    "governance.resume_clock": gettext_lazy("let the clock run again of"),
    "governance.end_escalation": gettext_lazy("ended the escalation"),
}
KINDS = {"escalation": gettext_lazy("escalation"), "ladder": gettext_lazy("ladder")}
DETAILS = {"ended_as": (gettext_lazy("ended as"), dict(Escalation.State.choices))}


def register() -> None:
    words.register(acts=ACTS, kinds=KINDS, details=DETAILS)
    subjects.register("escalation", labels=_labels, url=_url)
    sharing.register(
        sharing.Shareable(
            kind="escalation", model=Escalation, name=KINDS["escalation"], find=_find,
            shown=shown, objection=objection, address=lambda row: _url(row.alliance, row.pk),
            author_id=lambda row: row.raised_by_id,
        )
    )  # fmt: skip


def _find(actor: Actor, alliance: Alliance, pk: int) -> Any | None:
    rows = Escalation.objects.visible_to(actor).filter(alliance=alliance, pk=pk)
    return rows.select_related("alliance", "room", "matter", "raised_by").first()


def _labels(actor: Actor, alliance: Alliance, pks: Collection[int]) -> dict[int, str]:
    rows = Escalation.objects.visible_to(actor).filter(alliance=alliance, pk__in=pks)
    return dict(rows.values_list("pk", "title"))


def _url(alliance: Alliance, pk: int) -> str:
    return reverse("governance:escalation", args=[alliance.slug, pk])
