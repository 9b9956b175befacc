"""What this slice adds to the registries below it."""

from django.utils.translation import gettext_lazy

from allied.foundation.audit import words

ACTS = {
    "governance.plan_meeting": gettext_lazy("planned the meeting"),
}
KINDS = {"meeting": gettext_lazy("meeting")}


def register() -> None:
    words.register(acts=ACTS, kinds=KINDS)
