"""Templates: starters, dimensions, criteria and what they refuse, counterparts by the line."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from allied.foundation.access.actor import View as Look
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.relations import services
from allied.relations.catalogue import starters
from allied.relations.definition import definition_of, from_json, to_json
from allied.relations.models import Counterpart, Criterion, Dimension, Template


@pytest.mark.parametrize("start", [each.key for each in starters()])
def test_a_starter_becomes_a_template_that_can_be_judged(by, cast, start):
    row = services.add_template(by=by(), alliance=cast.alliance, name="Ours", begin_with=start)
    definition = definition_of(row)
    assert from_json(to_json(definition)) == definition
    if start == "empty":
        assert definition.parts == ()
        return
    assert 3 <= len(definition.parts) <= 6
    assert all(2 <= len(part.criteria) <= 4 for part in definition.parts)
    assert definition.asked_of("theirs")
    assert row.purpose
    assert row.introduction


def test_who_may(by, cast, made):
    for who, look in (
        ("reader", Look.JOINT), ("member", Look.JOINT), ("solvay_sponsor", Look.JOINT),
        ("quintiles_manager", Look.PRESENT), ("outsider", Look.JOINT),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            services.add_template(by=by(who, look), alliance=cast.alliance, name="x")
        with pytest.raises(PermissionDenied):
            services.add_dimension(by=by(who, look), template=made.template, name="x")
    services.add_dimension(by=by("theme_leader"), template=made.template, name="Growth")


def test_names_are_free_within_the_room(by, cast, made):
    for name in ("Sites", " SITES ", "sites"):
        with pytest.raises(Refused) as refused:
            services.add_template(by=by(), alliance=cast.alliance, name=name)
        assert refused.value.field == "name"
    services.retire_template(by=by(), template=made.template, version=1)
    services.add_template(by=by(), alliance=cast.alliance, name="Sites")
    made.template.refresh_from_db()
    with pytest.raises(Refused):
        services.bring_back_template(by=by(), template=made.template, version=2)


@pytest.mark.parametrize("name", ["", "  ", "\0", "x" * 141, "bell\a", "\u200b"])
def test_names_that_cannot_be_kept(by, cast, name):
    with pytest.raises(Refused) as refused:
        services.add_template(by=by(), alliance=cast.alliance, name=name)
    assert refused.value.field == "name"
    assert not Template.objects.exists()


def test_the_second_writer_is_told(by, made):
    first, second = (Criterion.objects.get(pk=made.criteria["useful"].pk) for _ in range(2))
    services.edit_criterion(by=by(), criterion=first, version=1, question="Is it of use?")
    with pytest.raises(Conflict) as lost:
        services.edit_criterion(by=by(), criterion=second, version=1, question="Useful at all?")
    assert lost.value.current.question == "Is it of use?"
    with pytest.raises(Conflict):
        services.edit_template(by=by(), template=made.template, version=7, name="Other")


def test_every_change_of_what_is_asked_goes_into_the_revision(by, made):
    def revision():
        return Template.objects.get(pk=made.template.pk).revision

    seen = [revision()]
    useful, service = made.criteria["useful"], made.dimensions["service"]
    for act in (
        lambda: services.edit_criterion(by=by(), criterion=useful, version=1, weight=2),
        lambda: services.edit_dimension(
            by=by(), dimension=service, version=1, name="Service", weight=5
        ),
        lambda: services.shift(by=by(), row=service, down=False),
        lambda: services.remove_criterion(by=by(), criterion=useful),
        lambda: services.remove_dimension(by=by(), dimension=service),
    ):
        act()
        seen.append(revision())
    assert seen == sorted(set(seen))


def test_order_changes_by_one_place(by, made):
    openness, service = made.dimensions["openness"], made.dimensions["service"]
    services.shift(by=by(), row=service, down=False)
    services.shift(by=by(), row=service, down=False)  # the first stays the first
    assert list(Dimension.objects.filter(template=made.template)) == [service, openness]
    services.shift(by=by(), row=made.criteria["on_time"], down=True)
    rows = Criterion.objects.filter(dimension=service)
    assert [row.name for row in rows] == ["Useful", "On time"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"question": "x" * 301}, "question"),
        ({"kind": "yes_no"}, "preset"),
        ({"preset": "yes_no"}, "preset"),
        ({"kind": "number", "preset": "baseline_target"}, "baseline"),
        ({"kind": "number", "preset": "minimum_maximum"}, "minimum"),
        ({"kind": "number", "preset": "red_flag_goal",
          "anchors": {"red_flag": 9, "target": 3}}, "target"),
        ({"kind": "number", "preset": "threshold", "anchors": {"threshold": 3}}, "direction"),
        ({"lowest": 5, "highest": 5}, "highest"),
        ({"lowest": 0, "highest": 11}, "highest"),
        ({"lowest": 5, "highest": 1}, "highest"),
        ({"highest": 10**9}, "highest"),
        ({"weight": 0}, "weight"), ({"weight": -1}, "weight"), ({"weight": 1e9}, "weight"),
        ({"weight": float("nan")}, "weight"),
        ({"asked_of": "nobody"}, "asked_of"), ({"direction": "sideways"}, "direction"),
        ({"kind": "number", "preset": "ratio", "anchors": {"target": Decimal("1e20")}}, "target"),
    ],
)  # fmt: skip
def test_criteria_that_cannot_be_judged(by, made, fields, field):
    usual = {"name": "New", "question": "New?"}
    with pytest.raises(Refused) as refused:
        services.add_criterion(
            by=by(), dimension=made.dimensions["openness"], **{**usual, **fields}
        )
    assert refused.value.field == field
    assert not Criterion.objects.filter(name="New").exists()


def test_a_scale_is_judged_by_its_ends(by, made):
    row = services.add_criterion(
        by=by(), dimension=made.dimensions["openness"], name="Ten", question="?", lowest=0,
        highest=10,
    )  # fmt: skip
    assert row.anchors == {"minimum": "0", "maximum": "10"}
    services.edit_criterion(by=by(), criterion=row, version=1, direction="lower")
    assert row.anchors == {"minimum": "0", "maximum": "10"}


def test_counterparts_by_the_line_are_all_added_or_none(by, made):
    rows = [{"name": "West"}, {"name": "East"}, {"name": " north SITE"}]
    with pytest.raises(Refused, match="Line 3") as refused:
        services.add_counterparts(by=by(), template=made.template, rows=rows)
    assert refused.value.field == "lines"
    assert Counterpart.objects.count() == 2
    with pytest.raises(Refused, match="Line 2"):
        services.add_counterparts(
            by=by(), template=made.template, rows=[{"name": "West"}, {"name": "W", "email": "no"}]
        )
    with pytest.raises(Refused, match="Line 2"):
        services.add_counterparts(by=by(), template=made.template, rows=[{"name": "A"}] * 2)


def test_a_counterpart_of_our_room_has_an_owner_of_ours(by, make, cast):
    ours = make(name="Private", view=Look.OURS)
    with pytest.raises(Refused) as refused:
        services.edit_counterpart(
            by=by(view=Look.OURS), counterpart=ours.counterparts[0], version=1,
            owner=cast.solvay_manager,
        )  # fmt: skip
    assert refused.value.field == "owner"


def test_an_owner_who_left_stays_until_another_is_chosen(by, made, cast):
    row = made.counterparts[0]
    Counterpart.objects.filter(pk=row.pk).update(owner=cast.former_member)
    row.refresh_from_db()
    services.edit_counterpart(
        by=by(), counterpart=row, version=1, owner=cast.former_member, kind="lab"
    )
    row.refresh_from_db()
    assert (row.kind, row.owner) == ("lab", cast.former_member)


def test_what_was_in_a_round_is_not_removed(by, made, opened):
    opened(made)
    with pytest.raises(Refused):
        services.remove_counterpart(by=by(), counterpart=made.counterparts[0])
    fresh = services.add_counterpart(by=by(), template=made.template, name="Never asked")
    from allied.relations.models import Sheet

    Sheet.objects.filter(counterpart=fresh).delete()
    services.remove_counterpart(by=by(), counterpart=fresh)
    assert not Counterpart.objects.filter(name="Never asked").exists()


def test_no_round_of_a_template_that_asks_nothing(by, cast, opened):
    from .conftest import quarter

    row = services.add_template(by=by(), alliance=cast.alliance, name="Empty")
    services.add_counterpart(by=by(), template=row, name="Somebody")
    with pytest.raises(Refused):
        services.open_round(by=by(), template=row, quarter=quarter("2024-Q1"))
