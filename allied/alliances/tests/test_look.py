"""The room switch."""

import pytest
from django.test import Client

from allied.foundation.access.actor import View
from allied.foundation.access.middleware import SESSION_KEY

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
