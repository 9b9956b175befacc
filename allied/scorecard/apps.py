from django.apps import AppConfig


class ScorecardConfig(AppConfig):
    name = "allied.scorecard"

    def ready(self) -> None:
        from . import rules, subjects  # noqa: F401, PLC0415  (rules registers the permissions)

        subjects.register()
