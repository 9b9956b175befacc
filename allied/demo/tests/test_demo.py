"""The demo: loaded once however often, marked as illustrative, its door in a demo only."""

import runpy

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings

from allied.agreement.compare import compared
from allied.agreement.document import thawed
from allied.agreement.models import MapVersion, Stance
from allied.agreement.queries import working_map
from allied.alliances.actors import actor_of
from allied.alliances.models import Alliance
from allied.demo.cast import addresses, cast
from allied.demo.load import demo_accounts, load_demo
from allied.foundation.access.actor import View
from allied.foundation.accounts.models import User
from allied.foundation.audit.models import Entry
from allied.governance.meetings.queries.minutes import minutes_of
from allied.governance.models import Meeting
from allied.notes.models import Note
from allied.people.models import Person
from allied.pure.scoring import Status
from allied.scorecard.models import Initiative, Measure, Reading, Review
from allied.scorecard.queries import measures_due, scorecard_of
from allied.strategy.models import JointWin, MapChange

DOOR = "/demo/sign-in/"


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The demo, loaded once for all tests here; each undoes what it does itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db) -> Alliance:
    return Alliance.objects.get(slug="solvay-and-quintiles")


def counts() -> dict[str, int]:
    models = (Alliance, Person, User, Measure, Reading, Initiative, Note, Entry, MapChange)
    return {model.__name__: model.objects.count() for model in models}


def test_loading_twice_changes_nothing(demo):
    before = counts()
    Measure.objects.filter(name="Loyalty index").update(name="Renamed by a visitor")
    told = []
    load_demo(progress=told.append)
    assert counts() == before
    assert told
    assert Measure.objects.filter(name="Renamed by a visitor").exists()


def test_two_reviews_show_what_moved(demo):
    first, second = Review.objects.filter(alliance=demo).order_by("held_on")
    assert first.scorecard["as_of"] == "2006-07-20"
    assert second.scorecard["as_of"] == "2006-10-20"
    assert first.scorecard["score"]["score"] < second.scorecard["score"]["score"]
    demo.refresh_from_db()
    assert str(demo.record_ends_on) == "2007-01-02"


def test_everything_made_up_is_marked(demo):
    measures = Measure.objects.filter(alliance=demo)
    assert measures.count() >= 24
    assert all(measure.is_illustrative and measure.source for measure in measures)
    readings = Reading.objects.filter(measure__alliance=demo)
    assert readings.count() > 300
    entered = readings.filter(computed_by=None)
    assert all("llustrative" in source for source in entered.values_list("source", flat=True))
    assert readings.exclude(computed_by=None).count() == 15
    wins = JointWin.objects.filter(alliance=demo).values_list("text", flat=True)
    assert all("illustrative" in text or "published" in text for text in wins)
    assert all(note.text.startswith("Illustrative.") for note in Note.objects.filter(alliance=demo))
    assert all(i.is_illustrative for i in Initiative.objects.filter(alliance=demo))
    assert "Harvard Business Review" in demo.source


def test_every_status_occurs(demo):
    manager = Person.objects.get(name="Quintiles, alliance manager")
    card = scorecard_of(demo, actor_of(manager))
    found = [row.status for row in card.measures]
    assert set(found) == set(Status)
    assert found.count("off_track") == 2
    assert card.alliance_score.score is not None
    assert {score.status for score in card.objectives.values()} >= {"no_data", "off_track"}


def test_readings_are_due_from_the_alliance_manager(demo):
    manager = actor_of(Person.objects.get(name="Quintiles, alliance manager"))
    assert {row.period_label for row in measures_due(manager)} == {"2006-Q4"}
    assert len(measures_due(manager)) == 4
    assert len(measures_due(manager.looking_at(View.OURS))) == 5


def test_each_side_has_secrets_that_the_other_does_not_see(demo):
    sides = {
        name: actor_of(Person.objects.get(name=f"{name}, alliance manager"), View.OURS)
        for name in ("Quintiles", "Solvay")
    }
    for name, actor in sides.items():
        joint = actor.looking_at(View.JOINT)
        for model in (Note, Measure):
            own = set(model.objects.visible_to(actor)) - set(model.objects.visible_to(joint))
            other = sides["Solvay" if name == "Quintiles" else "Quintiles"]
            assert own
            assert not own & set(model.objects.visible_to(other))


def test_nothing_of_the_story_bears_todays_date(demo):
    """A visitor can undo the own changes, not the making of the demo."""
    assert not MapChange.objects.filter(alliance=demo, at__year__gt=2007).exists()
    assert not Entry.objects.filter(alliance_id=demo.pk, at__year__gt=2007).exists()


