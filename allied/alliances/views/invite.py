"""Sending invitations, sending them again, withdrawing them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from allied.foundation.access.http import Request
from allied.foundation.access.refusal import Refused

from .. import services
from ..access import on_alliance
from ..duties import duties_of_all
from ..forms import InviteForm
from ..models import Alliance, Invitation, Role
from ..queries import invitation_visible_to, side_to_invite
from ..services.invitations import LinkTo


@require_http_methods(["GET", "POST"])
@on_alliance("alliances.manage_people")
def invite(request: Request, alliance: Alliance) -> HttpResponse:
    """`?side=` names another partner, which gets its first person; without it, one's own."""
    side = side_to_invite(alliance, request.actor, request.GET.get("side", ""))
    if side is None:
        raise Http404
    form = InviteForm(request.POST or None)
    if not side.is_own:
        form.only_as(Role.ALLIANCE_MANAGER)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = services.invite(
                by=request.actor, partner=side.partner, link_to=_link(request), **form.cleaned_data
            )
            return _sent(request, alliance, invitation)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
    roles = duties_of_all() if side.is_own else []
    context = {"alliance": alliance, "side": side, "form": form, "roles": roles}
    status = 422 if form.is_bound else 200
    return render(request, "alliances/invite.html", context, status=status)


@require_POST
@on_alliance("alliances.manage_people")
def invitation_resend(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    invitation = _visible(request, alliance, pk)
    try:
        sent = services.resend_invitation(
            by=request.actor, invitation=invitation, link_to=_link(request)
        )
        return _sent(request, alliance, sent)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("alliances:people", alliance.slug)


@require_POST
@on_alliance("alliances.manage_people")
def invitation_withdraw(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    invitation = _visible(request, alliance, pk)
    try:
        services.withdraw_invitation(by=request.actor, invitation=invitation)
        messages.success(request, _("Withdrawn: the link no longer works."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("alliances:people", alliance.slug)


def _visible(request: Request, alliance: Alliance, pk: int) -> Invitation:
    invitation = invitation_visible_to(request.actor, alliance, pk)
    if invitation is None:
        raise Http404
    return invitation


def _link(request: Request) -> LinkTo:
    return lambda token: request.build_absolute_uri(reverse("alliances:invitation", args=[token]))


def _sent(request: Request, alliance: Alliance, invitation: Invitation) -> HttpResponse:
    address = {"email": invitation.email}
    if invitation.mail_failed:
        messages.error(
            request,
            _("The mail to %(email)s could not be sent. Send it again once mail works.") % address,
        )
    else:
        messages.success(request, _("The invitation to %(email)s is on its way.") % address)
    return redirect("alliances:people", alliance.slug)
