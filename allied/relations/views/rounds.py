"""Rounds: opening, who has answered, links, closing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.ui.answers import UNUSABLE, answer_act, answer_form, sent, version_in

from .. import queries, services
from ..forms import LinkForm, RoundForm
from ..models import Round
from ..quarters import quarter_label
from ..services.links import LinkTo
from .around import around, page_in


@require_http_methods(["GET", "POST"])
@on_alliance("relations.keep")
def round_open(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    template = queries.template_visible_to(request.actor, alliance, pk)
    form = RoundForm(sent(request), alliance=alliance)

    def act() -> str:
        made = services.open_round(by=request.actor, template=template, **form.cleaned_data)
        return _page(made)

    return answer_form(request, "relations/round_form.html", form, act, {"template": template})


@require_GET
@on_alliance("relations.see")
def round(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """Who has answered, who is still asked."""
    row = queries.round_visible_to(request.actor, alliance, pk)
    mine = request.GET.get("mine") == "1"
    found = queries.progress_of(request.actor, row, page_in(request), mine)
    context = {
        "round": row, "label": quarter_label(row.period_start, alliance), "progress": found,
        "mine": mine, **around(request, row.template),
    }  # fmt: skip
    return render(request, "relations/round.html", context)


@require_http_methods(["GET", "POST"])
@on_alliance("relations.keep")
def round_close(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """What closing leaves open is said before it is done."""
    row = queries.round_visible_to(request.actor, alliance, pk)
    if request.method == "POST":
        try:
            services.close_round(by=request.actor, round=row, version=version_in(request))
            messages.success(request, _("The round is closed, and stays as it is."))
        except Refused as refused:
            messages.error(request, str(refused))
        except Conflict:
            messages.error(request, _("Somebody else changed this in the meantime. Look again."))
        return redirect(_page(row))
    context = {
        "round": row, "label": quarter_label(row.period_start, alliance),
        "progress": queries.progress_of(request.actor, row), **around(request, row.template),
    }  # fmt: skip
    return render(request, "relations/round_close.html", context)


@require_POST
@on_alliance("relations.keep")
def round_discard(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.round_visible_to(request.actor, alliance, pk)
    try:
        services.discard_round(by=request.actor, round=row)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(_page(row))
    messages.success(request, _("The round is discarded."))
    return redirect("relations:matrix", alliance.slug, row.template_id)


@require_POST
@on_alliance("relations.keep")
def links_send(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """To every counterpart with an address that has no link and has not answered."""
    row = queries.round_visible_to(request.actor, alliance, pk)

    def act() -> None:
        links = services.send_links(by=request.actor, round=row, link_to=_link(request))
        count = len(links)
        said = ngettext("%(count)d link is on its way.", "%(count)d links are on their way.", count)
        messages.success(request, said % {"count": count})
        failed = [link.email for link in links if link.mail_failed]
        if failed:
            told = {"addresses": ", ".join(failed[:5])}
            messages.error(request, _("The mail to %(addresses)s could not be sent.") % told)

    return answer_act(request, act, _page(row))


@require_http_methods(["GET", "POST"])
@on_alliance("relations.fill")
@never_cache
def link_send(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """One link, shown once for whoever passes it on otherwise."""
    sheet = queries.sheet_visible_to(request.actor, alliance, pk)
    demand(request.actor, "relations.fill", alliance, sheet.counterpart)
    known = queries.sheet_page(request.actor, sheet).link
    form = LinkForm.of(sheet, known, sent(request))
    context = {
        "sheet": sheet, "form": form, "known": known,
        **around(request, sheet.round.template, sheet.counterpart),
    }  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            link, address = services.send_link(
                by=request.actor, sheet=sheet, link_to=_link(request), **form.cleaned_data
            )
            context |= {"link": link, "address": address}
            return render(request, "relations/link_sent.html", context)
        except Refused as refused:
            form.refuse(refused)
    status = UNUSABLE if form.is_bound else 200
    return render(request, "relations/link_form.html", context, status=status)


@require_POST
@on_alliance("relations.fill")
def link_withdraw(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    link = queries.link_visible_to(request.actor, alliance, pk)
    back = _page(link.sheet.round)
    return answer_act(request, lambda: services.withdraw_link(by=request.actor, link=link), back)


def _link(request: Request) -> LinkTo:
    return lambda token: request.build_absolute_uri(
        reverse("relations:questionnaire", args=[token])
    )


def _page(round: Round) -> str:
    return reverse("relations:round", args=[round.template.alliance.slug, round.pk])
