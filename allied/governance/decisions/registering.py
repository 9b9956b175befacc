"""What this slice adds to the registries below it. The journal adds nothing anywhere."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from allied.alliances import sharing
from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.audit import words
from allied.notes import subjects

from ..models import Decision
from .moving import decision_objection, decision_renewed, decision_shown

ACTS = {
    "governance.raise_decision": gettext_lazy("raised the decision"),
    "governance.edit_decision": gettext_lazy("changed the open decision"),
    "governance.cast_ballot": gettext_lazy("voted on the decision"),
    "governance.lay_coin": gettext_lazy("laid a coin for the decision"),
    "governance.toss_coin": gettext_lazy("tossed a coin for the decision"),
    "governance.count_dissent": gettext_lazy("noted dissent, so that votes were counted anew, on"),
    "governance.take_decision": gettext_lazy("recorded the decision"),
    "governance.supersede_decision": gettext_lazy("took up anew the decision"),
    "governance.withdraw_decision": gettext_lazy("withdrew the decision"),
    "governance.look_back": gettext_lazy("looked back on the decision"),
}
KINDS = {"decision": gettext_lazy("decision")}


def register() -> None:
    words.register(acts=ACTS, kinds=KINDS)
    subjects.register("decision", labels=_labels, url=_url)
    sharing.register(
        sharing.Shareable(
            kind="decision", model=Decision, name=KINDS["decision"], find=_find,
            shown=decision_shown, objection=decision_objection, renewed=decision_renewed,
            address=lambda row: _url(row.alliance, row.pk), author_id=lambda row: row.raised_by_id,
        )
    )  # fmt: skip


def _find(actor: Actor, alliance: Alliance, pk: int) -> Any | None:
    rows = Decision.objects.visible_to(actor).filter(alliance=alliance, pk=pk)
    return rows.select_related(
        "alliance", "room", "body", "matter", "owner__company", "recommended", "recommended_by"
    ).first()


def _labels(actor: Actor, alliance: Alliance, pks: Collection[int]) -> dict[int, str]:
    rows = Decision.objects.visible_to(actor).filter(alliance=alliance, pk__in=pks)
    return dict(rows.values_list("pk", "title"))


def _url(alliance: Alliance, pk: int) -> str:
    return reverse("governance:decision", args=[alliance.slug, pk])
