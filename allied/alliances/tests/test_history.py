"""The trail of an alliance."""

from allied.alliances.services import appoint
from allied.foundation.access.actor import View
from allied.foundation.audit.models import Entry
from allied.foundation.audit.services import record
from allied.people.models import Person

URL = "/a/solvay-quintiles/history/"


def entries(cast, room, count, label="Act", who="solvay_manager"):
    for number in range(count):
        record(
            "notes.write", by=cast.actor(who), kind="note", object_id=1,
            label=f"{label} {number}", alliance_id=cast.alliance.pk, room_id=room.pk,
        )  # fmt: skip


def test_only_visible_rooms(cast, signed_in):
    entries(cast, cast.solvay_room, 1, "Secret act")
    entries(cast, cast.joint, 1, "Open act")
    for who, view, sees in [
        ("solvay_manager", View.OURS, True), ("solvay_manager", View.JOINT, False),
        ("solvay_manager", View.PRESENT, False), ("quintiles_manager", View.OURS, False),
    ]:  # fmt: skip
        page = signed_in(who, view).get(URL).content.decode()
        assert ("Secret act 0" in page) is sees
        assert "Open act 0" in page
    assert signed_in("outsider").get(URL).status_code == 404


def test_paged_by_id_and_filtered(cast, signed_in, django_assert_num_queries):
    client = signed_in("reader")
    entries(cast, cast.joint, 60)
    with django_assert_num_queries(6):
        page = client.get(URL).content.decode()
    assert "Act 59" in page
    assert "Act 5”" not in page
    oldest = Entry.objects.get(label="Act 10").pk
    page = client.get(URL, {"before": oldest}).content.decode()
    assert "Act 9”" in page
    assert "Act 10”" not in page
    page = client.get(URL, {"person": cast.member.pk}).content.decode()
    assert "Act " not in page.split("<h1>")[1]
    page = client.get(URL, {"person": cast.solvay_manager.pk, "kind": "note"}).content.decode()
    assert "Act 59" in page
    assert (
        "Nothing of this kind"
        in client.get(URL, {"kind": "membership", "before": 1}).content.decode()
    )


def test_roles_stand_in_words(cast, signed_in):
    appoint(
        by=cast.actor("quintiles_manager"), partner=cast.quintiles, person=cast.member,
        role="committee_member",
    )  # fmt: skip
    page = signed_in("reader").get(URL).content.decode()
    assert "role: committee member" in page
    assert "committee_member" not in page.split("<h1>")[1]


def test_people_named_by_their_company_are_told_once(cast, signed_in):
    Person.objects.filter(pk=cast.member.pk).update(name="Quintiles, programme manager")
    page = signed_in("reader").get(URL).content.decode()
    assert ">Quintiles, programme manager</option>" in page
    assert ">Measure owner, Quintiles</option>" in page


def test_odd_addresses_are_harmless(signed_in):
    client = signed_in("reader")
    for query in (
        "person=x",
        "before=-1",
        "before=99999999999999999999",
        "kind=" + "x" * 300,
        "person=0",
    ):
        assert client.get(f"{URL}?{query}").status_code == 200


def test_days_and_moments_stand_as_people_write_them(cast, signed_in):
    record(
        "notes.write", by=cast.actor("solvay_manager"), kind="note", object_id=1, label="A note",
        alliance_id=cast.alliance.pk, room_id=cast.joint.pk,
        details={
            "day": "2007-01-23", "moment": "2007-01-23T14:30:00+00:00", "other": "2007-13-45",
            "without_zone": "2007-01-23T14:30:00",
        },
    )  # fmt: skip
    page = signed_in("reader").get(URL).content.decode()
    assert "day: 23 January 2007" in page
    assert "moment: 23 January 2007, 1" in page  # the hour is that of the reader's zone
    assert "other: 2007-13-45" in page
    assert "without zone: 2007-01-23T14:30:00" in page
