"""Milestones, money spent, what waits for what, what is expected: services and pages."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry
from allied.scorecard.initiatives import services
from allied.scorecard.initiatives.page import initiative_page
from allied.scorecard.models import Milestone, Spend
from allied.scorecard.queries import scorecard_of

DAY = date(2024, 3, 1)
TOMORROW = date(2999, 1, 1)


@pytest.fixture
def work(by, objective, measure_of):
    measure = measure_of([5], name="Trust")
    return services.add_initiative(
        by=by, objective=objective, name="Plan", state="under_way", budget=Decimal(900),
        currency="EUR", measure_ids=[measure.pk],
    )  # fmt: skip


@pytest.fixture
def url(cast):
    def to(name, item):
        return reverse(f"scorecard:{name}", args=[cast.alliance.slug, item.pk])

    return to


def step(by, work, name="Agreed", **more):
    return services.add_milestone(
        by=by, initiative=work, name=name, **{"due_on": DAY, "owner": None, **more}
    )


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("name", {"name": "x" * 201}),
        ("name", {"name": " "}),
        ("due_on", {"due_on": None}),
        ("due_on", {"due_on": date(1800, 1, 1)}),
        ("done_on", {"done_on": TOMORROW}),
    ],
)
def test_no_such_milestone(by, work, field, fields):
    with pytest.raises(Refused) as caught:
        step(by, work, **fields)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("budget", {"budget": Decimal(10) ** 15, "currency": "EUR"}),
        ("budget", {"budget": Decimal(-1), "currency": "EUR"}),
        ("budget", {"budget": Decimal("NaN"), "currency": "EUR"}),
        ("currency", {"budget": Decimal(1), "currency": ""}),
        ("currency", {"budget": Decimal(1), "currency": "XXX"}),
        ("starts_on", {"starts_on": date(1, 1, 1)}),
    ],
)
def test_no_such_budget_or_day(by, objective, field, fields):
    with pytest.raises(Refused) as caught:
        services.add_initiative(by=by, objective=objective, name="Plan", **fields)
    assert caught.value.field == field


def test_the_second_writer_of_a_milestone_is_told(by, work):
    made = step(by, work)
    services.edit_milestone(by=by, milestone=made, version=1, done_on=DAY)
    with pytest.raises(Conflict):
        services.edit_milestone(by=by, milestone=made, version=1, name="Other")
    with pytest.raises(Conflict):
        services.remove_milestone(by=by, milestone=made, version=1)
    assert Entry.objects.filter(act="scorecard.edit_milestone").count() == 1


def test_spend_is_corrected_by_another_entry_and_never_edited(by, work):
    first = services.enter_spend(by=by, initiative=work, spent_on=DAY, amount=Decimal(100))
    with pytest.raises(Refused):
        services.correct_spend(by=by, entry=first, spent_on=DAY, amount=Decimal(90), note="")
    services.correct_spend(by=by, entry=first, spent_on=DAY, amount=Decimal(90), note="A typo")
    with pytest.raises(Conflict) as caught:
        services.correct_spend(by=by, entry=first, spent_on=DAY, amount=Decimal(80), note="No")
    assert caught.value.current.amount == 90
    first.refresh_from_db()
    page = initiative_page(by, work)
    assert (first.amount, page.spent, len(page.spend)) == (100, 90, 2)
    assert page.spent_share == 0.1
    with pytest.raises(Refused) as refused:
        services.edit_initiative(by=by, initiative=work, version=1, currency="USD")
    assert refused.value.field == "currency"


@pytest.mark.parametrize(
    ("field", "amount", "day"),
    [
        ("amount", Decimal(10) ** 15, DAY),
        ("amount", Decimal("Infinity"), DAY),
        ("amount", Decimal("0.001"), DAY),
        ("spent_on", Decimal(1), TOMORROW),
    ],
)
def test_no_such_spend(by, work, field, amount, day):
    with pytest.raises(Refused) as caught:
        services.enter_spend(by=by, initiative=work, spent_on=day, amount=amount)
    assert caught.value.field == field


def test_a_circle_is_refused_and_named(by, objective, work):
    second, third = (
        services.add_initiative(by=by, objective=objective, name=name) for name in ("B", "C")
    )
    services.add_dependency(by=by, initiative=second, prerequisite=work)
    services.add_dependency(by=by, initiative=third, prerequisite=second)
    with pytest.raises(Refused) as caught:
        services.add_dependency(by=by, initiative=work, prerequisite=third)
    assert "Plan → C → B → Plan" in str(caught.value)
    with pytest.raises(Refused):
        services.add_dependency(by=by, initiative=work, prerequisite=work)


def test_a_joint_one_never_waits_for_ours(by, ours, objective, work):
    own = services.add_initiative(by=ours, objective=objective, name="Plot")
    services.add_dependency(by=ours, initiative=own, prerequisite=work)
    with pytest.raises(Refused):
        services.add_dependency(by=ours, initiative=work, prerequisite=own)
    assert [item.name for item in initiative_page(ours, work).awaited_by] == ["Plot"]
    assert initiative_page(by, work).awaited_by == []


def test_what_is_expected_goes_with_its_measure(by, work, measure_of):
    measure, other = work.measures.get(), measure_of(name="Other")
    with pytest.raises(Refused):
        services.set_effect(
            by=by, initiative=work, measure_id=other.pk, change=Decimal(1), by_on=DAY
        )
    services.set_effect(by=by, initiative=work, measure_id=measure.pk, change=5, by_on=DAY)
    assert initiative_page(by, work).targets[0].expected == "+5"
    services.edit_initiative(by=by, initiative=work, version=1, measure_ids=[other.pk])
    assert work.effects.filter(removed_at=None).count() == 0


def test_green_but_red_is_told_to_who_may_see_it(cast, by, ours, objective, work, measure_of):
    step(by, work, done_on=DAY)
    own = measure_of([5], by=ours, name="Our margin")
    plot = services.add_initiative(
        by=ours, objective=objective, name="Plot", state="under_way", measure_ids=[own.pk]
    )
    services.add_milestone(
        by=ours, initiative=plot, name="Hidden", due_on=DAY, done_on=DAY, owner=None
    )

    def told(actor):
        found = scorecard_of(cast.alliance, actor).tensions
        return [item.initiative.name for item in found.green_but_red]

    assert told(by) == told(cast.actor("solvay_manager", View.OURS)) == ["Plan"]
    assert sorted(told(ours)) == ["Plan", "Plot"]


def test_only_who_may_edit_it_may_change_its_parts(cast, by, work):
    made = step(by, work)
    for who in ("member", "reader", "measure_owner"):
        actor = cast.actor(who)
        with pytest.raises(PermissionDenied):
            step(actor, work)
        with pytest.raises(PermissionDenied):
            services.edit_milestone(by=actor, milestone=made, version=1, name="Mine")
        with pytest.raises(PermissionDenied):
            services.enter_spend(by=actor, initiative=work, spent_on=DAY, amount=Decimal(1))


def test_its_page_takes_what_is_typed(signed_in, url, by, objective, work):
    other = services.add_initiative(by=by, objective=objective, name="Other")
    client = signed_in("theme_leader")
    posts = {
        "milestone_add": {"step-name": "Agreed", "step-due_on": "2024-03-01"},
        "spend_enter": {"spend-spent_on": "2024-03-01", "spend-amount": "1,250.50"},
        "dependency_add": {"wait-prerequisite": other.pk},
        "effect_set": {
            "effect-measure": work.measures.get().pk, "effect-change": "-3",
            "effect-by_on": "2024-06-30",
        },
    }  # fmt: skip
    for name, given in posts.items():
        assert client.post(url(name, work), given).status_code == 302, name
        for field in given:
            for typed in ("", "\0", "9" * 400):
                answer = client.post(url(name, work), {**given, field: typed})
                assert answer.status_code in {302, 422}, (name, field)
    text = client.get(url("initiative", work)).content.decode()
    for word in ("Agreed", "1,250.50", "Other", "−3"):
        assert word in text
    made, entry = Milestone.objects.first(), Spend.objects.first()
    assert client.post(url("milestone_done", made), {"version": "1"}).status_code == 302
    late = {"name": "Late", "due_on": "2024-04-01", "version": 1}
    assert client.post(url("milestone_edit", made), late).status_code == 409
    for name, item in (("milestone_edit", made), ("spend_correct", entry)):
        assert client.get(url(name, item)).status_code == 200
    given = {"spent_on": "2024-03-01", "amount": "9", "note": "A typo"}
    assert client.post(url("spend_correct", entry), given).status_code == 302
    assert client.post(url("spend_correct", entry), given).status_code == 409


def test_a_page_of_many_parts_costs_no_more(signed_in, url, by, work, measure_of):
    client = signed_in("theme_leader")

    def cost():
        client.get(url("initiative", work))
        with CaptureQueriesContext(connection) as queries:
            client.get(url("initiative", work))
        return len(queries)

    def add(number):
        step(by, work, f"Step {number}")
        services.enter_spend(by=by, initiative=work, spent_on=DAY, amount=Decimal(1))
        other = services.add_initiative(by=by, objective=work.objective, name=f"Other {number}")
        services.add_dependency(by=by, initiative=work, prerequisite=other)
        after = services.add_initiative(by=by, objective=work.objective, name=f"After {number}")
        services.add_dependency(by=by, initiative=after, prerequisite=work)
        measure = measure_of([1], name=f"Moved {number}", objective=work.objective)
        work.measures.add(measure)
        services.set_effect(
            by=by, initiative=work, measure_id=measure.pk, change=Decimal(1), by_on=DAY
        )

    add(0)
    one = cost()
    for number in range(1, 6):
        add(number)
    assert cost() == one <= 12
