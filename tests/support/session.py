"""The session that the sign-in page makes, without the page."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from allied.foundation.accounts.models import User


def session_of(user: User, **more: Any) -> str:
    """The key of a new one, written once. `more`: what else it holds."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session.update(
        {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
            **more,
        }
    )
    session.save(must_create=True)
    return str(session.session_key)
