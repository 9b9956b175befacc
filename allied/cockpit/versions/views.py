"""The pages of versions."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from allied.agreement.models import MapVersion
from allied.agreement.queries import version_visible_to, versions_of
from allied.agreement.services import give_stances, propose_version, withdraw_version
from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import allowed
from allied.foundation.access.refusal import Refused

from .compare_page import compare_page
from .forms import CompareForm, ProposeForm, WithdrawForm
from .page import list_page, version_page
from .preparing import Preparing, answers_to, preparing

LOST, UNUSABLE = 409, 422
IN_FORCE = gettext_lazy("All partners have agreed everything: the version is in force.")


@require_GET
@on_alliance("agreement.see")
def versions(request: Request, alliance: Alliance) -> HttpResponse:
    page = list_page(alliance, request.actor)
    rows = [row for row, _tallies in page.rows]
    context = {
        "alliance": alliance,
        "page": page,
        "form": CompareForm(rows, initial=_usual(rows)) if rows else None,
        "may_propose": allowed(request.actor, "agreement.propose", alliance),
        "may_give": allowed(request.actor, "agreement.give", alliance),
    }
    return render(request, "cockpit/versions.html", context)


@require_GET
@on_alliance("agreement.see")
def version(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    found = version_visible_to(request.actor, alliance, pk)
    may_propose = allowed(request.actor, "agreement.propose", alliance)
    context = {
        "alliance": alliance,
        "version": found,
        "page": version_page(found, alliance, request.actor),
        "form": WithdrawForm() if may_propose and found.is_open else None,
        "may_give": found.is_open and allowed(request.actor, "agreement.give", alliance),
    }
    return render(request, "cockpit/version.html", context)


@require_http_methods(["GET", "POST"])
@on_alliance("agreement.give")
def version_agree(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    found = version_visible_to(request.actor, alliance, pk)
    posted = request.POST if request.method == "POST" else None
    sheet = answers_to(found, alliance, request.actor, posted)
    if sheet is None or (posted is None and not found.is_open):
        return redirect("cockpit:version", alliance.slug, pk)
    status = 200
    if posted is not None:
        status = UNUSABLE
        try:
            if sheet.is_valid():
                in_force = give_stances(
                    by=request.actor, version=found, entries=sheet.entries(), seen=sheet.seen
                )
                messages.success(request, IN_FORCE if in_force else _("Saved."))
                return redirect("cockpit:version", alliance.slug, pk)
        except Refused as refused:
            sheet.refuse(refused)
        except Conflict as lost:
            status = LOST
            sheet.lose(lost)
    context = {"alliance": alliance, "version": found, "sheet": sheet}
    return render(request, "cockpit/version_agree.html", context, status=status)


@require_GET
@on_alliance("agreement.see")
def version_compare(request: Request, alliance: Alliance) -> HttpResponse:
    rows = versions_of(alliance, request.actor)
    form = CompareForm(rows, data={**_usual(rows), **request.GET.dict()})
    if not form.is_valid():
        messages.warning(request, _("Choose two versions to compare."))
        return redirect("cockpit:versions", alliance.slug)
    page = compare_page(alliance, request.actor, rows, **form.cleaned_data)
    context = {"alliance": alliance, "page": page, "form": form}
    return render(request, "cockpit/version_compare.html", context)


@require_http_methods(["GET", "POST"])
@on_alliance("agreement.propose")
def version_propose(request: Request, alliance: Alliance) -> HttpResponse:
    page = preparing(alliance, request.actor)
    posted = request.POST if request.method == "POST" else None
    form = ProposeForm(posted, initial={"seen": page.seen})
    status = 200
    if posted is not None:
        status = UNUSABLE
        if form.is_valid():
            try:
                made = propose_version(by=request.actor, alliance=alliance, **form.cleaned_data)
                return redirect("cockpit:version", alliance.slug, made.pk)
            except Refused as refused:
                form.refuse(refused)
            except Conflict:
                status = LOST
                _look_again(form, page)
    context = {"alliance": alliance, "page": page, "form": form}
    return render(request, "cockpit/version_propose.html", context, status=status)


@require_POST
@on_alliance("agreement.propose")
def version_withdraw(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    found = version_visible_to(request.actor, alliance, pk)
    try:
        withdraw_version(by=request.actor, version=found, why=request.POST.get("why", ""))
        messages.success(request, _("Withdrawn. It stays readable."))
    except Refused as refused:
        messages.error(request, str(refused))
    except Conflict:
        messages.error(request, _("This version is not open any more."))
    return redirect("cockpit:version", alliance.slug, pk)


def _usual(rows: Sequence[MapVersion]) -> dict[str, str]:
    """The version in force against the proposal, or else the working map."""
    keys = {row.state: str(row.pk) for row in reversed(rows)}
    before = keys.get("in_force") or keys.get("superseded") or next(iter(keys.values()), "working")
    return {"before": before, "after": keys.get("proposed", "working")}


def _look_again(form: ProposeForm, page: Preparing) -> None:
    data = form.data.copy()  # type: ignore[attr-defined]
    data["seen"] = page.seen
    form.data = data
    said = _("The map or the open proposal changed in the meantime. Look at it, then propose.")
    form.add_error(None, said)
