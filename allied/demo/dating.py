"""Dates for what the demo makes: its records are of their years, not of the day of loading.

A map change of today could be undone by a visitor, and the whole history would bear one date.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time

from django.db import connection
from django.db.models import Model

from allied.discovery.models import Candidate, Interview, Move
from allied.foundation.audit.models import Entry
from allied.governance.models import (
    AgendaAgreement,
    Climb,
    Escalation,
    JournalEntry,
    LookBack,
    Meeting,
    Paper,
    Proposal,
    ProposalStep,
    Standpoint,
    Topic,
)
from allied.notes.models import Note
from allied.relations.models import Answer, Link, Round, Template
from allied.scorecard.models import (
    Formula,
    Measure,
    PeriodLock,
    Reading,
    Review,
    Spend,
    StatusByHand,
    Target,
)
from allied.strategy.models import MapChange

STAMPS: dict[type[Model], str] = {
    Entry: "at",
    Climb: "at",
    Escalation: "raised_at",
    Standpoint: "at",
    MapChange: "at",
    Move: "at",
    Interview: "recorded_at",
    Candidate: "raised_at",
    Note: "written_at",
    Reading: "entered_at",
    Target: "set_at",
    Formula: "set_at",
    Measure: "created_at",
    PeriodLock: "locked_at",
    Spend: "entered_at",
    StatusByHand: "set_at",
    Review: "frozen_at",
    Meeting: "changed_at",
    Topic: "added_at",
    Paper: "added_at",
    AgendaAgreement: "at",
    LookBack: "at",
    Proposal: "at",
    ProposalStep: "at",
    JournalEntry: "written_at",
    Template: "made_at",
    Round: "opened_at",
    Link: "sent_at",
    Answer: "sent_at",
}


@contextmanager
def dated(day: date) -> Iterator[None]:
    """Whatever is made within bears this day, when both sides of the Atlantic are at work."""
    before = _newest()
    yield
    moment = datetime.combine(day, time(14), UTC)
    for (model, stamp), last, now in zip(STAMPS.items(), before, _newest(), strict=True):
        if now > last:
            model._default_manager.filter(pk__gt=last).update(**{stamp: moment})


def _newest() -> list[int]:
    """The last number in each table, all in one query: it is asked twice for each day."""
    each = (f"(SELECT max(id) FROM {model._meta.db_table})" for model in STAMPS)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(each)}")
        return [last or 0 for last in cursor.fetchone()]
