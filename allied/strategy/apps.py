from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "allied.strategy"

    def ready(self) -> None:
        from . import rules, subjects  # noqa: F401, PLC0415  registers the permissions

        subjects.register()
