from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from allied.foundation.audit import words


class AlliancesConfig(AppConfig):
    name = "allied.alliances"

    def ready(self) -> None:
        from . import rules  # noqa: F401, PLC0415
        from .models import Role  # noqa: PLC0415
        from .policies import check_role, protect_rooms  # noqa: PLC0415

        post_migrate.connect(protect_rooms, sender=self)
        checks.register(check_role, checks.Tags.database)

        roles = (_("role"), dict(Role.choices))
        words.register(acts=ACTS, kinds=KINDS, details={"role": roles})


ACTS = {
    "alliances.found": _("founded the alliance"),
    "alliances.edit": _("changed the settings of"),
    "alliances.appoint": _("gave a role to"),
    "alliances.take_role": _("took a role as founder,"),
    "alliances.end_membership": _("ended a role of"),
    "alliances.invite": _("invited"),
    "alliances.resend_invitation": _("sent again the invitation of"),
    "alliances.withdraw_invitation": _("withdrew the invitation of"),
    "alliances.accept_invitation": _("accepted the invitation of"),
    "alliances.leave": _("ended the part of"),
    "alliances.share": _("shared with all partners"),
}
KINDS = {
    "alliance": _("alliance"),
    "membership": _("role"),
    "invitation": _("invitation"),
    "partner": _("partner"),
}
