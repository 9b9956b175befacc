"""The library's sign-in pages that this product opens; the rest of them does not exist here.

Each says who may open it in the same way as our own views. `anybody` is for pages the library
itself opens to the unknown; on the others the middleware has already demanded a sign-in.
"""

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

View = Callable[..., Any]


def anybody(view: View) -> View:
    if getattr(view, "login_required", True):
        raise ValueError(f"{view} demands a sign-in")
    view.permission = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    if not getattr(view, "login_required", True):
        raise ValueError(f"{view} demands no sign-in")
    view.permission = "access.signed_in"  # type: ignore[attr-defined]
    return view


urlpatterns = [
    path("login/", anybody(account.login), name="account_login"),
    path("logout/", anybody(account.logout), name="account_logout"),
    path("inactive/", anybody(account.account_inactive), name="account_inactive"),
    path("signup/", anybody(account.signup), name="account_signup"),
    path("reauthenticate/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", signed_in(account.password_change), name="account_change_password"),
    path("password/set/", signed_in(account.password_set), name="account_set_password"),
    path("password/reset/", anybody(account.password_reset), name="account_reset_password"),
    path(
        "password/reset/done/",
        anybody(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(  # the key itself holds a hyphen, so that <uidb36>-<key> would part them wrongly
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        anybody(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        anybody(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", signed_in(mfa.index), name="mfa_index"),
    path("2fa/authenticate/", anybody(mfa.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", signed_in(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/codes/", signed_in(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "2fa/codes/generate/",
        signed_in(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/codes/download/",
        signed_in(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
