from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "allied.notes"

    def ready(self) -> None:
        from . import kinds  # noqa: PLC0415

        kinds.register()
