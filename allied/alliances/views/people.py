"""Who is on the alliance: both sides, one person, roles and their ends."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from allied.foundation.access.http import Request
from allied.foundation.access.permissions import allowed
from allied.foundation.access.refusal import Refused

from .. import services
from ..access import on_alliance
from ..forms import RoleForm
from ..models import Alliance
from ..queries import membership_visible_to, partner_and_person, person_on, sides_of


@require_GET
@on_alliance("alliances.see")
def people(request: Request, alliance: Alliance) -> HttpResponse:
    is_manager = allowed(request.actor, "alliances.manage_people", alliance)
    sides = sides_of(alliance, request.actor, is_manager)
    context = {
        "alliance": alliance, "sides": sides, "is_manager": is_manager,
        "count": sum(len(side.people) for side in sides),
    }  # fmt: skip
    return render(request, "alliances/people.html", context)


@require_GET
@on_alliance("alliances.see")
def person(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    return _person(request, alliance, pk, RoleForm())


@require_POST
@on_alliance("alliances.manage_people")
def role_add(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    partner, someone = partner_and_person(request.actor, alliance, pk) or (None, None)
    if partner is None or someone is None:
        raise Http404
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            services.appoint(by=request.actor, partner=partner, person=someone, **form.cleaned_data)
            return redirect("alliances:person", alliance.slug, pk)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
    return _person(request, alliance, pk, form)


@require_POST
@on_alliance("alliances.manage_people")
def role_end(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    membership = membership_visible_to(request.actor, alliance, pk)
    if membership is None:
        raise Http404
    try:
        services.end_membership(by=request.actor, membership=membership)
        messages.success(request, _("The role has ended."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("alliances:person", alliance.slug, membership.person_id)


@require_POST
@on_alliance("alliances.manage_people")
def person_leave(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    partner, someone = partner_and_person(request.actor, alliance, pk) or (None, None)
    if partner is None or someone is None:
        raise Http404
    try:
        services.end_person(by=request.actor, partner=partner, person=someone)
        messages.success(request, _("%(person)s has left the alliance.") % {"person": someone})
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("alliances:person", alliance.slug, pk)


def _person(request: Request, alliance: Alliance, pk: int, form: RoleForm) -> HttpResponse:
    part = person_on(alliance, request.actor, pk)
    if part is None:
        raise Http404
    own = request.actor.seats[alliance.pk].partner_id == part.partner_id
    context = {
        "alliance": alliance, "part": part, "form": form,
        "may_manage": own and allowed(request.actor, "alliances.manage_people", alliance),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "alliances/person.html", context, status=status)
