"""Pages of what went wrong: in words, the same for whatever is missing or hidden."""

import re

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import Http404
from django.test import Client
from django.urls import path

from allied.config import urls as product
from allied.foundation.access.actor import View
from allied.foundation.access.permissions import public, while_presenting
from allied.foundation.ui import views


def raising(error: Exception):
    @while_presenting
    @public
    def view(request):
        raise error

    return view


urlpatterns = [
    *product.urlpatterns,
    path("bad/", raising(BadRequest("odd"))),
    path("suspicious/", raising(SuspiciousOperation("odd"))),
    path("no/", raising(PermissionDenied("secret permission"))),
    path("gone/", raising(Http404("secret name"))),
    path("broken/", raising(ValueError("secret value"))),
]
handler400 = product.handler400
handler403 = product.handler403
handler404 = product.handler404
handler500 = product.handler500


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/bad/", 400, "could not be read"),
        ("/suspicious/", 400, "could not be read"),
        ("/no/", 403, "You may not do this"),
        ("/gone/", 404, "Nothing here"),
        ("/broken/", 500, "Something broke on our side"),
    ],
)
@pytest.mark.parametrize("view", [View.JOINT, View.PRESENT])
def test_errors_speak_plainly_and_give_nothing_away(signed_in, address, status, words, view):
    client = signed_in("quintiles_manager", view)
    client.raise_request_exception = False
    answer = client.get(address)
    html = answer.content.decode()
    assert answer.status_code == status
    assert words in html
    assert "secret" not in html
    assert "<h1>" in html


@pytest.mark.urls(__name__)
def test_a_missing_page_is_the_same_wherever_it_is_missed(signed_in, cast):
    client = signed_in("quintiles_manager")
    pages = {
        without_token(client.get(address)).replace(address, "")
        for address in ("/gone/", "/never/", f"/a/{cast.rival_alliance.slug}x/people/", "/a/x/")
    }
    assert len(pages) == 1
    assert "may live in your company" in pages.pop()


def without_token(answer) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1", answer.content.decode())


@pytest.mark.parametrize("view", [View.PRESENT, View.OURS])
def test_elsewhere_a_missing_page_offers_no_other_room(signed_in, view):
    client = signed_in("quintiles_manager", view)
    assert "Look in our room" not in client.get("/never/").content.decode()


@pytest.mark.django_db
def test_the_unknown_are_told_nothing_of_rooms(client):
    answer = client.get("/never/")
    assert answer.status_code == 404
    assert b"room" not in answer.content


def test_a_broken_server_needs_no_database_and_no_session(rf):
    request = rf.get("/")

    def refuse(*args, **kwargs):
        raise AssertionError("asked the database")

    with connection.execute_wrapper(refuse):
        answer = views.server_error(request)
    assert answer.status_code == 500
    assert b"Something broke on our side" in answer.content


def test_a_broken_server_needs_no_list_of_static_files(rf, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {
            "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
            "OPTIONS": {"location": "/nowhere"},
        },
    }
    answer = views.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert b"stylesheet" not in answer.content


def test_a_form_that_had_grown_old(signed_in, cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.quintiles_manager.user)
    answer = client.post("/look/", {"view": "ours"})
    assert answer.status_code == 403
    assert b"had grown old" in answer.content


def test_robots_are_kept_out(client):
    answer = client.get("/robots.txt")
    assert answer.content == b"User-agent: *\nDisallow: /\n"
    assert answer["Content-Type"] == "text/plain"
