"""What this context adds to the registries below it: words of the trail, the version in force."""

from django.utils.translation import gettext_lazy

from allied.foundation.audit import words
from allied.strategy import editions

from .queries import came_in_force

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
    editions.register(came_in_force)
