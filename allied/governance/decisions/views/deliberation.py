"""How long decisions take against how important they are, by body and over time."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request

from ..queries import offered_to
from ..queries.deliberation import Deliberation, Taken, deliberation_of
from ..saying import days_text
from ..scatter import draw


@require_GET
@on_alliance("governance.see")
def deliberation(request: Request, alliance: Alliance) -> HttpResponse:
    bodies = offered_to(request.actor, alliance).bodies
    chosen = next((b for b in bodies if str(b.pk) == request.GET.get("body", "")), None)
    found = deliberation_of(request.actor, alliance, chosen)
    drawing = draw(found.whole.rows, [_title(row) for row in found.whole.rows])
    context = {
        "alliance": alliance, "tab": "deliberation", "found": found, "bodies": bodies,
        "chosen": chosen, "answer": answer_of(found), "drawing": drawing,
        "columns": zip(found.by_importance, drawing.columns, strict=True) if drawing else (),
        "rows": sorted(found.whole.rows, key=lambda row: (-row.importance, -row.days)),
    }  # fmt: skip
    return render(request, "governance/deliberation.html", context)


def answer_of(found: Deliberation) -> str:
    """The head of the page in a sentence or two."""
    whole, moderate = found.whole, found.by_importance[2]
    if whole.median is None or whole.share is None:
        return _("Nothing was decided yet.")
    said = ngettext(
        "One decision, after %(median)s.",
        "%(count)d decisions; half of them within %(median)s.",
        whole.count,
    ) % {"count": whole.count, "median": days_text(whole.median)}
    great = _slower(found)
    return f"{said} {great}" if great and moderate.count else said


def _slower(found: Deliberation) -> str:
    """Whether moderately important ones took longer than the great: the sign of deliberation."""
    moderate = found.by_importance[2].median
    great = [row.days for group in found.by_importance[3:] for row in group.rows]
    if moderate is None or not great:
        return ""
    middle = sorted(great)[len(great) // 2]
    if moderate > middle:
        return _("The moderately important ones took longer than the great ones.")
    return ""


def _title(row: Taken) -> str:
    return f"{row.number}. {row.title}: {row.importance_in_words}, {days_text(row.days)}"
