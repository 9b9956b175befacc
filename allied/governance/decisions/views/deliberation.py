"""How long decisions take against how important they are, by body and over time."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.pure import deliberation as times
from allied.pure.deliberation import Question
from allied.pure.sentences import sentence

from ..queries import offered_to
from ..queries.deliberation import Deliberation, deliberation_of
from ..saying import days_text, show
from ..scatter import draw


@require_GET
@on_alliance("governance.see")
def deliberation(request: Request, alliance: Alliance) -> HttpResponse:
    bodies = offered_to(request.actor, alliance).bodies
    chosen = next((b for b in bodies if str(b.pk) == request.GET.get("body", "")), None)
    found = deliberation_of(request.actor, alliance, chosen)
    answer = answer_of(found)
    context = {
        "alliance": alliance, "tab": "deliberation", "found": found, "bodies": bodies,
        "chosen": chosen, "answer": answer, "long": _with_days(found.took_long.questions),
        "yardstick": _said(found.took_long.step), "correlation": _said(found.correlation.step),
        **_drawn(found),
    }  # fmt: skip
    return render(request, "governance/deliberation.html", context)


def answer_of(found: Deliberation) -> str:
    """The head of the page in a sentence or two."""
    whole = found.whole
    if whole.median is None:
        return _("Nothing was decided yet.")
    said = ngettext(
        "One decision, after %(median)s.",
        "%(count)d decisions, half of them within %(median)s.",
        whole.count,
    ) % {"count": whole.count, "median": days_text(whole.median)}
    long = len(found.took_long.questions)
    if not long:
        return said
    more = ngettext(
        "One of middling importance took longer than it deserved.",
        "%(count)d of middling importance took longer than they deserved.",
        long,
    ) % {"count": long}
    return f"{said} {more}"


def _said(step: Any) -> str:
    return sentence(times.MESSAGES, step, _, show)


def _with_days(pairs: Sequence[tuple[Question, float]]) -> list[tuple[Any, Question, float]]:
    return [(question.key, question, days) for question, days in pairs]


def _drawn(found: Deliberation) -> dict[str, Any]:
    """The drawing, and the same as rows: the most important first, then the longest."""
    decided = found.decided
    days = times.days_to_decide(decided)
    titles = [
        f"{q.key.number}. {q.key.title}: {q.key.importance_in_words}, {days_text(took)}"
        for q, took in zip(decided, days, strict=True)
    ]
    drawing = draw(decided, days, titles)
    rows = sorted(zip(decided, days, strict=True), key=lambda row: (-row[0].importance, -row[1]))
    names = [group.name for group, _times in found.by_importance]
    return {
        "drawing": drawing, "rows": _with_days(rows),
        "columns": list(zip(names, drawing.columns, strict=True)) if drawing else [],
    }  # fmt: skip
