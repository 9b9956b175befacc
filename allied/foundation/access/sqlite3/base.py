"""SQLite, where who has waited long for the right to write is not asked less and less often.

SQLite lets one write at a time. Who has to wait asks again by its own clock after 1 ms, then 2, 5,
10 and at last every 100 ms; so under many writers who comes new overtakes who waits, and of eight
some waited over ten seconds, with the error of twenty not far. Here all ask every ten milliseconds.
"""

import time
from typing import Final

from django.db import OperationalError
from django.db.backends.sqlite3 import base

AGAIN: Final = 0.01
"""Seconds until a transaction that could not begin is tried again."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Transactions take the right to write as they begin (`transaction_mode`), or wait here."""

    def _start_transaction_under_autocommit(self) -> None:
        patience: float = self.settings_dict["OPTIONS"]["timeout"]
        until = time.monotonic() + patience
        self._let_sqlite_wait(0)
        try:
            while not self._begun(or_raise=time.monotonic() > until):
                time.sleep(AGAIN)
        finally:
            self._let_sqlite_wait(patience)

    def _begun(self, *, or_raise: bool) -> bool:
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except OperationalError as error:
            if or_raise or "locked" not in str(error):
                raise
            return False
        return True

    def _let_sqlite_wait(self, seconds: float) -> None:
        """What else meets a lock, as a change outside a transaction, is for SQLite to wait for."""
        self.connection.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")
