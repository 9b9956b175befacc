"""Faults as they are answered: a status, a sentence, and where it went wrong."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import JsonResponse


class Problem(Exception):
    """The request ends here. `message` is a whole sentence; `faults` say where it went wrong."""

    def __init__(
        self, status: int, message: object, faults: Sequence[Mapping[str, Any]] = ()
    ) -> None:
        super().__init__(str(message))
        self.status = status
        self.message = str(message)
        self.faults = list(faults)

    def answer(self) -> JsonResponse:
        body: dict[str, Any] = {"error": self.message}
        if self.faults:
            body["faults"] = self.faults
        response = answer(body, self.status)
        if self.status == 401:
            response["WWW-Authenticate"] = 'Bearer realm="Allied"'
        return response


def fault(field: str, message: object, entry: int | None = None) -> dict[str, Any]:
    """One fault; `entry` counts from 0, as programs do."""
    place = {} if entry is None else {"entry": entry}
    return {**place, "field": field, "message": str(message)}


def answer(body: Mapping[str, Any], status: int = 200) -> JsonResponse:
    response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "private, no-store"
    return response
