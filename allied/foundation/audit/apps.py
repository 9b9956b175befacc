from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "allied.foundation.audit"
    label = "audit"
