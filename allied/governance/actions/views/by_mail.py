"""What the link in a reminder opens: the action, and one button."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import public
from allied.foundation.access.refusal import Refused

from ...models import Action
from .. import services
from ..links import opened_by

GONE = 410


@public
@require_http_methods(["GET", "POST"])
def action_by_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Nothing of the action is told where the link holds no longer."""
    found = opened_by(token)
    if found is None:
        return render(request, "governance/action_gone.html", status=GONE)
    action, actor = found
    refused = ""
    if request.method == "POST" and action.state == Action.State.OPEN:
        try:
            services.finish_action(
                by=actor, action=action, version=action.version, note=request.POST.get("note", "")
            )
        except Refused as reason:
            refused = str(reason)
        except Conflict as lost:
            action = lost.current
    context = {"action": action, "refused": refused, "note": request.POST.get("note", "")}
    return render(request, "governance/action_by_mail.html", context)
