"""The frame of the alliance."""

import pytest

from allied.alliances import objections
from allied.alliances.models import Alliance
from allied.foundation.access.actor import View

URL = "/a/solvay-quintiles/settings/"
DATA = {
    "name": "Solvay Quintiles", "description": "Together", "currency": "USD",
    "fiscal_start_month": "4", "started_on": "2001-01-01", "record_ends_on": "", "version": "1",
}  # fmt: skip


def test_either_manager_changes_it(cast, signed_in):
    assert signed_in("solvay_manager").post(URL, DATA).status_code == 302
    alliance = Alliance.objects.get(pk=cast.alliance.pk)
    assert (alliance.currency, alliance.fiscal_start_month, alliance.version) == ("USD", 4, 2)
    page = signed_in("quintiles_manager").get("/a/solvay-quintiles/history/").content.decode()
    assert "changed the settings of" in page
    assert "EUR → USD" in page


def test_others_see_it_and_may_not(cast, signed_in):
    page = signed_in("reader").get(URL).content.decode()
    assert "January" in page
    assert "<textarea" not in page
    assert signed_in("reader").post(URL, {}).status_code == 403
    for who in ("quintiles_sponsor", "reader"):
        assert signed_in(who).post(URL, DATA).status_code == 403
    assert signed_in("quintiles_manager", View.PRESENT).post(URL, DATA).status_code == 403
    assert signed_in("outsider").get(URL).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "required"),
        ({"name": "x" * 10_000}, "120"),
        ({"description": "x" * 10_000}, "1000"),
        ({"currency": "XXX"}, "valid choice"),
        ({"fiscal_start_month": "13"}, "valid choice"),
        ({"started_on": "yesterday"}, "valid date"),
        ({"record_ends_on": "1999-01-01"}, "cannot end before"),
        ({"version": "many"}, "whole number"),
        ({"name": "a\x00b"}, "Null characters"),
    ],
)
def test_faults_stand_beside_their_field(cast, signed_in, wrong, said):
    response = signed_in("quintiles_manager").post(URL, {**DATA, **wrong})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Alliance.objects.get(pk=cast.alliance.pk).version == 1


def test_the_second_to_save_sees_both_texts(cast, signed_in):
    signed_in("solvay_manager").post(URL, {**DATA, "description": "Theirs"})
    client = signed_in("quintiles_manager")
    response = client.post(URL, {**DATA, "description": "Mine"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Theirs" in page
    assert "Mine" in page
    assert 'name="version" value="2"' in page
    client.post(URL, {**DATA, "description": "Mine", "version": "2"})
    assert Alliance.objects.get(pk=cast.alliance.pk).description == "Mine"


def test_a_context_above_can_object(cast, signed_in, monkeypatch):
    monkeypatch.setitem(objections._objections, "fiscal_start_month", [lambda a, v: "No, no."])
    response = signed_in("quintiles_manager").post(URL, DATA)
    assert response.status_code == 422
    assert "No, no." in response.content.decode()
