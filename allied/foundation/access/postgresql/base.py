"""PostgreSQL, told before a statement which rooms it admits, whenever that has changed.

The policies of the tables read it (`alliances/policies.py`). It is told late, by the first
statement after a change: who asks for no row pays nothing, and nobody can forget to take it back.
"""

from collections.abc import Callable
from typing import Any

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from ..admission import SETTING, admitted


class DatabaseWrapper(base.DatabaseWrapper):
    """The session's setting is taken back by the database where a transaction is rolled back."""

    told: str | None = None
    """What the session admits; None where that is not known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(self._after_telling)

    def _after_telling(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if admitted() != self.told:
            self._tell(admitted())
        return execute(sql, params, many, context)

    def _tell(self, rooms: str) -> None:
        if self._in_error():
            return  # nothing but a rollback is heard now
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, false)", [SETTING, rooms])
        self.told = rooms

    def _in_error(self) -> bool:
        state = self.connection and self.connection.info.transaction_status
        return bool(state == TransactionStatus.INERROR)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self.told = None
        return super().get_new_connection(conn_params)

    def _commit(self) -> None:
        told, self.told = self.told, None
        kept = not self._in_error()  # to commit what has failed is to roll it back
        super()._commit()  # type: ignore[misc]
        self.told = told if kept else None

    def _rollback(self) -> None:
        self.told = None
        super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self.told = None
