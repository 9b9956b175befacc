from django.apps import AppConfig


class AgreementConfig(AppConfig):
    name = "allied.agreement"

    def ready(self) -> None:
        from . import rules, telling  # noqa: F401, PLC0415  registers the permissions

        telling.register()
