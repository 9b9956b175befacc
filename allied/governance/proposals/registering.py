"""What this slice adds to the registries below it."""

from django.utils.translation import gettext_lazy

from allied.foundation.audit import words

ACTS = {
    "governance.suggest": gettext_lazy("suggested"),
}
KINDS = {"proposal": gettext_lazy("proposal")}


def register() -> None:
    words.register(acts=ACTS, kinds=KINDS)
