from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "allied.foundation.access"
    label = "access"
