from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "allied.foundation.ui"
    label = "ui"
