"""Locking periods and reopening them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from allied.foundation.access.actor import View
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry as Trail
from allied.scorecard.models import PeriodLock
from allied.scorecard.services import lock_period, reopen_period

YEAR = {"period_start": date(2021, 1, 1), "period_end": date(2021, 12, 31)}


def test_a_lock_stands_in_the_joint_room_whatever_the_view(ours, cast):
    lock = lock_period(by=ours, alliance=cast.alliance, **YEAR)
    assert (lock.room, lock.locked_by) == (cast.joint, cast.quintiles_manager)
    assert Trail.objects.get(act="scorecard.lock_period").room_id == cast.joint.pk


@pytest.mark.parametrize(
    "days",
    [
        {"period_end": date(2020, 1, 1)},
        {"period_start": date(2999, 1, 1), "period_end": date(2999, 3, 31)},
        {"period_start": date(1066, 1, 1)},
        {"period_start": date(2100, 1, 1), "period_end": date(2100, 3, 31)},
    ],
)
def test_days_that_make_no_sense_are_refused(by, cast, days):
    with pytest.raises(Refused):
        lock_period(by=by, alliance=cast.alliance, **{**YEAR, **days})
    assert not PeriodLock.objects.exists()


def test_days_locked_already_are_not_locked_twice(by, cast):
    lock_period(by=by, alliance=cast.alliance, **YEAR)
    with pytest.raises(Refused, match="locked already"):
        lock_period(
            by=by, alliance=cast.alliance, period_start=date(2021, 4, 1),
            period_end=date(2021, 6, 30),
        )  # fmt: skip


def test_either_side_reopens_with_a_reason(by, cast):
    lock = lock_period(by=by, alliance=cast.alliance, **YEAR)
    other = cast.actor("solvay_manager", View.JOINT)
    for reason in ("", " ", "x" * 301):
        with pytest.raises(Refused) as caught:
            reopen_period(by=other, lock=lock, reason=reason)
        assert caught.value.field == "reason"
    reopened = reopen_period(by=other, lock=lock, reason="a late invoice")
    assert (reopened.reopened_by, reopened.reason) == (cast.solvay_manager, "a late invoice")
    with pytest.raises(Refused, match="already"):
        reopen_period(by=by, lock=lock, reason="again")
    lock_period(by=by, alliance=cast.alliance, **YEAR)


@pytest.mark.parametrize("who", ["theme_leader", "measure_owner", "quintiles_sponsor", "reader"])
def test_only_alliance_managers_lock_and_reopen(by, cast, who):
    actor = cast.actor(who, View.JOINT)
    with pytest.raises(PermissionDenied):
        lock_period(by=actor, alliance=cast.alliance, **YEAR)
    lock = lock_period(by=by, alliance=cast.alliance, **YEAR)
    with pytest.raises(PermissionDenied):
        reopen_period(by=actor, lock=lock, reason="please")
