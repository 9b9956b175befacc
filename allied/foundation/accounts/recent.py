"""Whether somebody signed in just now, and the way to confirm it where not."""

import time
from typing import cast

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from .models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(request: HttpRequest, user: User, method: str = "password") -> None:
    """Sign in somebody who has shown who it is by other means than the sign-in page."""
    login(request, user, backend=BACKEND)
    record_authentication(request, user, method=method)


def signed_in_just_now(request: HttpRequest) -> bool:
    """Whether the person at this browser signed in within the time that a confirmation holds."""
    if settings.DEMO:  # where one click signs in, a password proves nothing
        return True
    records = get_authentication_records(request, cast(User, request.user))
    latest = max((float(each.get("at", 0)) for each in records), default=0.0)
    return time.time() - latest < app_settings.REAUTHENTICATION_TIMEOUT


def to_confirm(request: HttpRequest, back_to: str) -> HttpResponse | None:
    """Where the person must confirm first who it is: the way there, and back. None where not."""
    needed = get_adapter().is_reauthentication_required(app="allied")
    if not needed or did_recently_reauthenticate(request):
        return None
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back_to})}")
