"""Weights of the map's nodes over time: in force from a day on, undone like any other change."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.urls import reverse

from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.strategy import services
from allied.strategy.models import Objective
from allied.strategy.weights import weight_on, with_weight_from

DAY = date(2024, 1, 1)


def node(*dated):
    return SimpleNamespace(weight=Decimal(1), weights=list(dated))


@pytest.mark.parametrize(
    ("day", "weight"),
    [(date(2023, 12, 31), 1), (DAY, 2), (date(2024, 6, 30), 2), (date(2024, 7, 1), 0.5)],
)
def test_a_weight_holds_from_its_day_on(day, weight):
    row = node(["2024-01-01", "2.000"], ["2024-07-01", "0.500"])
    assert float(weight_on(row, day)) == weight


def test_another_weight_for_a_day_takes_the_place_of_the_first():
    row = node(["2024-01-01", "2.000"])
    assert with_weight_from(row, DAY, Decimal(3)) == [["2024-01-01", "3.000"]]
    assert with_weight_from(row, date(2023, 5, 1), Decimal(4)) == [
        ["2023-05-01", "4.000"], ["2024-01-01", "2.000"],
    ]  # fmt: skip


def test_what_is_in_force_is_not_written_again():
    row = node(["2024-01-01", "2.000"])
    assert with_weight_from(row, date(2024, 5, 1), Decimal(2)) == row.weights
    assert with_weight_from(row, date(2023, 5, 1), Decimal(1)) == row.weights


def edited(drawn, **fields):
    row = Objective.objects.get(pk=drawn.trust.pk)
    change = services.edit_objective(by=drawn.by, objective=row, version=row.version, **fields)
    return Objective.objects.get(pk=row.pk), change


def test_a_dated_weight_leaves_the_first_one_and_is_undone(drawn):
    row, change = edited(drawn, weight=2, weight_from=DAY)
    assert (row.weight, row.weights) == (1, [["2024-01-01", "2.000"]])
    assert change.particulars == "weight"
    services.undo_change(by=drawn.by, change=change)
    assert Objective.objects.get(pk=row.pk).weights == []


def test_a_weight_without_a_day_has_held_from_the_beginning(drawn):
    edited(drawn, weight=2, weight_from=DAY)
    row, _change = edited(drawn, weight=3)
    assert (row.weight, row.weights) == (3, [])


def test_themes_and_perspectives_have_weights_over_time_too(drawn):
    services.edit_theme(
        by=drawn.by, theme=drawn.living, version=drawn.living.version, weight=2, weight_from=DAY
    )
    services.edit_perspective(
        by=drawn.by, perspective=drawn.low, version=drawn.low.version, weight=0, weight_from=DAY
    )
    for row, weight in ((drawn.living, 2), (drawn.low, 0)):
        row.refresh_from_db()
        assert float(weight_on(row, DAY)) == weight
        assert float(weight_on(row, DAY - timedelta(days=1))) == 1


def test_the_second_of_two_who_weigh_at_once_is_told(drawn):
    version = drawn.trust.version
    edited(drawn, weight=2, weight_from=DAY)
    with pytest.raises(Conflict):
        services.edit_objective(
            by=drawn.by, objective=drawn.trust, version=version, weight=3, weight_from=DAY
        )


def test_a_day_beyond_the_calendar_is_refused_at_the_day(drawn):
    with pytest.raises(Refused) as refused:
        edited(drawn, weight=2, weight_from=date(9999, 1, 1))
    assert refused.value.field == "weight_from"


def test_the_form_shows_the_weight_of_today_and_those_over_time(cast, signed_in, drawn):
    url = reverse("strategy:objective_edit", args=[cast.alliance.slug, drawn.trust.pk])
    client = signed_in("theme_leader")
    form = client.get(url).context["form"]
    assert (form["weight"].value(), form["weight_from"].value()) == (
        "1", cast.alliance.today().isoformat(),
    )  # fmt: skip
    edited(drawn, weight=2, weight_from=DAY)
    page = client.get(url)
    assert page.context["form"]["weight"].value() == "2"
    assert "Weights over time: 1; 2 from" in page.content.decode()


def test_a_weight_from_a_day_on_is_saved_from_the_form(cast, signed_in, drawn):
    url = reverse("strategy:theme_edit", args=[cast.alliance.slug, drawn.living.pk])
    client = signed_in("theme_leader")
    given = {k: "" if v is None else v for k, v in client.get(url).context["form"].initial.items()}
    for bad in ("soon", "2024-13-01", "0001-01-01"):
        answer = client.post(url, {**given, "weight": "4", "weight_from": bad})
        assert answer.status_code in {200, 422}
        assert answer.context["form"].errors.get("weight_from")
    client.post(url, {**given, "weight": "4", "weight_from": "2024-01-01"})
    drawn.living.refresh_from_db()
    assert (drawn.living.weight, drawn.living.weights) == (1, [["2024-01-01", "4.000"]])
