"""Sharing one record of our room with the partners: what they will see, then the act."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from allied.foundation.access.http import Request
from allied.foundation.access.refusal import Refused

from .. import services, sharing
from ..access import on_alliance
from ..models import Alliance
from ..queries import joint_room, partners_of


@require_http_methods(["GET", "POST"])
@on_alliance("alliances.share_own")
def share(request: Request, alliance: Alliance, kind: str, pk: int) -> HttpResponse:
    shareable = sharing.shareable(kind)
    record = shareable.find(request.actor, alliance, pk) if shareable else None
    seat = request.actor.seats[alliance.pk]
    if shareable is None or record is None:
        raise Http404
    if record.room_id != seat.own_room_id:
        return redirect(shareable.address(record))
    if not services.may_share_record(request.actor, record):
        raise PermissionDenied("alliances.share")
    objection = shareable.objection(record, joint_room(alliance))
    if request.method == "POST":
        try:
            services.share_record(by=request.actor, record=record)
            messages.success(request, _("Shared. It is in the joint room now."))
            return redirect(shareable.address(record))
        except Refused as refused:
            objection = str(refused)
    others = [partner for partner in partners_of(alliance) if partner.pk != seat.partner_id]
    context = {
        "alliance": alliance, "kind": shareable, "record": record, "others": others,
        "shown": shareable.shown(record), "objection": objection,
        "address": shareable.address(record),
    }  # fmt: skip
    return render(
        request, "alliances/share.html", context, status=422 if request.method == "POST" else 200
    )
