"""Who is on the alliance: both sides, roles and their ends."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allied.alliances.models import Invitation, Membership, Role
from allied.alliances.services import appoint, end_membership, end_person, leave_partner
from allied.foundation.access.actor import View
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry
from tests.support.cast import person

PEOPLE = "/a/solvay-quintiles/people/"


def role_of(cast, who) -> Membership:
    return getattr(cast, who).memberships.get(alliance=cast.alliance)


@pytest.mark.parametrize("who", ["quintiles_manager", "solvay_sponsor", "reader"])
def test_both_sides_are_listed_with_their_roles(cast, signed_in, who):
    page = signed_in(who).get(PEOPLE).content.decode()
    for name in ("Quintiles manager", "Solvay manager", "Reader", "theme leader", "Former member"):
        assert name in page
    assert "Outsider" not in page
    assert page.index("One former member") < page.index("Former member</a>")


def test_the_page_costs_the_same_for_many(cast, signed_in, django_assert_num_queries):
    client = signed_in("quintiles_manager")
    with django_assert_num_queries(7):
        client.get(PEOPLE)
    for number in range(30):
        someone = person(cast.quintiles.company, f"Many {number}")
        appoint(by=None, partner=cast.quintiles, person=someone, role=Role.MEMBER)
    with django_assert_num_queries(7):
        client.get(PEOPLE)


def test_a_former_member_loses_access_at_once_in_an_open_session(cast, signed_in):
    client, manager = signed_in("member"), signed_in("quintiles_manager")
    assert client.get(PEOPLE).status_code == 200
    url = f"{PEOPLE}roles/{role_of(cast, 'member').pk}/end/"
    assert manager.post(url).status_code == 302
    assert client.get(PEOPLE).status_code == 404
    page = manager.get(PEOPLE).content.decode()
    assert "2 former members" in page
    assert manager.get(f"{PEOPLE}{cast.member.pk}/").status_code == 200
    assert Entry.objects.filter(act="alliances.end_membership", label="Member").exists()


def test_a_person_leaves_with_all_roles(cast, signed_in):
    appoint(by=None, partner=cast.quintiles, person=cast.member, role=Role.SPONSOR)
    client = signed_in("member")
    signed_in("quintiles_manager").post(f"{PEOPLE}{cast.member.pk}/leave/")
    assert client.get(PEOPLE).status_code == 404
    assert not cast.member.memberships.filter(until__isnull=True).exists()


def test_a_former_member_can_come_back(cast, signed_in):
    manager = signed_in("quintiles_manager")
    response = manager.post(f"{PEOPLE}{cast.former_member.pk}/roles/", {"role": "reader"})
    assert response.status_code == 302
    assert signed_in("former_member").get(PEOPLE).status_code == 200


def test_a_role_is_given_once(cast, signed_in):
    url = f"{PEOPLE}{cast.member.pk}/roles/"
    response = signed_in("quintiles_manager").post(url, {"role": "member"})
    assert response.status_code == 422
    assert "already has this role" in response.content.decode()
    assert signed_in("quintiles_manager").post(url, {"role": "king"}).status_code == 422


def test_each_side_keeps_a_manager(cast, signed_in):
    client = signed_in("quintiles_manager")
    response = client.post(
        f"{PEOPLE}roles/{role_of(cast, 'quintiles_manager').pk}/end/", follow=True
    )
    assert "Appoint another alliance manager first" in response.content.decode()
    response = client.post(f"{PEOPLE}{cast.quintiles_manager.pk}/leave/", follow=True)
    assert "Appoint another alliance manager first" in response.content.decode()
    assert client.get(PEOPLE).status_code == 200


def test_one_side_cannot_touch_the_others_people(cast, signed_in):
    theirs = role_of(cast, "reader")
    client = signed_in("quintiles_manager", View.OURS)
    page = client.get(f"{PEOPLE}{cast.reader.pk}/").content.decode()
    assert "End today" not in page
    client.post(f"{PEOPLE}roles/{theirs.pk}/end/")
    client.post(f"{PEOPLE}{cast.reader.pk}/leave/")
    response = client.post(f"{PEOPLE}{cast.reader.pk}/roles/", {"role": "sponsor"})
    assert "Only Solvay appoints its own people" in response.content.decode()
    assert list(cast.reader.memberships.values_list("role", "until")) == [("reader", None)]
    actor = cast.actor("quintiles_manager")
    for call in (
        lambda: end_membership(by=actor, membership=theirs),
        lambda: end_person(by=actor, partner=cast.solvay, person=cast.reader),
        lambda: appoint(by=actor, partner=cast.solvay, person=cast.reader, role="sponsor"),
        lambda: leave_partner(by=actor, partner=cast.solvay),
    ):
        with pytest.raises(Refused):
            call()


@pytest.mark.parametrize("who", ["quintiles_sponsor", "member", "measure_owner"])
def test_only_managers_manage(cast, signed_in, who):
    actor, client = cast.actor(who), signed_in(who)
    row = role_of(cast, "member")
    assert client.post(f"{PEOPLE}roles/{row.pk}/end/").status_code == 403
    with pytest.raises(PermissionDenied):
        end_membership(by=actor, membership=row)
    with pytest.raises(PermissionDenied):
        leave_partner(by=actor, partner=cast.quintiles)


def test_somebody_of_another_alliance_does_not_exist_here(cast, signed_in):
    client = signed_in("quintiles_manager")
    assert client.get(f"{PEOPLE}{cast.outsider.pk}/").status_code == 404
    assert client.post(f"{PEOPLE}{cast.outsider.pk}/roles/", {"role": "member"}).status_code == 404
    rival = cast.outsider.memberships.get()
    assert client.post(f"{PEOPLE}roles/{rival.pk}/end/").status_code == 404


def test_a_company_leaves(cast, signed_in):
    manager, member = signed_in("quintiles_manager"), signed_in("member")
    Invitation.objects.create(
        alliance=cast.alliance, partner=cast.quintiles, email="x@quintiles.example", name="X",
        role="member", token_hash="1" * 64, expires_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    url = "/a/solvay-quintiles/leave/"
    assert manager.get(url).status_code == 200
    assert manager.post(url, {"name": "another"}).status_code == 422
    assert manager.get(PEOPLE).status_code == 200
    assert manager.post(url, {"name": " solvay quintiles "}).status_code == 302
    assert manager.get(PEOPLE).status_code == 404
    assert member.get(PEOPLE).status_code == 404
    page = signed_in("solvay_manager").get(PEOPLE).content.decode()
    assert "left on" in page
    assert "Quintiles manager" in page
    assert Invitation.objects.get().withdrawn_at is not None
    cast.quintiles.refresh_from_db()
    assert cast.quintiles.left_on == timezone.now().date()


def test_appointed_from_a_later_day_is_no_member_yet(cast, signed_in):
    someone = person(cast.quintiles.company, "Later")
    appoint(
        by=None, partner=cast.quintiles, person=someone, role=Role.MEMBER, since=date(2999, 1, 1)
    )
    from django.test import Client

    client = Client()
    client.force_login(someone.user)
    assert client.get(PEOPLE).status_code == 404
