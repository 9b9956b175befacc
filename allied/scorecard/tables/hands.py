"""What people did beside the rule: a status by hand with its reason, a target not agreed."""

# ruff: noqa: S308  only escaped words reach the markup

from html import escape
from typing import Final

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from allied.foundation.ui.marks import icon

_LONGEST: Final = 90


def by_hand_text(reason: str, computed: str = "") -> SafeString:
    """A line of a table; the whole reason, where it is longer, for the pointer and on its page."""
    shown = reason if len(reason) <= _LONGEST else f"{reason[: _LONGEST - 1].rstrip()}…"
    said = escape(_("by hand"))
    if reason:
        said += f": <q>{escape(shown.rstrip('.'))}</q>."
    more = f" {escape(_('Computed: %(status)s.') % {'status': computed})}" if computed else ""
    return mark_safe(
        f'<p class="hand-reason muted small" title="{escape(reason)}" dir="auto">'
        f"{icon('hand', 12)} {said}{more}</p>"
    )


def proposed_mark() -> SafeString:
    """Under a target that is in force and that not every partner has agreed to."""
    return mark_safe(f'<br><span class="tag">{icon("hourglass", 12)}{escape(_("proposed"))}</span>')
