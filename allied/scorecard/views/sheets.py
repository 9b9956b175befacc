"""Scorecard sheets in the browser: choose a file, look at what it would do, confirm; export."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.alliances.queries import current_room
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import allowed, demand
from allied.foundation.access.refusal import Refused

from ..forms.sheet import SheetForm
from ..sheets import stash
from ..sheets.columns import BY_NAME, USUAL
from ..sheets.export import export_of
from ..sheets.files import sheet_file
from ..sheets.help import HELP, RULES
from ..sheets.output import write_workbook
from ..sheets.plan import Plan
from ..sheets.preview import preview_of
from ..sheets.services import PlanChanged, SheetRefused, import_sheet, plan_sheet
from ..sheets.summary import done_sentence, plan_sentence
from ..sheets.template import COLUMNS, template_rows


@require_http_methods(["GET", "POST"])
@on_alliance("scorecard.see")
def sheet_import(request: Request, alliance: Alliance) -> HttpResponse:
    """Export, and for those who may choose a file: it is kept for its preview, nothing else."""
    if request.method == "POST":
        demand(request.actor, "scorecard.import_sheet", alliance)
    form = SheetForm(request)
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        token = stash.keep(
            request.session, alliance_id=alliance.pk, view=request.actor.view.value,
            name=file.name, data=file.read(),
        )  # fmt: skip
        return redirect("scorecard:sheet_preview", alliance.slug, token)
    context = {
        "alliance": alliance,
        "form": form,
        "may_import": allowed(request.actor, "scorecard.import_sheet", alliance),
        "room": current_room(request.actor, alliance),
        "rules": RULES,
        "usual": [(name, HELP[name]) for name in USUAL],
        "further": [(name, HELP[name]) for name in BY_NAME if name not in USUAL],
    }
    status = 422 if form.is_bound else 200
    return render(request, "scorecard/sheet_import.html", context, status=status)


@require_http_methods(["GET", "POST"])
@on_alliance("scorecard.import_sheet")
def sheet_preview(request: Request, alliance: Alliance, token: str) -> HttpResponse:
    """What the kept file would do, and on confirmation the doing of it."""
    kept = stash.get(request.session, token, alliance_id=alliance.pk)
    if kept is None or kept.view != request.actor.view.value:
        messages.warning(
            request, _("The file is not kept any more, or for another view: choose it again.")
        )
        return redirect("scorecard:sheet_import", alliance.slug)
    given = {"by": request.actor, "alliance": alliance, "name": kept.name, "data": kept.data}
    if request.method != "POST":
        return _preview(request, alliance, kept.name, plan_sheet(**given))  # type: ignore[arg-type]
    try:
        plan = import_sheet(**given, expected=request.POST.get("plan", ""))  # type: ignore[arg-type]
    except (SheetRefused, PlanChanged) as refused:
        return _preview(request, alliance, kept.name, refused.plan, str(refused))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(request.path)
    stash.drop(request.session, token)
    messages.success(request, done_sentence(plan))
    return redirect("scorecard:scorecard", alliance.slug)


def _preview(
    request: Request, alliance: Alliance, name: str, plan: Plan, notice: str = ""
) -> HttpResponse:
    context = {
        "alliance": alliance,
        "name": name,
        "notice": notice,
        "room": current_room(request.actor, alliance),
        "preview": preview_of(plan, alliance),
        "plan": plan,
        "answer": plan_sentence(plan),
    }
    return render(request, "scorecard/sheet_preview.html", context, status=422 if notice else 200)


@require_GET
@on_alliance("scorecard.see")
def sheet_export(request: Request, alliance: Alliance, ending: str) -> HttpResponseBase:
    """All readings that the actor sees in the present view."""
    export = export_of(alliance, request.actor)
    name = f"{alliance.slug}-scorecard-{alliance.today().isoformat()}"
    return sheet_file(
        ending, name, export.columns, export.rows(), alliance.name, write=write_workbook
    )


@require_GET
@on_alliance("scorecard.see")
def sheet_template(request: Request, alliance: Alliance, ending: str) -> HttpResponseBase:
    rows = template_rows(alliance, alliance.today())
    name = "scorecard-template"
    return sheet_file(ending, name, COLUMNS, iter(rows), alliance.name, write=write_workbook)
