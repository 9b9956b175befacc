"""What this slice adds to the registries below it."""

from django.utils.translation import gettext_lazy

from allied.foundation.audit import words

ACTS = {
    "governance.add_body": gettext_lazy("added the body"),
}
KINDS = {"body": gettext_lazy("body")}


def register() -> None:
    words.register(acts=ACTS, kinds=KINDS)
