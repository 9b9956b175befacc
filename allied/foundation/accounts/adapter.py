"""How sign-in differs from the library's defaults."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from .recent import signed_in_just_now


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: an account begins with an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Whoever signed in just now has shown who it is and is not asked again."""
        return not signed_in_just_now(self.request)
