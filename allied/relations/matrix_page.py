"""The matrix as its page says it: the answer in a sentence, heads with their links, choices."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allied.alliances.models import Alliance
from allied.foundation.ui.marks import STATUS_WORDS
from allied.scorecard.formats import score_text

from .choices import Choices
from .models import Round
from .quarters import quarter_label
from .queries import Matrix


def page_of(
    matrix: Matrix, choices: Choices, alliance: Alliance, rounds: Sequence[Round],
    kinds: Sequence[str],
) -> dict[str, Any]:  # fmt: skip
    now = matrix.round
    heads = {
        "name": _head(choices, "name"),
        "overall": _head(choices, "overall"), "gap": _head(choices, "gap"),
    }  # fmt: skip
    return {
        "matrix": matrix, "choices": choices, "round": now, "heads": heads,
        "label": quarter_label(now.period_start, alliance),
        "before_label": _label(matrix.before, alliance),
        "has_changed": bool(matrix.before and matrix.before.revision != now.revision),
        "answer": answer_of(matrix, choices),
        "columns": [
            {
                "column": each, **_head(choices, each.key),
                "fold": choices.query(round=now.pk, open=0 if each.is_open else each.part_id),
            }
            for each in matrix.columns
        ],
        "rounds": [
            (each.pk, quarter_label(each.period_start, alliance), each.is_open) for each in rounds
        ],
        "views": [
            (name, title, choices.query(view=name))
            for name, title in (
                ("ours", _("Our view")), ("theirs", _("Their view")), ("gap", _("Gap")),
            )
        ],
        "kinds": kinds,
        "statuses": [(key, words) for key, words in STATUS_WORDS.items() if key != "stale"],
        "newer": choices.query(page=matrix.page - 1) if matrix.page > 1 else "",
        "further": choices.query(page=matrix.page + 1) if matrix.page < matrix.pages else "",
        "cleared": Choices(round=choices.round, view=choices.view).query(),
        "other_name": _("Our view") if choices.view == "theirs" else _("Their view"),
    }  # fmt: skip


def _label(round: Round | None, alliance: Alliance) -> str:
    return quarter_label(round.period_start, alliance) if round else ""


def _head(choices: Choices, name: str) -> dict[str, str]:
    """Where the head of a column leads, and how the column is sorted now."""
    is_here = choices.sort == name
    down = is_here and not choices.down
    order = ("descending" if choices.down else "ascending") if is_here else "none"
    return {"sort": choices.query(sort=name, down=down), "order": order}


def answer_of(matrix: Matrix, choices: Choices) -> str:
    """The page in a sentence or two: how many are off track, who fell most."""
    view = "theirs" if choices.view == "theirs" else "ours"
    if not matrix.answered[view]:
        ours = _("Nobody has answered in this round yet.")
        return ours if view == "ours" else _("No counterpart has answered in this round yet.")
    off = matrix.counts["off_track"]
    said = ngettext(
        "%(off)d of %(answered)d reviewed is off track",
        "%(off)d of %(answered)d reviewed are off track",
        off,
    ) % {"off": off, "answered": matrix.answered[view]}
    missing = matrix.total - matrix.answered[view]
    if missing:
        said += _(", %(missing)d are not reviewed yet") % {"missing": missing}
    if matrix.fallen is None:
        return f"{said}."
    fell = _("%(name)s fell most since the round before (%(move)s).") % {
        "name": matrix.fallen.name, "move": score_text(matrix.fallen.overall.move),
    }  # fmt: skip
    return f"{said}. {fell}"
