from django.apps import AppConfig


class CockpitConfig(AppConfig):
    name = "allied.cockpit"

    def ready(self) -> None:
        from .map import subject  # noqa: PLC0415
        from .pack import sent  # noqa: PLC0415

        subject.register()
        sent.register()
