"""The life of an invitation, with every refusal."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from allied.alliances.duties import DUTIES, duties_of_all
from allied.alliances.models import Invitation, Membership, Partner, Role, Room
from allied.alliances.services import accept_invitation, invite, leave_partner
from allied.foundation.access.actor import View
from allied.foundation.access.permissions import known
from allied.foundation.access.refusal import Refused
from allied.foundation.accounts.models import User
from allied.foundation.audit.models import Entry
from allied.people.models import Company, Person

PEOPLE = "/a/solvay-quintiles/people/"
INVITE = f"{PEOPLE}invite/"
NEW = {"name": "New Colleague", "email": "New@quintiles.example", "role": "member"}
JOIN = {
    "name": "New Colleague",
    "password": "a fine long password",
    "again": "a fine long password",
}


@pytest.fixture
def post(django_capture_on_commit_callbacks):
    """POST with the mails that follow the commit."""

    def post(client, url, data=None):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url, data or {})

    return post


def link() -> str:
    """The path of the link in the last mail."""
    found = re.search(r"http://testserver(/invitations/\S+/)", mail.outbox[-1].body)
    assert found
    return found[1]


@pytest.fixture
def invited(signed_in, post):
    def invited(who="quintiles_manager", **data):
        response = post(signed_in(who), INVITE, {**NEW, **data})
        assert response.status_code == 302, response.content.decode()
        return link()

    return invited


def test_a_new_person_joins(cast, signed_in, invited):
    address = invited()
    sent = mail.outbox[-1]
    assert sent.to == ["new@quintiles.example"]
    assert "Solvay Quintiles" in sent.subject
    assert "Quintiles manager" in sent.body
    visitor = Client()
    page = visitor.get(address)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    response = visitor.post(address, JOIN)
    assert response["Location"] == "/a/solvay-quintiles/"
    person = Person.objects.get(name="New Colleague")
    assert person.company == cast.quintiles.company
    assert person.user.email == "new@quintiles.example"
    assert visitor.get(PEOPLE).status_code == 200
    assert "New Colleague" in visitor.get(PEOPLE).content.decode()
    assert Entry.objects.filter(act="alliances.accept_invitation", author="New Colleague").exists()


def test_only_a_hash_of_the_token_is_kept(invited):
    token = invited().split("/")[-2]
    assert len(token) >= 43  # 32 bytes
    row = Invitation.objects.get()
    assert token not in str([row.__dict__, list(Entry.objects.values())])
    assert len(row.token_hash) == 64


GONE = "This link does not work"


def test_gone_links_get_one_answer(cast, signed_in, invited, post):
    def answer(address):
        response = Client().get(address)
        assert response.status_code == 404
        return response.content

    unknown = answer("/invitations/unknown/")
    assert GONE in unknown.decode()
    expired = invited(email="a@quintiles.example")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    withdrawn = invited(email="b@quintiles.example")
    post(signed_in("quintiles_manager"), f"{PEOPLE}invitations/{_last().pk}/withdraw/")
    replaced = invited(email="c@quintiles.example")
    post(signed_in("quintiles_manager"), f"{PEOPLE}invitations/{_last().pk}/resend/")
    used = link()
    assert used != replaced
    assert Client().post(used, JOIN).status_code == 302
    for address in (expired, withdrawn, replaced, used):
        assert answer(address) == unknown
        assert Client().post(address, JOIN).status_code == 404


def _last() -> Invitation:
    return Invitation.objects.order_by("-pk").first()


def test_accepting_twice_is_harmless(invited):
    address, visitor = invited(), Client()
    visitor.post(address, JOIN)
    for response in (visitor.get(address), visitor.post(address, JOIN)):
        assert response["Location"] == "/a/solvay-quintiles/"
    assert Membership.objects.filter(person__name="New Colleague").count() == 1


def test_resending_an_expired_one_gives_it_new_days(signed_in, invited, post):
    invited()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert "expired" in signed_in("quintiles_manager").get(PEOPLE).content.decode()
    post(signed_in("quintiles_manager"), f"{PEOPLE}invitations/{_last().pk}/resend/")
    assert Client().get(link()).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "short", "again": "short"}, "too short"),
        ({"password": "new@quintiles.example", "again": "new@quintiles.example"}, "too similar"),
        ({"again": "another long password"}, "differ"),
        ({"name": "  "}, "required"),
        ({"name": "x" * 200}, "120"),
        ({"name": "Nul\x00"}, "Null characters"),
    ],
)
def test_a_new_person_is_helped_with_faults(invited, wrong, said):
    response = Client().post(invited(), {**JOIN, **wrong})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not User.objects.filter(email="new@quintiles.example").exists()
    assert Client().get(link()).status_code == 200  # and can try again


def test_a_known_person_signs_in_and_accepts(cast, invited):
    someone = Person.objects.create(
        company=cast.quintiles.company, name="Known",
        user=User.objects.create_user("known@quintiles.example", "x" * 20),
    )  # fmt: skip
    address = invited(email="known@quintiles.example")
    stranger = Client()
    page = stranger.get(address).content.decode()
    assert "/account/login/?next=/invitations/" in page
    assert "password" not in page
    assert stranger.post(address, JOIN).status_code == 200  # still only the way to sign in
    assert someone.memberships.count() == 0
    client = Client()
    client.force_login(someone.user)
    assert "Accept" in client.get(address).content.decode()
    assert client.post(address)["Location"] == "/a/solvay-quintiles/"
    assert someone.memberships.get().role == Role.MEMBER


def test_another_login_cannot_accept(cast, signed_in, invited):
    address = invited()
    client = signed_in("member")
    assert "another address" in client.get(address).content.decode()
    assert client.post(address).status_code == 422
    assert Invitation.objects.get().accepted_at is None


def test_a_person_of_another_company_is_refused_in_words(cast, signed_in, invited):
    """The inviter does not learn that the address is known; the invited learns why."""
    address = invited(email=cast.outsider.user.email)
    response = signed_in("outsider").post(address)
    assert response.status_code == 422
    assert "You belong to Merck" in response.content.decode()
    assert not cast.outsider.memberships.filter(alliance=cast.alliance).exists()


def test_a_user_without_person_becomes_one(cast, invited):
    user = User.objects.create_user("staff@quintiles.example", "x" * 20)
    address, client = invited(email=user.email), Client()
    client.force_login(user)
    assert client.post(address).status_code == 302
    assert Person.objects.get(user=user).name == "New Colleague"


def test_who_may_invite(cast, signed_in, post):
    for who in ("quintiles_sponsor", "member", "measure_owner", "reader"):
        assert post(signed_in(who), INVITE, NEW).status_code == 403
    assert post(signed_in("outsider"), INVITE, NEW).status_code == 404
    assert post(signed_in("former_member"), INVITE, NEW).status_code == 404
    assert post(signed_in("quintiles_manager", View.PRESENT), INVITE, NEW).status_code == 403
    assert not Invitation.objects.exists()
    assert mail.outbox == []


def test_one_side_cannot_invite_for_the_other(cast, signed_in, post):
    url = f"{INVITE}?side={cast.solvay.pk}"
    assert post(signed_in("quintiles_manager"), url, NEW).status_code == 404
    with pytest.raises(Refused, match="Only Solvay"):
        invite(by=cast.actor("quintiles_manager"), partner=cast.solvay, link_to=str, **NEW)


def test_one_side_sees_nothing_of_the_others_invitations(cast, signed_in, invited, post):
    invited()
    other = signed_in("solvay_manager", View.OURS)
    for page in (PEOPLE, "/a/solvay-quintiles/history/"):
        assert "New Colleague" not in other.get(page).content.decode()
    for act in ("resend", "withdraw"):
        assert post(other, f"{PEOPLE}invitations/{_last().pk}/{act}/").status_code == 404
    assert "New Colleague" not in signed_in("member").get(PEOPLE).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"email": "nobody"}, "valid email"),
        ({"email": "a@b.example\nBcc: c@d.example"}, "valid email"),
        ({"role": "emperor"}, "valid choice"),
        ({"name": "x" * 10_000}, "120"),
        ({"email": "x" * 300 + "@quintiles.example"}, "254"),
        ({"name": ""}, "required"),
    ],
)
def test_bad_input_is_refused_beside_the_field(signed_in, post, wrong, said):
    response = post(signed_in("quintiles_manager"), INVITE, {**NEW, **wrong})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert mail.outbox == []


def test_names_with_line_breaks_do_not_break_the_mail(cast, invited):
    cast.alliance.name = "Right\r\nBcc: x@y.example"
    cast.alliance.save()
    invited(name="مرحبا e\u0301")
    assert "\n" not in mail.outbox[-1].subject
    assert mail.outbox[-1].to == ["new@quintiles.example"]


def test_no_second_invitation_for_the_same(cast, signed_in, invited, post):
    invited()
    response = post(signed_in("quintiles_manager"), INVITE, NEW)
    assert "invited already" in response.content.decode()
    data = {**NEW, "email": cast.member.user.email}
    response = post(signed_in("quintiles_manager"), INVITE, data)
    assert "already has this role" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_cannot_leave_is_told(signed_in, monkeypatch):
    def refuse(self):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    client = signed_in("quintiles_manager")
    assert client.post(INVITE, NEW).status_code == 302
    page = client.get(PEOPLE).content.decode()
    assert "could not be sent" in page
    assert "Send again" in page


@pytest.fixture
def newcomer(cast) -> Partner:
    """A third partner with nobody yet."""
    company = Company.objects.create(name="Third", slug="third")
    partner = Partner.objects.create(alliance=cast.alliance, company=company, position=2)
    Room.objects.create(alliance=cast.alliance, partner=partner)
    return partner


def test_the_first_person_of_a_partner_is_invited_by_the_other(cast, signed_in, post, newcomer):
    client, url = signed_in("quintiles_manager"), f"{INVITE}?side={newcomer.pk}"
    data = {**NEW, "email": "first@third.example", "role": "alliance_manager"}
    assert url in client.get(PEOPLE).content.decode()
    response = post(client, url, {**data, "role": "reader"})
    assert response.status_code == 422
    with pytest.raises(Refused, match="is its alliance manager"):
        invite(by=cast.actor("quintiles_manager"), partner=newcomer, link_to=str, **NEW)
    assert post(client, url, data).status_code == 302
    assert "named by Quintiles, not confirmed yet" in client.get(PEOPLE).content.decode()
    assert "Join only if you work for Third" in Client().get(link()).content.decode()
    assert "else do not join" in Client().post(link(), JOIN).content.decode()
    assert not Person.objects.filter(company=newcomer.company).exists()
    assert Client().post(link(), {**JOIN, "confirmed": "on"}).status_code == 302
    person = Person.objects.get(company=newcomer.company)
    assert person.memberships.get().role == Role.ALLIANCE_MANAGER
    assert post(client, url, {**data, "email": "second@third.example"}).status_code == 404


def test_who_has_an_account_confirms_the_company_too(cast, newcomer, signed_in, post):
    user = User.objects.create_user("first@third.example", "x" * 20)
    data = {**NEW, "email": user.email, "role": "alliance_manager"}
    post(signed_in("quintiles_manager"), f"{INVITE}?side={newcomer.pk}", data)
    client = Client()
    client.force_login(user)
    assert "I work for Third" in client.get(link()).content.decode()
    assert client.post(link()).status_code == 422
    with pytest.raises(Refused, match="Confirm that you work for Third"):
        accept_invitation(invitation=_last(), user=user)
    assert client.post(link(), {"confirmed": "on"}).status_code == 302
    told = Entry.objects.filter(act="alliances.accept_invitation").first().details
    assert (told["company"], told["invited_by"]) == ("Third", "Quintiles manager")


def test_the_other_side_withdraws_before_it_is_confirmed(cast, newcomer, signed_in, post):
    client = signed_in("quintiles_manager")
    data = {**NEW, "email": "first@third.example", "role": "alliance_manager"}
    post(client, f"{INVITE}?side={newcomer.pk}", data)
    post(client, f"{PEOPLE}invitations/{_last().pk}/withdraw/")
    assert Client().post(link(), {**JOIN, "confirmed": "on"}).status_code == 404


def test_ones_own_side_confirms_nothing(invited):
    assert "I work for" not in Client().get(invited()).content.decode()


def test_what_each_role_may_do_is_what_the_rules_say(cast, signed_in):
    page = signed_in("quintiles_manager").get(INVITE).content.decode()
    duties = dict(duties_of_all())
    assert [known(duty.permission) for duty in DUTIES] == [True] * len(DUTIES)
    assert "edits the map" in duties["alliance manager"]
    assert "edits the map" not in duties["executive sponsor"] + duties["committee member"]
    assert "freezes reviews" in duties["committee member"]
    assert "freezes reviews" not in duties["executive sponsor"]
    assert "enters readings of own measures" in duties["member"]
    assert "enters readings of every measure" in duties["theme leader"]
    assert duties["reader"] == []
    for role, said in duties.items():
        assert f"<dt>{role}</dt><dd>{', '.join(said) or 'reads'}</dd>" in page


def test_a_partner_that_left_is_joined_by_nobody(cast, signed_in, invited, post):
    address = invited()
    leave_partner(by=cast.actor("quintiles_manager"), partner=cast.quintiles)
    assert Client().get(address).status_code == 404
    assert Client().post(address, JOIN).status_code == 404
    url = f"{INVITE}?side={cast.quintiles.pk}"
    assert post(signed_in("solvay_manager"), url, NEW).status_code == 404


def test_two_at_once_make_one_account(cast, invited):
    """The account was made between the page and its form."""
    address = invited()
    User.objects.create_user("new@quintiles.example", "x" * 20)
    assert "There is an account" not in Client().get(address).content.decode()
    page = Client().post(address, JOIN)
    assert "/account/login/" in page.content.decode()
    assert User.objects.filter(email="new@quintiles.example").count() == 1
