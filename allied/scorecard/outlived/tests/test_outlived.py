"""The page of outlived measures, retiring with a reason, bringing back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.scorecard.models import Measure, PeriodLock, Retirement
from allied.scorecard.outlived import grounds
from allied.scorecard.outlived.queries import outlived_page
from allied.scorecard.queries import measures_due, scorecard_of
from allied.scorecard.services import bring_back_measure, retire_measure
from allied.strategy.models import MapChange

OLD = timezone.now() - timedelta(days=4 * 366)


@pytest.fixture
def url(cast):
    def to(name="outlived", item=None):
        args = [cast.alliance.slug, item.pk] if item else [cast.alliance.slug]
        return reverse(f"scorecard:{name}", args=args)

    return to


@pytest.fixture
def named(cast, by):
    def find(actor=by):
        page = outlived_page(cast.alliance, actor)
        return {item.measure.name: list(item.reasons) for item in page.outlived}

    return find


def age(measure):
    Measure.objects.filter(pk=measure.pk).update(created_at=OLD)


def test_each_reason_is_said(cast, named, measure_of, objective):
    age(measure_of(name="Silent"))
    measure_of(name="New and silent")
    measure_of([90] * 8, name="Green")
    measure_of([20, *[90] * 7], name="Once red")
    assert named() == {
        "Silent": ["Never reported."],
        "Green": ["Green in each of its last 8 readings: it no longer asks for anything."],
    }
    MapChange.objects.create(
        alliance=cast.alliance,
        room=cast.joint,
        author="A",
        act="strategy.edit_objective",
        label="b",
        operations=[{"model": "objective", "pk": objective.pk}],
    )
    assert len(named()["Silent"]) == 2


def test_a_change_of_our_own_map_does_not_age_a_joint_measure(
    cast, ours, named, measure_of, objective
):
    age(measure_of([50], name="Joint"))
    age(measure_of([50], name="Own", by=ours))
    MapChange.objects.create(
        alliance=cast.alliance, room=cast.quintiles_room, author="A", label="b",
        act="strategy.edit_objective", operations=[{"model": "objective", "pk": objective.pk}],
    )  # fmt: skip
    assert list(named(ours)) == ["Own"]
    assert named() == named(cast.actor("solvay_manager", View.OURS)) == {}


def test_what_another_context_knows_is_said(named, measure_of):
    measure = measure_of([50], name="Trust")
    assert named() == {}
    grounds.register("decisions", lambda actor, alliance, ids: {measure.pk: "No decision."})
    try:
        assert named() == {"Trust": ["No decision."]}
    finally:
        grounds.unregister("decisions")


def test_retired_it_leaves_scores_and_readings_due_and_can_be_brought_back(
    cast, by, measure_of, objective
):
    measure_of([80])
    measure = measure_of([20], name="Reports", owner=cast.quintiles_manager)
    yesterday = cast.alliance.today() - timedelta(days=1)

    def score(**more):
        return scorecard_of(cast.alliance, by, **more).objectives[objective.pk].score

    before = score(today=yesterday)
    assert score() == 0.5
    retire_measure(by=by, measure=measure, version=1, reason="Nobody asks")
    assert score() == 0.8
    assert score(today=yesterday) == before
    assert "Reports" not in [row.name for row in measures_due(by)]
    bring_back_measure(by=by, measure=measure, version=2)
    assert score() == 0.5
    again = retire_measure(by=by, measure=measure, version=3, reason="Still nobody")
    assert (again.reason, Retirement.objects.count()) == ("Still nobody", 2)


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("reason", {"reason": " "}),
        ("reason", {"reason": "x" * 501}),
        ("since", {"since": date(2999, 1, 1)}),
        ("since", {"since": date(1800, 1, 1)}),
    ],
)
def test_what_cannot_be_is_refused(by, measure_of, field, fields):
    with pytest.raises(Refused) as caught:
        retire_measure(by=by, measure=measure_of(), version=1, **{"reason": "Old", **fields})
    assert caught.value.field == field


def test_a_locked_period_keeps_its_score(cast, by, measure_of):
    today = cast.alliance.today()
    PeriodLock.objects.create(
        alliance=cast.alliance, room=cast.joint, period_start=today - timedelta(days=60),
        period_end=today - timedelta(days=30), locked_by=cast.quintiles_manager,
    )  # fmt: skip
    measure = measure_of()
    with pytest.raises(Refused):
        retire_measure(
            by=by, measure=measure, version=1, reason="Old", since=today - timedelta(days=40)
        )
    retire_measure(by=by, measure=measure, version=1, reason="Old")
    with pytest.raises(Conflict):
        retire_measure(by=by, measure=measure, version=2, reason="Older")


def test_a_name_that_was_given_away_is_not_taken_back(by, measure_of):
    first = measure_of(name="Trust")
    retire_measure(by=by, measure=first, version=1, reason="Old")
    measure_of(name="Trust")
    with pytest.raises(Refused):
        bring_back_measure(by=by, measure=first, version=2)


def test_who_may(cast, by, measure_of):
    measure = measure_of()
    for who in ("measure_owner", "member", "reader"):
        with pytest.raises(PermissionDenied):
            retire_measure(by=cast.actor(who), measure=measure, version=1, reason="Old")
    retire_measure(by=by, measure=measure, version=1, reason="Old")
    with pytest.raises(PermissionDenied):
        bring_back_measure(by=cast.actor("reader"), measure=measure, version=2)


def test_the_pages(cast, signed_in, url, measure_of):
    measure = measure_of(name="Reports")
    age(measure)
    client = signed_in("theme_leader")
    assert "Never reported." in client.get(url()).content.decode()
    assert client.get(url("measure_retire", measure)).status_code == 200
    given = {"reason": "Nobody asks", "since": cast.alliance.today().isoformat(), "version": 1}
    for field, typed in (("reason", ""), ("reason", "\0"), ("since", "x"), ("since", "2999-01-01")):
        answer = client.post(url("measure_retire", measure), {**given, field: typed})
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]
    assert client.post(url("measure_retire", measure), {**given, "version": 9}).status_code == 409
    assert client.post(url("measure_retire", measure), given).status_code == 302
    listed = client.get(url()).content.decode()
    assert "Never reported." not in listed
    for text in (listed, signed_in("reader").get(url("measure", measure)).content.decode()):
        assert "Nobody asks" in text
    client.post(url("measure_bring_back", measure), {"version": 2})
    measure.refresh_from_db()
    assert measure.removed_at is None


def test_ours_is_ours_alone(ours, signed_in, url, measure_of):
    measure = measure_of(by=ours, name="Our margin")
    age(measure)
    assert "Our margin" in signed_in("quintiles_manager", View.OURS).get(url()).content.decode()
    for who, view in (("quintiles_manager", View.JOINT), ("solvay_manager", View.OURS)):
        client = signed_in(who, view)
        assert "Our margin" not in client.get(url()).content.decode()
        for name in ("measure_retire", "measure_bring_back"):
            assert client.post(url(name, measure), {"version": 1}).status_code == 404


def test_the_queries_do_not_grow_with_the_rows(by, signed_in, url, measure_of):
    client = signed_in("reader")

    def cost():
        client.get(url())
        with CaptureQueriesContext(connection) as queries:
            client.get(url())
        return len(queries)

    def add():
        age(measure_of([50]))
        age(measure_of())
        retire_measure(by=by, measure=measure_of(), version=1, reason="Old")

    add()
    one = cost()
    add()
    add()
    assert cost() == one <= 13
