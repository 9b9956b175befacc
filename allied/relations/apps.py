from django.apps import AppConfig


class RelationsConfig(AppConfig):
    name = "allied.relations"

    def ready(self) -> None:
        from . import kinds, rules  # noqa: F401, PLC0415  registers the permissions

        kinds.register()
