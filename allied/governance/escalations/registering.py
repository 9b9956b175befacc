"""What this slice adds to the registries below it."""

from django.utils.translation import gettext_lazy

from allied.foundation.audit import words

ACTS = {
    "governance.present": gettext_lazy("presented the escalation"),
}
KINDS = {"escalation": gettext_lazy("escalation")}


def register() -> None:
    words.register(acts=ACTS, kinds=KINDS)
