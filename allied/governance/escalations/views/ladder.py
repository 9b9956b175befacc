"""The ladder that the partners agreed: read by all, changed by alliance managers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.alliances.queries import partners_of
from allied.foundation.access.actor import View
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import allowed, demand
from allied.foundation.ui.answers import answer_form, sent

from ...bodies.queries import bodies_of, matters_of
from .. import queries, services
from ..forms import LadderForm
from ..steps import steps_of


@require_http_methods(["GET", "POST"])
@on_alliance("governance.see")
def ladder(request: Request, alliance: Alliance) -> HttpResponse:
    if request.method == "POST":
        demand(request.actor, "governance.edit_ladder", alliance)
    joint = request.actor.looking_at(View.JOINT)
    may_edit = allowed(request.actor, "governance.edit_ladder", alliance)
    row = queries.ladder_of(joint, alliance)
    bodies = bodies_of(joint, alliance) if may_edit else []
    agreed = steps_of(row.rungs.all()) if row else []
    choices: dict[str, Any] = {
        "bodies": bodies, "partners": partners_of(alliance) if may_edit else [],
        "matters": matters_of(joint, alliance) if may_edit else [],
        "zone": request.actor.timezone or "UTC",
    }  # fmt: skip
    steps = agreed or queries.usual_steps(bodies)
    form = LadderForm(sent(request), ladder=row, steps=steps, **choices)

    def act() -> str:
        version = form.cleaned_data["version"]
        services.agree_ladder(by=request.actor, alliance=alliance, version=version, **form.values())
        messages.success(request, _("The ladder is agreed. What is under way keeps its own."))
        return reverse("governance:ladder", args=[alliance.slug])

    def fresh(now: object) -> LadderForm:
        again = queries.ladder_of(joint, alliance)
        kept = steps_of(again.rungs.all()) if again else []
        return LadderForm(ladder=again, steps=kept, **choices)

    context = {"ladder": row, "may_edit": may_edit}
    return answer_form(request, "governance/ladder.html", form, act, context, fresh=fresh)
