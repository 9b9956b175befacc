"""The matrix, and the file of it."""

import tempfile
from itertools import chain

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.scorecard.sheets.output import csv_lines, write_table

from .. import queries
from ..choices import Choices
from ..export import export_of
from ..matrix_page import page_of
from .around import around


@require_GET
@on_alliance("relations.see")
def matrix(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    template = queries.template_visible_to(request.actor, alliance, pk)
    choices = Choices.of(request.GET)
    found = queries.matrix_of(request.actor, template, choices)
    context = around(request, template)
    if found is None:
        context["counterparts"] = len(queries.counterparts_of(request.actor, template))
        context["parts"] = queries.parts_of(request.actor, template)
        return render(request, "relations/matrix_empty.html", context)
    context |= page_of(
        found, choices, alliance, queries.rounds_of(request.actor, template),
        queries.kinds_of(request.actor, template),
    )  # fmt: skip
    return render(request, "relations/matrix.html", context)


@require_GET
@on_alliance("relations.see")
def matrix_export(request: Request, alliance: Alliance, pk: int, ending: str) -> HttpResponseBase:
    """All counterparts of one round with both views, whatever the page was narrowed to."""
    template = queries.template_visible_to(request.actor, alliance, pk)
    export = export_of(request.actor, template, Choices.of(request.GET))
    if export is None or ending not in {"csv", "xlsx"}:
        raise Http404
    name = f"{alliance.slug}-relationships-{template.pk}-{export.quarter}"
    if ending == "csv":
        # The mark tells spreadsheet programmes that it is UTF-8.
        lines = (each.encode() for each in chain(["\ufeff"], csv_lines(export.heads, export.rows)))
        answer: HttpResponseBase = StreamingHttpResponse(lines, content_type="text/csv")
        answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return answer
    file = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    write_table(file, export.heads, export.rows, template.name, export.numbers)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx")
