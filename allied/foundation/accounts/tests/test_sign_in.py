"""Signing in, with and without a second factor; and what the outside may not do."""

import re
import time

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.urls import reverse

from allied.foundation.accounts.models import User
from tests.support.cast import PASSWORD

LOGIN = "/account/login/"


def form(user: User, password: str = PASSWORD) -> dict[str, str]:
    return {"login": user.email, "password": password}


def code(secret: str) -> str:
    """The one of this half-minute; it is taken in the next one too."""
    _before, now, _after = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, now))


def test_a_person_signs_in_and_out(client, cast):
    answer = client.post(LOGIN, form(cast.member.user))
    assert answer["Location"] == "/"
    assert client.get("/account/password/change/").status_code == 200
    client.post("/account/logout/")
    assert client.get("/account/password/change/").status_code == 302


@pytest.mark.parametrize("who", ["known", "unknown"])
def test_a_wrong_password_says_the_same_of_the_known_and_the_unknown(client, cast, who):
    address = cast.member.user.email if who == "known" else "nobody@quintiles.example"
    answer = client.post(LOGIN, {"login": address, "password": "wrong <b>"})
    html = answer.content.decode()
    assert 'role="alert"' in html
    assert "not correct" in html
    assert f'value="{address}"' in html
    assert "wrong" not in html


def test_the_sign_in_page_asks_nothing_twice_and_leads_on(client, db):
    html = client.get(LOGIN).content.decode()
    assert html.count("<h1>") == 1
    assert reverse("account_reset_password") in html
    assert "signup" not in html
    assert 'aria-describedby="None"' not in html


@pytest.mark.parametrize("method", ["get", "post"])
def test_accounts_begin_with_an_invitation(client, db, method):
    data = {"email": "x@y.example", "password1": PASSWORD, "password2": PASSWORD}
    answer = getattr(client, method)("/account/signup/", data)
    assert "By invitation only" in answer.content.decode()
    assert not User.objects.exists()


def test_a_forgotten_password_is_chosen_anew(client, cast):
    user = cast.member.user
    client.post("/account/password/reset/", {"email": user.email})
    (message,) = mail.outbox
    assert "Choose a new password" in message.subject
    link = re.search(r"http://[^/]+(/\S+)", message.body).group(1)
    answer = client.get(link, follow=True)
    new = "another long password 9"
    client.post(answer.request["PATH_INFO"], {"password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)
    assert "no longer works" in client.get(link, follow=True).content.decode()


def test_an_unknown_address_is_told_the_same_and_gets_no_mail(client, cast):
    known = client.post("/account/password/reset/", {"email": cast.member.user.email})
    mail.outbox.clear()
    unknown = client.post("/account/password/reset/", {"email": "nobody@quintiles.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert mail.outbox == []


@pytest.fixture
def with_factor(client, cast, settings):
    """A client of the member, who has just set up the authenticator app; its secret; the codes."""
    settings.DEMO = False
    client.post(LOGIN, form(cast.member.user))
    setting_up = "/account/2fa/totp/activate/"
    secret = client.get(setting_up).context["form"].secret
    answer = client.post(setting_up, {"code": code(secret)}, follow=True)
    codes = re.findall(r"<li><code>(\w+)</code></li>", answer.content.decode())
    return client, secret, codes


def test_whoever_signed_in_just_now_is_not_asked_again_and_later_is(client, cast, settings):
    settings.DEMO = False
    client.post(LOGIN, form(cast.member.user))
    setting_up = "/account/2fa/totp/activate/"
    assert client.get(setting_up).status_code == 200
    session = client.session
    for each in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        each["at"] -= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT + 1
    session.save()
    asked = client.get(setting_up)["Location"]
    assert "Please confirm that it is you" in client.get(asked).content.decode()
    assert client.post(asked, {"password": "wrong"}).status_code == 200
    assert client.get(setting_up).status_code == 302
    assert client.post(asked, {"password": PASSWORD})["Location"] == setting_up
    assert client.get(setting_up).status_code == 200


def test_a_browser_signed_in_by_no_sign_in_page_confirms(client, cast, settings):
    settings.DEMO = False
    client.force_login(cast.member.user)
    assert client.get("/account/2fa/totp/activate/").status_code == 302


def test_the_demo_asks_for_no_password(client, cast):
    client.force_login(cast.member.user)
    assert client.get("/account/2fa/totp/activate/").status_code == 200


def test_a_code_is_taken_in_the_next_half_minute_and_no_longer(client, cast, settings, monkeypatch):
    settings.DEMO = False
    client.post(LOGIN, form(cast.member.user))
    setting_up = "/account/2fa/totp/activate/"
    clock = {"now": time.time()}
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: clock["now"])
    typed = code(client.get(setting_up).context["form"].secret)
    for later, status in ((90, 200), (-60, 302)):
        clock["now"] += later
        assert client.post(setting_up, {"code": typed}).status_code == status


def test_the_second_factor_is_set_up_with_recovery_codes(with_factor):
    client, _, codes = with_factor
    assert len(codes) == 10
    html = client.get("/account/2fa/").content.decode()
    assert "On: signing in takes" in html
    saved = client.get("/account/2fa/codes/download/")
    assert saved["Content-Disposition"].startswith("attachment")
    assert codes[0] in saved.content.decode()


def test_the_second_factor_is_asked_for(with_factor, cast):
    client, _, codes = with_factor
    client.post("/account/logout/")
    answer = client.post(LOGIN, form(cast.member.user))
    assert answer["Location"] == "/account/2fa/authenticate/"
    assert client.get("/account/password/change/").status_code == 302
    wrong = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert 'aria-invalid="true"' in wrong.content.decode()
    answer = client.post("/account/2fa/authenticate/", {"code": codes[0]})
    assert answer["Location"] == "/"
    assert client.get("/account/password/change/").status_code == 200


def test_the_second_factor_is_turned_off(with_factor):
    client, _, _ = with_factor
    assert (
        "Turn off the second factor?"
        in client.get("/account/2fa/totp/deactivate/").content.decode()
    )
    client.post("/account/2fa/totp/deactivate/")
    assert "Off: signing in takes" in client.get("/account/2fa/").content.decode()


def test_new_recovery_codes_void_the_old(with_factor):
    client, _, old = with_factor
    assert "will no longer work" in client.get("/account/2fa/codes/generate/").content.decode()
    answer = client.post("/account/2fa/codes/generate/", follow=True)
    assert old[0] not in answer.content.decode()


@pytest.mark.parametrize("name", ["account_change_password", "mfa_index", "mfa_activate_totp"])
def test_pages_of_the_account_ask_for_a_sign_in(client, db, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer["Location"].startswith(LOGIN)


@pytest.mark.parametrize(
    "shown", ["/account/login/", "/account/password/reset/", "/account/inactive/"]
)
def test_the_library_shows_no_page_of_its_own(client, db, shown):
    html = client.get(shown).content.decode()
    assert 'class="entrance-box"' in html
    assert "Menu:" not in html
