from django.apps import AppConfig


class ScorecardConfig(AppConfig):
    name = "allied.scorecard"