def test_the_map_was_agreed_twice_and_a_third_version_waits(demo):
    third, second, first = MapVersion.objects.filter(alliance=demo)
    assert [row.state for row in (first, second, third)] == ["superseded", "in_force", "proposed"]
    assert str(second.in_force_at.date()) == str(first.ended_at.date()) == "2006-03-15"
    assert first.scorecard["as_of"] == "2006-03-15"
    assert first.scorecard["score"]["score"] is not None
    assert all(row.is_illustrative for row in (first, second, third))
    objections = Stance.objects.filter(answer="object", superseded_at=None)
    assert [row.version for row in objections] == [third]
    assert not Stance.objects.filter(at__year__gt=2007).exists()
    now = working_map(demo, actor_of(Person.objects.get(name="Solvay, alliance manager")))
    assert compared(thawed(third.document), now).is_empty


def test_whoever_of_the_demo_can_sign_in_with_the_printed_password(demo):
    accounts = demo_accounts()
    assert accounts[0][0] == "Quintiles, alliance manager"
    for _name, email, password in accounts[:2]:
        client = Client()
        response = client.post("/account/login/", {"login": email, "password": password})
        assert response.status_code == 302
        assert client.get("/").status_code == 200
    assert not any("former" in name for name, _, _ in accounts)


def test_the_password_follows_the_secret_key(demo):
    before = demo_accounts()[0][2]
    with override_settings(SECRET_KEY="another key of another installation"):
        load_demo()
        after = demo_accounts()[0][2]
    assert before != after
    assert User.objects.get(email=demo_accounts()[0][1]).check_password(after)


def test_one_click_at_the_door(demo):
    client = Client()
    page = client.get(DOOR).content.decode()
    for each in cast():
        assert f'aria-label="{each.name}"' in page
    for name in ("Quintiles, alliance manager", "Solvay, portfolio analyst"):
        person = Person.objects.get(name=name)
        assert client.post(DOOR, {"person": person.pk}).status_code == 302
        assert int(client.session["_auth_user_id"]) == person.user_id


def test_the_door_lets_in_nobody_else(demo):
    stranger = Person.objects.create(
        company=cast_company(), name="Real", user=User.objects.create_user("real@quintiles.com")
    )
    for wanted in (stranger.pk, 0, "x", "", "9" * 40, "-1"):
        client = Client()
        assert client.post(DOOR, {"person": wanted}).status_code == 404
        assert "_auth_user_id" not in client.session
    assert "Real" not in Client().get(DOOR).content.decode()


def cast_company():
    return Person.objects.get(name="Quintiles, alliance manager").company


def test_the_sign_in_page_offers_the_first_of_the_cast(demo):
    page = Client().get("/account/login/").content.decode()
    assert "Quintiles, alliance manager" in page
    assert DOOR in page


def test_outside_a_demo_there_is_no_door(demo):
    assert settings.DEMO
    with override_settings(DEMO=False):
        patterns = runpy.run_path(settings.ROOT / "allied/config/urls.py")["urlpatterns"]
        assert not any("demo" in str(entry.pattern) for entry in patterns)
        person = Person.objects.get(name="Quintiles, alliance manager")
        assert Client().post(DOOR, {"person": person.pk}).status_code == 404
        assert Client().get(DOOR).status_code == 404


def test_the_agencies_are_imported_as_published(demo):
    pairs = {alliance.slug: alliance for alliance in Alliance.objects.exclude(pk=demo.pk)}
    assert len(pairs) == 2
    for alliance in pairs.values():
        assert (alliance.fiscal_start_month, alliance.record_ends_on.year) == (10, 2022)
        assert "performance.gov" in alliance.source
        measures = Measure.objects.filter(alliance=alliance)
        assert all(m.owner and m.source and not m.is_illustrative for m in measures)
        readings = Reading.objects.filter(measure__alliance=alliance)
        assert readings.exists()
        assert all("ublished" in source for source in readings.values_list("source", flat=True))
        assert Entry.objects.filter(alliance_id=alliance.pk, act="scorecard.import_sheet").exists()
    assert Measure.objects.exclude(alliance=demo).count() == 18
    usaid = Measure.objects.get(name="Positions filled by people with disabilities, USAID")
    assert usaid.owner.name == "USAID, goal leader"


def test_addresses_belong_to_nobody():
    assert all(address.endswith(".example") for address in addresses())
    assert len(set(addresses())) == len(addresses())


def test_minutes_signed_by_both_and_minutes_that_wait_for_one(demo):
    rows = Meeting.objects.filter(alliance=demo, body__kind="steering", began_at__isnull=False)
    [waiting, *signed] = rows
    assert [row.state for row in rows] == ["ended", "signed_off", "signed_off"]
    assert all(row.is_illustrative and row.signed_minutes["next"] for row in signed)
    reader = actor_of(Person.objects.get(name="Solvay, portfolio analyst"))
    words = minutes_of(reader, waiting).words
    assert [word.partner.company.name for word in words if not word.is_signed] == ["Quintiles"]
    assert not Entry.objects.filter(act="governance.sign_off", at__year__gt=2007).exists()
