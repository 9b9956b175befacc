"""The room switch."""

import pytest
from django.test import Client

from allied.foundation.access.actor import View
from allied.foundation.access.middleware import PRESENTED_KEY, SESSION_KEY

URL = "/look/"


@pytest.mark.parametrize("view", list(View))
def test_view_is_kept_in_the_session(signed_in, view):
    client = signed_in("quintiles_manager")
    response = client.post(URL, {"view": view.value, "next": "/a/solvay-quintiles/?objective=3"})
    assert response.status_code == 302
    assert response["Location"] == "/a/solvay-quintiles/?objective=3"
    assert client.session[SESSION_KEY] == view.value


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "///evil.example",
        "javascript:alert(1)", "evil.example", "", "\t//evil.example", "http:evil.example",
        "/\n/evil.example",
    ],
)  # fmt: skip
def test_never_sends_to_another_host(signed_in, wanted):
    response = signed_in("reader").post(URL, {"view": "ours", "next": wanted})
    assert response["Location"] == "/"


def test_unknown_view_changes_nothing(signed_in):
    client = signed_in("reader", View.OURS)
    client.post(URL, {"view": "everything"})
    assert client.session[SESSION_KEY] == "ours"


def test_only_by_post_and_signed_in(signed_in, db):
    assert signed_in("reader").get(URL).status_code == 405
    assert "/account/login/" in Client().post(URL, {"view": "ours"})["Location"]


def test_an_alliance_that_is_not_ones_own_is_not_presented(cast, signed_in):
    for wanted in ("/a/solvay-quintiles/", "/a/none/", "/no such page/", "/"):
        client = signed_in("outsider", View.OURS)
        client.post(URL, {"view": "present", "next": wanted})
        assert client.session[PRESENTED_KEY] == cast.rival_alliance.pk  # the only one there is
    former = signed_in("former_member", View.JOINT)
    former.post(URL, {"view": "present", "next": "/"})
    assert former.session[SESSION_KEY] == "joint"
