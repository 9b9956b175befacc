from django.apps import AppConfig


class ScorecardConfig(AppConfig):
    name = "allied.scorecard"

    def ready(self) -> None:
        from . import registering, rules  # noqa: F401, PLC0415  (registers the permissions)

        registering.register()
