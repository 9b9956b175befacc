"""The version in force is named wherever scores stand: scorecard, reviews, history."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from allied.agreement.models import MapVersion
from allied.scorecard.models import Reading, Review
from allied.scorecard.reviews.services import freeze_review
from allied.scorecard.services import add_measure, record_reading
from allied.scorecard.yardsticks import period_of
from allied.strategy.editions import Edition, Editions, editions_of
from allied.strategy.models import Objective
from allied.strategy.services import edit_objective

FIRST, SECOND = datetime(2021, 2, 10, 14, tzinfo=UTC), datetime(2022, 3, 15, 14, tzinfo=UTC)


@pytest.fixture
def agreed_twice(scene):
    """Version 1 in force from 10 February 2021, version 2 from 15 March 2022."""
    scene.in_force()
    row = Objective.objects.get(pk=scene.trust.pk)
    manager = scene.actor("quintiles_manager")
    edit_objective(by=manager, objective=row, version=row.version, title="Trust each other")
    scene.in_force()
    MapVersion.objects.filter(number=1).update(in_force_at=FIRST, ended_at=SECOND)
    MapVersion.objects.filter(number=2).update(in_force_at=SECOND)
    return scene


def text_of(client, scene, name, *args, **query):
    address = reverse(f"scorecard:{name}", args=[scene.cast.alliance.slug, *args])
    answer = client.get(address, query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_each_moment_has_its_version():
    editions = Editions((Edition(7, 1, FIRST, SECOND), Edition(9, 2, SECOND)))
    moments = (FIRST - timedelta(seconds=1), FIRST, SECOND - timedelta(seconds=1), SECOND)
    numbers = [found.number if (found := editions.at(moment)) else None for moment in moments]
    assert numbers == [None, 1, 1, 2]
    days = (date(2021, 2, 9), date(2021, 2, 10), date(2022, 3, 14), date(2022, 3, 15))
    numbers = [found.number if (found := editions.on(day)) else None for day in days]
    assert numbers == [None, 1, 1, 2]
    assert editions.now == Edition(9, 2, SECOND)
    assert Editions().now is None


def test_a_proposed_or_withdrawn_version_is_none(scene):
    scene.propose()
    assert not editions_of(scene.cast.alliance, scene.actor("reader"))


def test_the_scorecard_names_the_map_it_belongs_to(agreed_twice, signed_in):
    text = text_of(signed_in("reader"), agreed_twice, "scorecard")
    assert "Version 2 of the map</a> is in force since 15 March 2022" in text


def test_before_anything_is_agreed_nothing_is_said(scene, signed_in):
    scene.propose()
    client = signed_in("solvay_manager")
    for name in ("scorecard", "reviews", "review_freeze"):
        assert "of the map</a>" not in text_of(client, scene, name)


def test_a_review_stays_with_the_version_of_its_time(agreed_twice, signed_in):
    scene, client = agreed_twice, signed_in("solvay_manager")
    made = [
        freeze_review(
            by=scene.actor("solvay_manager"), alliance=scene.cast.alliance, name=name,
            held_on=moment.date(),
        )
        for name, moment in (("Before", FIRST), ("Early", FIRST), ("Late", SECOND))
    ]  # fmt: skip
    days = (FIRST - timedelta(days=3), FIRST + timedelta(days=3), SECOND + timedelta(days=3))
    for review, moment in zip(made, days, strict=True):
        Review.objects.filter(pk=review.pk).update(frozen_at=moment)
    before, early, late = (text_of(client, scene, "review", review.pk) for review in made)
    assert "of the map</a> was in force" not in before
    assert "Version 1 of the map</a> was in force" in early
    assert "Version 2 of the map</a> was in force" in late
    listed = text_of(client, scene, "reviews")
    assert listed.count("none in force") == listed.count(">Version 1<") == 1
    moved = text_of(client, scene, "review_compare", before=made[1].pk, after=made[2].pk)
    assert "Another map was in force by then" in moved
    versions = MapVersion.objects.order_by("number").values_list("pk", flat=True)
    assert "?before={}&amp;after={}".format(*versions) in moved
    assert "Version 2 of the map" in text_of(client, scene, "review_freeze")


def test_readings_stay_with_the_version_of_their_period(agreed_twice, signed_in):
    scene, manager = agreed_twice, agreed_twice.actor("quintiles_manager")
    measure = add_measure(by=manager, objective=scene.trust, name="Index", frequency="quarter")
    for start in (date(2020, 10, 1), date(2021, 4, 1), date(2022, 1, 1), date(2022, 4, 1)):
        period = period_of(measure.frequency, start)
        record_reading(by=manager, measure=measure, period=period, value=5)
    assert Reading.objects.count() == 4
    text = text_of(signed_in("reader"), scene, "measure", measure.pk)
    places = [
        text.index(said)
        for said in (
            "Version 2 of the map, in force from 15 March 2022",
            "Version 1 of the map, in force from 10 February 2021",
            "No version of the map was in force yet",
        )
    ]
    assert places == sorted(places)
    assert text.count('class="history-map"') == 3
