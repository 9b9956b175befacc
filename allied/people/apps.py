from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from allied.foundation.audit import words


class PeopleConfig(AppConfig):
    name = "allied.people"

    def ready(self) -> None:
        from . import rules  # noqa: F401, PLC0415  registers the permissions

        words.register(acts=ACTS)


ACTS = {
    "people.edit_self": _("changed the own page,"),
    "people.make_token": _("made the access token"),
    "people.revoke_token": _("revoked the access token"),
}
