from importlib import import_module

from django.apps import AppConfig

SLICES = ("bodies", "meetings", "decisions", "actions", "proposals", "escalations")


class GovernanceConfig(AppConfig):
    name = "allied.governance"

    def ready(self) -> None:
        """Each slice brings its permissions (`rules`) and what it registers below."""
        for name in SLICES:
            import_module(f"allied.governance.{name}.rules")
            import_module(f"allied.governance.{name}.registering").register()
        import_module("allied.governance.figures").register()
