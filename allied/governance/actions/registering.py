"""What this slice adds to the registries below it."""

from django.utils.translation import gettext_lazy

from allied.foundation.audit import words

ACTS = {
    "governance.promise_action": gettext_lazy("wrote down the action"),
    "governance.finish_action": gettext_lazy("finished the action"),
    "governance.drop_action": gettext_lazy("dropped the action"),
    "governance.edit_action": gettext_lazy("changed the action"),
    "governance.reopen_action": gettext_lazy("reopened the action"),
    "governance.move_due_day": gettext_lazy("moved the day of the action"),
}
KINDS = {"action": gettext_lazy("action")}


def register() -> None:
    words.register(acts=ACTS, kinds=KINDS)
