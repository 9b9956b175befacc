"""On SQLite a transaction that cannot begin waits, and says so when its patience ends."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import OperationalError, connections

from allied.foundation.access.sqlite3.base import AGAIN, DatabaseWrapper

PATIENCE = 1
HELD = 0.3
Connect = Callable[[], DatabaseWrapper]


@pytest.fixture
def connect(tmp_path: Path, django_db_blocker: pytest.FixtureRequest) -> Iterator[Connect]:
    """Makes connections to one file of this test alone, each with the patience of a second."""
    options = {"transaction_mode": "IMMEDIATE", "timeout": PATIENCE}
    own = {"NAME": str(tmp_path / "one.sqlite3"), "OPTIONS": options}
    made: list[DatabaseWrapper] = []

    def one() -> DatabaseWrapper:
        made.append(DatabaseWrapper({**connections.settings["default"], **own}, "alone"))
        made[-1].inc_thread_sharing()
        made[-1].connect()
        return made[-1]

    with django_db_blocker.unblock():
        yield one
        for connection in made:
            connection.close()


def begin(connection: DatabaseWrapper) -> float:
    """Seconds until the transaction had begun."""
    started = time.monotonic()
    connection._start_transaction_under_autocommit()
    return time.monotonic() - started


def patience_of(connection: DatabaseWrapper) -> int:
    return connection.cursor().execute("PRAGMA busy_timeout").fetchone()[0]


def test_who_waits_begins_soon_after_the_other_has_ended(connect: Connect) -> None:
    first, second = connect(), connect()
    begin(first)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(begin, second)
        time.sleep(HELD)
        assert not waiting.done()
        first.commit()
        assert HELD - AGAIN < waiting.result() < PATIENCE
    second.commit()
    assert patience_of(second) == PATIENCE * 1000


def test_patience_ends_with_the_error_of_sqlite(connect: Connect) -> None:
    first, second = connect(), connect()
    begin(first)
    started = time.monotonic()
    with pytest.raises(OperationalError, match="database is locked"):
        begin(second)
    assert time.monotonic() - started >= PATIENCE
    assert patience_of(second) == PATIENCE * 1000
    first.commit()
    begin(second)
    second.commit()


def test_another_fault_is_told_at_once(connect: Connect) -> None:
    first = connect()
    begin(first)
    started = time.monotonic()
    with pytest.raises(OperationalError, match="within a transaction"):
        begin(first)
    assert time.monotonic() - started < PATIENCE
