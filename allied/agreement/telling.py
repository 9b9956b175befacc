"""The acts of this context in words, for the trail."""

from django.utils.translation import gettext_lazy

from allied.foundation.audit import words

ACTS = {
    "agreement.propose": gettext_lazy("proposed"),
    "agreement.withdraw": gettext_lazy("withdrew"),
    "agreement.replace": gettext_lazy("replaced by a new proposal"),
    "agreement.give": gettext_lazy("answered on"),
    "agreement.put_in_force": gettext_lazy("put in force"),
    "agreement.supersede": gettext_lazy("superseded"),
}
KINDS = {"map_version": gettext_lazy("version of the map")}


def register() -> None:
    words.register(acts=ACTS, kinds=KINDS)
