"""Reminders before the time of a level is over: to those who must act, once each."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail

from allied.governance.escalations import services
from allied.governance.escalations.reminding import remind_of_clocks
from allied.governance.models import Climb

from .conftest import MONDAY

TWO_DAYS_BEFORE = datetime(2026, 3, 26, 7, 59, tzinfo=UTC)
"""A minute before 09:00 in Brussels on the Thursday: the level's last day is the Monday after."""


@pytest.fixture
def remind():
    return lambda now, **more: remind_of_clocks(address="http://x", now=now, **more)


def test_who_must_act_is_reminded_once_for_each_moment(presented, remind):
    row = presented()
    assert remind(TWO_DAYS_BEFORE) == 0
    moment = TWO_DAYS_BEFORE.replace(hour=8, minute=0)
    assert remind(moment, dry_run=True) == 1
    assert mail.outbox == []
    assert [remind(moment), remind(moment)] == [1, 0]
    assert mail.outbox[0].to == ["member@quintiles.example"]
    assert f"/escalations/{row.pk}/" in mail.outbox[0].body
    assert "3 business days left, until the end of 30 March 2026." in mail.outbox[0].body
    assert remind(datetime(2026, 3, 29, 12, tzinfo=UTC)) == 1
    assert Climb.objects.filter(act="reminded", level=0).count() == 2


def test_a_command_that_did_not_run_sends_one_mail_and_for_the_level_it_is_on(presented, remind):
    presented()
    assert remind(datetime(2026, 4, 6, 12, tzinfo=UTC)) == 1
    assert mail.outbox[0].to == ["measure.owner@quintiles.example"]


def test_nobody_is_reminded_of_a_clock_that_stands_or_a_record_that_is_closed(
    by, cast, presented, remind
):
    row = presented()
    cast.alliance.record_ends_on = date(2026, 3, 26)
    cast.alliance.save()
    assert remind(datetime(2026, 3, 29, 12, tzinfo=UTC)) == 0
    cast.alliance.record_ends_on = None
    cast.alliance.save()
    services.pause(by=by("solvay_manager"), escalation=row, version=row.version, why="x", at=MONDAY)
    assert remind(datetime(2026, 3, 29, 12, tzinfo=UTC)) == 0


def test_who_left_or_has_no_login_is_not_reminded(cast, presented, remind):
    presented()
    cast.member.memberships.update(until=date(2026, 1, 1), since=date(2025, 1, 1))
    assert remind(datetime(2026, 3, 29, 12, tzinfo=UTC)) == 0
