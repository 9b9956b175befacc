"""What stands round every page: the bar and the sections of the alliance."""

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    return {"frame": {}}
