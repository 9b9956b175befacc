"""What this context adds to the registries below it.

Notes on themes and perspectives (those on objectives: `cockpit.map`), and its acts in words.
"""

from collections.abc import Collection

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.audit import words
from allied.notes import subjects

from .models import Perspective, Theme

ACTS = {
    "strategy.set_lines": _("changed the lines above and below the map"),
    "strategy.lay_map": _("laid out the map from"),
    "strategy.add_perspective": _("added the perspective"),
    "strategy.edit_perspective": _("changed the perspective"),
    "strategy.shift_perspective": _("moved the perspective"),
    "strategy.remove_perspective": _("removed the perspective"),
    "strategy.add_theme": _("added the theme"),
    "strategy.edit_theme": _("changed the theme"),
    "strategy.shift_theme": _("moved the theme"),
    "strategy.remove_theme": _("removed the theme"),
    "strategy.add_objective": _("added the objective"),
    "strategy.edit_objective": _("changed the objective"),
    "strategy.move_objective": _("moved the objective"),
    "strategy.remove_objective": _("removed the objective"),
    "strategy.draw_link": _("drew the link"),
    "strategy.remove_link": _("removed the link"),
    "strategy.set_joint_win": _("changed a joint win of"),
    "strategy.state_joint_wins": _("put forward joint wins of"),
    "strategy.draft_joint_win": _("drafted a joint win of"),
}
UNDONE = {
    f"strategy.{verb}.{act.removeprefix('strategy.')}": format_lazy(words_for, done=done)
    for verb, words_for in (("undo", _("undid: {done}")), ("redo", _("did again: {done}")))
    for act, done in ACTS.items()
}
KINDS = {
    "map": _("map"),
    "perspective": _("perspective"),
    "theme": _("theme"),
    "objective": _("objective"),
    "link": _("link"),
    "map_change": _("change of the map"),
}


def register() -> None:
    subjects.register("theme", labels=_themes)
    subjects.register("perspective", labels=_perspectives)
    words.register(acts=ACTS | UNDONE, kinds=KINDS)


def _themes(actor: Actor, alliance: Alliance, pks: Collection[int]) -> dict[int, str]:
    rows = Theme.objects.visible_to(actor).filter(alliance=alliance, removed_at=None)
    return dict(rows.filter(pk__in=pks).values_list("pk", "name"))


def _perspectives(actor: Actor, alliance: Alliance, pks: Collection[int]) -> dict[int, str]:
    rows = Perspective.objects.visible_to(actor).filter(alliance=alliance, removed_at=None)
    return dict(rows.filter(pk__in=pks).values_list("pk", "name"))
