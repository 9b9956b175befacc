from django.apps import AppConfig


class AlliancesConfig(AppConfig):
    name = "allied.alliances"

    def ready(self) -> None:
        from . import rules  # noqa: F401, PLC0415
