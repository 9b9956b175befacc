from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "allied.foundation.accounts"
    label = "accounts"
