"""The page of locked periods."""

from datetime import date

import pytest
from django.urls import reverse

from allied.foundation.access.actor import View
from allied.scorecard.models import PeriodLock


@pytest.fixture
def url(cast):
    return lambda lock=None: (
        reverse("scorecard:period_reopen", args=[cast.alliance.slug, lock.pk])
        if lock
        else reverse("scorecard:period_locks", args=[cast.alliance.slug])
    )


def test_a_period_is_locked_and_reopened_with_its_reason(signed_in, url):
    client = signed_in("quintiles_manager")
    assert "Nothing is locked" in client.get(url()).content.decode()
    assert client.post(url(), {"period": "2021-q1"}).status_code == 302
    lock = PeriodLock.objects.get()
    assert (lock.period_start, lock.period_end) == (date(2021, 1, 1), date(2021, 3, 31))
    assert "2021-Q1" in client.get(url()).content.decode()
    assert client.post(url(lock), {"reason": "a late invoice"}).status_code == 302
    text = client.get(url()).content.decode()
    assert "a late invoice" in text


BAD = ["", "someday", "2021-Q5", "2999-Q1", "x" * 10_000, "\0", "1066"]


@pytest.mark.parametrize("typed", BAD)
def test_what_is_no_period_is_told_beside_it(signed_in, url, typed):
    answer = signed_in("quintiles_manager").post(url(), {"period": typed})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["period"]
    assert not PeriodLock.objects.exists()


@pytest.mark.parametrize("reason", ["", "x" * 10_000, "\0"])
def test_a_reopening_without_reason_stays_where_it_is(signed_in, url, reason):
    client = signed_in("quintiles_manager")
    client.post(url(), {"period": "2021"})
    answer = client.post(url(PeriodLock.objects.get()), {"reason": reason})
    assert answer.status_code == 422
    assert PeriodLock.objects.get().reopened_at is None
    assert 'aria-invalid="true"' in answer.content.decode()


@pytest.mark.parametrize("who", ["theme_leader", "member", "reader"])
def test_others_read_it_and_are_told_whom_to_ask(signed_in, url, who):
    client = signed_in(who)
    text = client.get(url()).content.decode()
    assert "Quintiles manager (Quintiles), Solvay manager (Solvay)" in text or (
        "Solvay manager (Solvay), Quintiles manager (Quintiles)" in text
    )
    assert client.post(url(), {"period": "2021"}).status_code == 403


def test_nobody_else_and_nothing_while_presenting(signed_in, url):
    assert signed_in("outsider").get(url()).status_code == 404
    client = signed_in("quintiles_manager", View.PRESENT)
    assert client.post(url(), {"period": "2021"}).status_code == 403
