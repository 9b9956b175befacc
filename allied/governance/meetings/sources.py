"""The records that topics come from: what their kinds are called, and where they are read."""

from typing import Final

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy

WORDS: Final = {
    "escalation": gettext_lazy("escalation"),
    "decision": gettext_lazy("decision to take"),
    "proposal": gettext_lazy("proposal"),
    "map_version": gettext_lazy("version of the map"),
    "target": gettext_lazy("target to agree"),
    "objective": gettext_lazy("objective"),
    "initiative": gettext_lazy("initiative"),
    "action": gettext_lazy("overdue action"),
    "actions": gettext_lazy("open actions"),
    "measure": gettext_lazy("reading missing"),
    "look_back": gettext_lazy("look back"),
}
"""In the order in which they are suggested: what must be decided comes first."""

PAGES: Final = {
    "escalation": "governance:escalation",
    "decision": "governance:decision",
    "look_back": "governance:decision",
    "proposal": "governance:proposal",
    "map_version": "cockpit:version",
    "target": "scorecard:offers",
    "initiative": "scorecard:initiative",
    "measure": "scorecard:measure",
    "action": "governance:action",
}


def source_url(slug: str, kind: str, pk: int | None) -> str:
    """The page of a source; empty where there is none. It has its own permission."""
    if pk is None:
        return ""
    try:
        if kind == "objective":
            return f"{reverse('cockpit:map', args=[slug])}?objective={pk}"
        if kind == "actions":
            return reverse("governance:actions", args=[slug])
        return reverse(PAGES[kind], args=[slug, pk]) if kind in PAGES else ""
    except NoReverseMatch:
        return ""


def source_word(kind: str) -> str:
    return str(WORDS.get(kind, ""))
