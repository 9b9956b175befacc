"""Initiatives and the measures they are meant to move."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.scorecard.initiatives.services import add_initiative, edit_initiative, remove_initiative
from allied.scorecard.models import Initiative


def test_an_initiative_names_measures_of_its_objective(by, objective, measure_of):
    measure = measure_of()
    made = add_initiative(by=by, objective=objective, name=" Plan ", measure_ids=[measure.pk])
    assert (made.name, list(made.measures.all())) == ("Plan", [measure])


def test_it_names_no_measure_of_another_objective(by, objective, objective_of, measure_of):
    other = measure_of(objective=objective_of("Another"))
    with pytest.raises(Refused) as caught:
        add_initiative(by=by, objective=objective, name="Plan", measure_ids=[other.pk])
    assert caught.value.field == "measures"


def test_a_joint_one_never_names_a_measure_of_ours(by, ours, cast, objective, measure_of):
    private = measure_of(by=ours)
    joint = add_initiative(by=by, objective=objective, name="Plan")
    for actor in (by, ours, cast.actor("solvay_manager", View.OURS)):
        with pytest.raises(Refused):
            edit_initiative(by=actor, initiative=joint, version=1, measure_ids=[private.pk])
    own = add_initiative(by=ours, objective=objective, name="Ours", measure_ids=[private.pk])
    assert own.room == cast.quintiles_room


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("name", {"name": ""}),
        ("name", {"name": "x" * 201}),
        ("description", {"description": "x" * 4001}),
        ("state", {"state": "dreamt of"}),
        ("ends_on", {"starts_on": date(2022, 1, 2), "ends_on": date(2022, 1, 1)}),
    ],
)
def test_what_cannot_be_is_refused(by, objective, field, fields):
    with pytest.raises(Refused) as caught:
        add_initiative(by=by, objective=objective, **{"name": "Plan", **fields})
    assert caught.value.field == field


def test_the_second_writer_is_told(by, objective):
    made = add_initiative(by=by, objective=objective, name="Plan")
    edit_initiative(by=by, initiative=made, version=1, name="Plan A")
    with pytest.raises(Conflict) as caught:
        edit_initiative(by=by, initiative=made, version=1, name="Plan B")
    assert caught.value.current.name == "Plan A"
    with pytest.raises(Conflict):
        remove_initiative(by=by, initiative=made, version=1)
    remove_initiative(by=by, initiative=made, version=2)
    assert Initiative.objects.get().removed_at is not None


def test_its_owner_may_edit_it_and_no_other(by, cast, objective):
    made = add_initiative(by=by, objective=objective, name="Plan", owner=cast.member)
    edit_initiative(by=cast.actor("member"), initiative=made, version=1, state="done")
    for who in ("measure_owner", "reader", "quintiles_sponsor"):
        with pytest.raises(PermissionDenied):
            edit_initiative(by=cast.actor(who), initiative=made, version=2, state="stopped")
    with pytest.raises(PermissionDenied):
        add_initiative(by=cast.actor("member"), objective=objective, name="Mine")
