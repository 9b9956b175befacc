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

from ..decisions import following
from ..models import Proposal
from .moving import proposal_objection, proposal_shown
from .services import follow_decision

ACTS = {
    "governance.suggest": gettext_lazy("suggested"),
    "governance.edit_proposal": gettext_lazy("changed the proposal"),
    "governance.take_up_proposal": gettext_lazy("took up the proposal"),
    "governance.decline_proposal": gettext_lazy("declined the proposal"),
    "governance.put_forward_proposal": gettext_lazy("put forward the proposal"),
    "governance.approve_proposal": gettext_lazy("recorded as approved the proposal"),
    "governance.withdraw_proposal": gettext_lazy("withdrew the proposal"),
    "governance.turn_proposal": gettext_lazy("turned into an initiative the proposal"),
}
KINDS = {"proposal": gettext_lazy("proposal")}


def register() -> None:
    words.register(acts=ACTS, kinds=KINDS)
    subjects.register("proposal", labels=_labels, url=_url)
    following.register(follow_decision)
    sharing.register(
        sharing.Shareable(
            kind="proposal", model=Proposal, name=KINDS["proposal"], find=_find,
            shown=proposal_shown, objection=proposal_objection,
            address=lambda row: _url(row.alliance, row.pk), author_id=lambda row: row.by_id,
        )
    )  # fmt: skip


def _find(actor: Actor, alliance: Alliance, pk: int) -> Any | None:
    rows = Proposal.objects.visible_to(actor).filter(alliance=alliance, pk=pk)
    return rows.select_related("alliance", "room", "objective", "measure", "team").first()


def _labels(actor: Actor, alliance: Alliance, pks: Collection[int]) -> dict[int, str]:
    rows = Proposal.objects.visible_to(actor).filter(alliance=alliance, pk__in=pks)
    return dict(rows.values_list("pk", "title"))


def _url(alliance: Alliance, pk: int) -> str:
    return reverse("governance:proposal", args=[alliance.slug, pk])
