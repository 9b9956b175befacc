"""Access tokens on one's own page: shown once, kept as a hash, ended at once."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from allied.foundation.access.actor import View
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry
from allied.people.models import AccessToken
from allied.people.tokens import MOST, make_token, revoke_token, use_token
from tests.support.cast import PASSWORD

NEW = "/me/tokens/new/"
DATA = {"name": "month-end script", "scope": "write", "view": "ours", "days": "30"}


@pytest.fixture
def client(cast, settings):
    """Signed in just now, by the page."""
    settings.DEMO = False
    client = Client()
    client.post("/account/login/", {"login": cast.member.user.email, "password": PASSWORD})
    return client


def made(cast, who="member", **more):
    given = {"name": "script", "scope": "read", "view": "joint", "days": 30, **more}
    return make_token(by=cast.actor(who), **given)


def test_a_token_is_shown_once_and_kept_as_a_hash(cast, client):
    answer = client.post(NEW, DATA)
    (text,) = re.findall(r'value="(allied_[\w-]{43})"', answer.content.decode())
    assert "no-store" in answer["Cache-Control"]
    token = AccessToken.objects.get()
    assert (token.person, token.scope, token.view) == (cast.member, "write", "ours")
    assert timedelta(days=29) < token.expires_at - timezone.now() < timedelta(days=31)
    assert text not in str(AccessToken.objects.values().get())
    page = client.get("/me/").content.decode()
    assert "month-end script" in page
    assert text not in page
    assert use_token(text) == token
    entry = Entry.objects.get(act="people.make_token")
    assert (entry.author, entry.label, entry.room_id) == ("Member", "month-end script", None)


def test_the_default_is_the_least(cast, client):
    page = client.get(NEW).content.decode()
    assert '<option value="read" selected' in page
    assert '<option value="joint" selected' in page


def test_an_open_window_is_not_enough(cast, signed_in, settings):
    """Who finds a browser signed in long ago confirms first."""
    settings.DEMO = False
    client = signed_in("member")
    for answer in (client.get(NEW), client.post(NEW, DATA)):
        assert answer["Location"] == "/account/reauthenticate/?next=%2Fme%2Ftokens%2Fnew%2F"
    assert not AccessToken.objects.exists()
    confirmed = client.post(answer["Location"], {"password": PASSWORD})
    assert confirmed["Location"] == NEW
    assert client.get(NEW).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "required"),
        ({"name": " \t"}, "required"),
        ({"name": "x" * 10_000}, "80"),
        ({"name": "a\x00b"}, "Null characters"),
        ({"scope": "admin"}, "valid choice"),
        ({"view": "present"}, "valid choice"),
        ({"days": "36500"}, "valid choice"),
        ({"days": "NaN"}, "valid choice"),
    ],
)
def test_faults_stand_beside_their_field(cast, client, wrong, said):
    answer = client.post(NEW, {**DATA, **wrong})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"name": "\x00"}, {"scope": "all"}, {"view": "present"}, {"days": 0}]
)
def test_the_service_refuses_too(cast, wrong):
    with pytest.raises(Refused):
        made(cast, **wrong)


def test_so_many_and_no_more(cast):
    for _ in range(MOST):
        made(cast)
    with pytest.raises(Refused, match="Revoke one first"):
        made(cast)
    made(cast, "reader")


def test_revoking(cast, client):
    token, text = made(cast)
    client.post(f"/me/tokens/{token.pk}/revoke/")
    assert use_token(text) is None
    assert '<span dir="auto">script</span>' not in client.get("/me/").content.decode()
    assert Entry.objects.filter(act="people.revoke_token").count() == 1
    assert client.post(f"/me/tokens/{token.pk}/revoke/").status_code == 404
    revoke_token(by=cast.actor("member"), token=token)
    assert Entry.objects.filter(act="people.revoke_token").count() == 1


def test_nobody_revokes_or_sees_the_token_of_another(cast, client):
    token, text = made(cast, "quintiles_manager", name="of the manager")
    assert client.post(f"/me/tokens/{token.pk}/revoke/").status_code == 404
    assert "of the manager" not in client.get("/me/").content.decode()
    revoke_token(by=cast.actor("member"), token=token)
    assert use_token(text) == token


def test_an_expired_token_is_listed_and_opens_nothing(cast, client):
    _token, text = made(cast)
    AccessToken.objects.update(expires_at=timezone.now())
    assert use_token(text) is None
    assert "expired" in client.get("/me/").content.decode()


def test_tokens_of_closed_accounts_are_dead(cast):
    _, text = made(cast)
    user = cast.member.user
    user.is_active = False
    user.save()
    assert use_token(text) is None


@pytest.mark.parametrize("text", ["", "allied_", "allied_" + "x" * 500, "allied_\ud800", "\x00"])
def test_no_other_text_is_a_token(cast, text):
    made(cast)
    assert use_token(text) is None


def test_the_last_use_is_kept_to_the_minute(cast, django_assert_num_queries):
    token, text = made(cast)
    use_token(text)
    token.refresh_from_db()
    assert token.last_used_at is not None
    with django_assert_num_queries(1):
        use_token(text)


def test_a_shared_screen_makes_and_shows_no_tokens(cast, signed_in):
    made(cast)
    client = signed_in("member", View.PRESENT)
    assert client.post(NEW, DATA).status_code in {403, 404}
    assert b"Access tokens" not in client.get("/me/").content
