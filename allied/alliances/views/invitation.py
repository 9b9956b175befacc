"""The link in an invitation's mail."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from allied.foundation.access.http import Request
from allied.foundation.access.permissions import public
from allied.foundation.access.refusal import Refused
from allied.foundation.accounts.recent import sign_in

from .. import services
from ..forms import AcceptForm, JoinForm
from ..models import Invitation
from ..queries import has_account


@require_http_methods(["GET", "POST"])
@public
@never_cache
def invitation(request: Request, token: str) -> HttpResponse:
    """Join. Unknown, used, withdrawn and expired links get the same answer."""
    found = services.find_invitation(token)
    if found is None:
        return _no_longer(request, token)
    if request.user.is_authenticated:
        return _as_known(request, found)
    if has_account(found.email):
        return render(request, "alliances/invitation_sign_in.html", {"invitation": found})
    return _as_new(request, found)


def _no_longer(request: Request, token: str) -> HttpResponse:
    if request.user.is_authenticated:
        before = services.accepted_by(token, request.user.email)
        if before is not None:  # the same link clicked once more
            return redirect("cockpit:map", before.alliance.slug)
    return render(request, "alliances/invitation_gone.html", status=404)


def _as_known(request: Request, found: Invitation) -> HttpResponse:
    form = AcceptForm(
        request.POST if request.method == "POST" else None, company=_to_confirm(found)
    )
    refusal = ""
    if form.is_bound and form.is_valid():
        try:
            services.accept_invitation(
                invitation=found, user=request.user, **form.cleaned_data  # type: ignore[arg-type]
            )  # fmt: skip
            return redirect("cockpit:map", found.alliance.slug)
        except Refused as refused:
            refusal = str(refused)
    context = {
        "invitation": found, "refusal": refusal, "form": form,
        "is_addressed": request.user.email.lower() == found.email,  # type: ignore[union-attr]
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "alliances/invitation_accept.html", context, status=status)


def _as_new(request: Request, found: Invitation) -> HttpResponse:
    form = JoinForm(
        request.POST or None, initial={"name": found.name}, company=_to_confirm(found)
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "again"}
        try:
            user = services.accept_invitation(invitation=found, **given)
            sign_in(request, user)
            return redirect("cockpit:map", found.alliance.slug)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
    status = 422 if form.is_bound else 200
    context = {"invitation": found, "form": form}
    return render(request, "alliances/invitation_join.html", context, status=status)


def _to_confirm(found: Invitation) -> str:
    """The company that its first person confirms to work for, where the other side named it."""
    return found.partner.company.name if found.is_by_other_side else ""
