"""One's own page."""

import pytest
from django.test import Client

from allied.foundation.access.actor import View
from allied.people.models import Person

URL = "/me/"
DATA = {"name": "Member of Q", "title": "Planner", "timezone": "Asia/Kolkata", "language": "en"}


def test_one_says_who_one_is(cast, signed_in):
    client = signed_in("member")
    page = client.get(URL).content.decode()
    assert "member@quintiles.example" in page
    assert "/account/password/change/" in page
    response = client.post(URL, DATA)
    assert response.status_code == 302
    assert response.cookies["django_language"].value == "en"
    person = Person.objects.get(pk=cast.member.pk)
    assert (person.name, person.title, person.timezone) == (
        "Member of Q",
        "Planner",
        "Asia/Kolkata",
    )
    assert client.post(URL, {**DATA, "language": ""}).cookies["django_language"].value == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "required"),
        ({"name": " \t "}, "required"),
        ({"name": "x" * 10_000}, "120"),
        ({"title": "x" * 10_000}, "120"),
        ({"timezone": "Mars/Olympus"}, "valid choice"),
        ({"timezone": "../../etc/passwd"}, "valid choice"),
        ({"language": "tlh"}, "valid choice"),
        ({"name": "a\x00b"}, "Null characters"),
    ],
)
def test_faults_stand_beside_their_field(cast, signed_in, wrong, said):
    response = signed_in("member").post(URL, {**DATA, **wrong})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Person.objects.get(pk=cast.member.pk).name == "Member"


def test_presenting_changes_nothing(cast, signed_in):
    client = signed_in("member", View.PRESENT)
    assert client.get(URL).status_code == 302  # back to what is presented
    assert client.post(URL, DATA).status_code == 404
    assert Person.objects.get(pk=cast.member.pk).name == "Member"


def test_only_signed_in(db):
    assert "/account/login/" in Client().get(URL)["Location"]
