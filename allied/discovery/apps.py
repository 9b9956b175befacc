from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "allied.discovery"

    def ready(self) -> None:
        from . import kinds, rules  # noqa: F401, PLC0415  registers the permissions

        kinds.register()
