from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "allied.people"

    def ready(self) -> None:
        from . import rules  # noqa: F401, PLC0415  registers the permissions
