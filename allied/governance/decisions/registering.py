"""What this slice adds to the registries below it."""

from django.utils.translation import gettext_lazy

from allied.foundation.audit import words

ACTS = {
    "governance.raise_decision": gettext_lazy("raised the decision"),
    "governance.take_decision": gettext_lazy("recorded the decision"),
    "governance.supersede_decision": gettext_lazy("superseded the decision"),
    "governance.withdraw_decision": gettext_lazy("withdrew the decision"),
}
KINDS = {"decision": gettext_lazy("decision")}


def register() -> None:
    words.register(acts=ACTS, kinds=KINDS)
