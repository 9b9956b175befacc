from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from allied.foundation.audit import words


class NotesConfig(AppConfig):
    name = "allied.notes"

    def ready(self) -> None:
        from . import kinds, rules  # noqa: F401, PLC0415

        kinds.register()
        words.register(
            acts={
                "notes.write": _("wrote a note on"),
                "notes.edit": _("edited a note on"),
                "notes.remove": _("removed a note on"),
            },
            kinds={"note": _("note")},
        )
