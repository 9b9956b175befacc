"""What a change of the map did, as a sentence; and the names of closed lists on the screen."""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allied.pure.scoring import MissingPolicy, RollUpRule

ACTS: Final[dict[str, Any]] = {
    "set_lines": gettext_lazy("Mission and values lines changed"),
    "lay_map": gettext_lazy("Map laid out from “%(label)s”"),
    "add_perspective": gettext_lazy("Perspective “%(label)s” added"),
    "edit_perspective": gettext_lazy("Perspective “%(label)s” changed"),
    "shift_perspective": gettext_lazy("Perspective “%(label)s” moved"),
    "remove_perspective": gettext_lazy("Perspective “%(label)s” removed"),
    "add_theme": gettext_lazy("Theme “%(label)s” added"),
    "edit_theme": gettext_lazy("Theme “%(label)s” changed"),
    "shift_theme": gettext_lazy("Theme “%(label)s” moved"),
    "remove_theme": gettext_lazy("Theme “%(label)s” removed"),
    "add_objective": gettext_lazy("Objective “%(label)s” added"),
    "edit_objective": gettext_lazy("Objective “%(label)s” changed"),
    "move_objective": gettext_lazy("Objective “%(label)s” moved"),
    "remove_objective": gettext_lazy("Objective “%(label)s” removed"),
    "draw_link": gettext_lazy("Link “%(label)s” drawn"),
    "remove_link": gettext_lazy("Link “%(label)s” removed"),
    "set_joint_win": gettext_lazy("Joint win of “%(label)s” changed"),
    "state_joint_wins": gettext_lazy("Joint wins of %(label)s put forward"),
}

ROLL_UP_RULES: Final = [
    (RollUpRule.WEIGHTED_MEAN.value, gettext_lazy("weighted mean")),
    (RollUpRule.WORST.value, gettext_lazy("the worst counts")),
    (RollUpRule.BEST.value, gettext_lazy("the best counts")),
    (RollUpRule.MOST_FREQUENT.value, gettext_lazy("the most frequent status counts")),
    (RollUpRule.JUDGEMENT.value, gettext_lazy("own judgement")),
]
MISSING_POLICIES: Final = [
    (MissingPolicy.LEAVE_OUT.value, gettext_lazy("leave it out")),
    (MissingPolicy.STRICT.value, gettext_lazy("no score while one is missing")),
    (MissingPolicy.AS_ZERO.value, gettext_lazy("count it as zero")),
    (MissingPolicy.CARRY_FORWARD.value, gettext_lazy("carry the last score forward")),
]
COLOURS: Final = [
    (1, gettext_lazy("blue")),
    (2, gettext_lazy("orange")),
    (3, gettext_lazy("teal")),
    (4, gettext_lazy("orchid")),
    (5, gettext_lazy("ochre")),
    (6, gettext_lazy("green")),
    (7, gettext_lazy("wine red")),
    (8, gettext_lazy("violet")),
]


def sentence(act: str, label: str) -> str:
    """What was done, without a full stop. An act that is not known is shown by its label."""
    verb, _dot, plain = act.rpartition(".")
    done = str(ACTS[plain]) % {"label": label} if plain in ACTS else label
    if verb == "undo":
        return _("Undone: %(done)s") % {"done": done}
    if verb == "redo":
        return _("Done again: %(done)s") % {"done": done}
    return done


FIELDS: Final[dict[str, Any]] = {
    "description": gettext_lazy("description"),
    "perspective_id": gettext_lazy("perspective"),
    "theme_id": gettext_lazy("theme"),
    "owner_id": gettext_lazy("owner"),
    "leader_id": gettext_lazy("leader"),
    "pin": gettext_lazy("place"),
    "weight": gettext_lazy("weight"),
    "weights": gettext_lazy("weight"),
    "roll_up_rule": gettext_lazy("way of scoring"),
    "missing_policy": gettext_lazy("missing data"),
    "judgement": gettext_lazy("own judgement"),
    "question": gettext_lazy("question"),
    "is_operational": gettext_lazy("operational or not"),
    "statement": gettext_lazy("statement"),
    "colour": gettext_lazy("colour"),
    "mission": gettext_lazy("mission"),
    "values_line": gettext_lazy("values"),
}


def particulars(steps: list[dict[str, Any]]) -> str:
    """What was touched, in a few words: fields by name, an old name, a new joint win, links."""
    said: dict[str, None] = {}
    for step in steps:
        before, after = step["before"], step["after"]
        if step["model"] == "link":
            said[_("a link drawn") if before is None else _("a link removed")] = None
        elif step["model"] == "joint_win":
            said[f"“{after['text']}”" if after else _("taken back")] = None
        elif before is not None and after is not None:
            said |= dict.fromkeys(_of_fields(before))
    return ", ".join(said)


def _of_fields(before: dict[str, Any]) -> list[str]:
    old = [_("was “%(name)s”") % {"name": before[n]} for n in ("title", "name") if n in before]
    return old + [str(FIELDS[name]) for name in before if name in FIELDS]
