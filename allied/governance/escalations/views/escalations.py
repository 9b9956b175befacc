"""The list; a draft is begun and changed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.alliances.queries import current_room
from allied.foundation.access.http import Request
from allied.foundation.access.keys import number_in
from allied.foundation.access.permissions import allowed
from allied.foundation.ui.answers import answer_form, before, sent
from allied.notes import subjects

from ...bodies.queries import matters_of
from .. import queries, services
from ..forms import EscalationForm
from ..services.raising import SOURCES


@require_GET
@on_alliance("governance.see")
def escalations(request: Request, alliance: Alliance) -> HttpResponse:
    context = {
        "alliance": alliance, "tab": "escalations",
        "listed": queries.escalations_listed(request.actor, alliance, before(request)),
        "is_first": before(request) is None,
        "ladder": queries.ladder_of(request.actor, alliance),
        "may_escalate": allowed(request.actor, "governance.escalate", alliance),
        "may_edit_ladder": allowed(request.actor, "governance.edit_ladder", alliance),
    }  # fmt: skip
    return render(request, "governance/escalations.html", context)


@require_http_methods(["GET", "POST"])
@on_alliance("governance.escalate")
def escalation_add(request: Request, alliance: Alliance) -> HttpResponse:
    """`?kind=decision&pk=4` fills in what it is about."""
    kind, pk, label = _source(request, alliance)
    initial = _filled_in(request, alliance, kind, pk, label)
    form = EscalationForm(sent(request), matters=_matters(request, alliance), initial=initial)

    def act() -> str:
        row = services.raise_escalation(
            by=request.actor, alliance=alliance, source_kind=kind if label else "",
            source_id=pk if label else None, **form.values(),
        )  # fmt: skip
        return reverse("governance:escalation", args=[alliance.slug, row.pk])

    return answer_form(
        request, "governance/escalation_form.html", form, act, {"row": None, "source": label}
    )


@require_http_methods(["GET", "POST"])
@on_alliance("governance.escalate")
def escalation_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.escalation_visible_to(request.actor, alliance, pk)
    matters = _matters(request, alliance, row.room_id)
    form = EscalationForm(sent(request), matters=matters, row=row)

    def act() -> str:
        version = form.cleaned_data["version"] or 0
        services.edit_escalation(by=request.actor, escalation=row, version=version, **form.values())
        return reverse("governance:escalation", args=[alliance.slug, row.pk])

    return answer_form(
        request, "governance/escalation_form.html", form, act, {"row": row},
        fresh=lambda now: EscalationForm(matters=matters, row=now),
    )  # fmt: skip


def _matters(request: Request, alliance: Alliance, room_id: int | None = None) -> list[Any]:
    room = room_id or current_room(request.actor, alliance).pk
    return [row for row in matters_of(request.actor, alliance) if row.room_id == room]


def _source(request: Request, alliance: Alliance) -> tuple[str, int | None, str | None]:
    """What the address names, with its label where the actor sees it."""
    kind, pk = request.GET.get("kind", ""), number_in(request.GET.get("pk"))
    if kind not in SOURCES or pk is None:
        return "", None, None
    return kind, pk, subjects.label_of(request.actor, alliance, kind, pk)


def _filled_in(
    request: Request, alliance: Alliance, kind: str, pk: int | None, label: str | None
) -> dict[str, Any]:
    if label is None or pk is None:
        return {}
    found = queries.decision_asked(request.actor, alliance, pk) if kind == "decision" else None
    if found is not None:
        return {"title": found.title, "situation": found.situation, "matter": found.matter_id}
    return {"title": label[:200], "situation": _("About: %(name)s") % {"name": label}}
