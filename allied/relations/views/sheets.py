"""One counterpart in one round: both views, filling ours, what was agreed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import demand
from allied.foundation.ui.answers import answer_form, sent

from .. import queries, services
from ..definition import from_json
from ..forms import AgreedForm, AnswerForm
from ..models import Answer, Sheet, View
from ..quarters import quarter_label
from .around import around


@require_GET
@on_alliance("relations.see")
def sheet(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.sheet_visible_to(request.actor, alliance, pk)
    page = queries.sheet_page(request.actor, row)
    before = page.before
    context = {
        "sheet": row, "page": page, "label": quarter_label(row.round.period_start, alliance),
        "before_label": quarter_label(before.round.period_start, alliance) if before else "",
        **around(request, row.round.template, row.counterpart),
    }  # fmt: skip
    return render(request, "relations/sheet.html", context)


@require_http_methods(["GET", "POST"])
@on_alliance("relations.fill")
def sheet_fill(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """Our view: kept as a draft, or given."""
    row = queries.sheet_visible_to(request.actor, alliance, pk)
    demand(request.actor, "relations.fill", alliance, row.counterpart)
    desk = queries.desk_of(row, View.OURS)
    form = AnswerForm(
        sent(request), definition=desk.definition, view=View.OURS, answer=desk.start,
        version=desk.version,
    )  # fmt: skip

    def act() -> str:
        if request.POST.get("act") == "keep":
            services.keep_draft(by=request.actor, sheet=row, **form.answers())
            messages.success(request, _("Kept as a draft. It counts once you send it."))
            return request.path
        services.send_answer(by=request.actor, sheet=row, **form.answers())
        return reverse("relations:sheet", args=[alliance.slug, row.pk])

    context = {
        "sheet": row, "desk": desk, "label": quarter_label(row.round.period_start, alliance),
        **around(request, row.round.template, row.counterpart),
    }  # fmt: skip
    return answer_form(
        request, "relations/sheet_fill.html", form, act, context,
        fresh=lambda now: fresh_form(row, now, View.OURS),
    )  # fmt: skip


def fresh_form(sheet: Sheet, now: Answer, view: str) -> AnswerForm:
    """What stands now, after somebody else saved: a draft, or an answer that was sent."""
    version = now.version if now.sent_at is None else 0
    return AnswerForm(
        definition=from_json(sheet.round.definition), view=view, answer=now, version=version
    )


@require_http_methods(["GET", "POST"])
@on_alliance("relations.fill")
def sheet_agree(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.sheet_visible_to(request.actor, alliance, pk)
    demand(request.actor, "relations.fill", alliance, row.counterpart)
    form = AgreedForm.of(row, sent(request))

    def act() -> str:
        services.agree(by=request.actor, sheet=row, **form.cleaned_data)
        return reverse("relations:sheet", args=[alliance.slug, row.pk])

    context = {
        "sheet": row, "label": quarter_label(row.round.period_start, alliance),
        **around(request, row.round.template, row.counterpart),
    }  # fmt: skip
    return answer_form(
        request, "relations/agreed_form.html", form, act, context, fresh=AgreedForm.of
    )
