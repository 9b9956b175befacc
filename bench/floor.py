"""The floor: a signed-in page of three queries and one template, 100 measures with spark lines."""

from functools import lru_cache

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from allied.config.urls import (  # noqa: F401
    handler400,
    handler403,
    handler404,
    handler500,
)
from allied.config.urls import (
    urlpatterns as product,
)

PAGE = """<!doctype html><html lang="en"><title>Floor</title><table>
{% for row in rows %}<tr><td>{{ row.name }}</td><td>{{ row.value }}</td><td>{{ row.status }}</td>
<td><svg viewBox="0 0 100 20"><polyline points="{{ row.points }}"/></svg></td></tr>{% endfor %}
</table></html>"""


@login_required
def floor(request: HttpRequest, slug: str) -> HttpResponse:
    """Session, user, and the measures: three queries. The product's middleware adds the actor."""
    from allied.scorecard.models import Standing

    standings = Standing.objects.filter(measure__alliance__slug=slug).values_list(
        "measure__name", "value", "status", "spark"
    )
    rows = [
        {"name": name, "value": value, "status": status, "points": points(spark)}
        for name, value, status, spark in standings
    ]
    return HttpResponse(template().render({"rows": rows}, request))


@lru_cache
def template():
    """Compiled once, as the product's templates are."""
    return engines["django"].from_string(PAGE)


def points(spark: list[float | None]) -> str:
    values = [v for v in spark if v is not None] or [0]
    low, high = min(values), max(values)
    scale = 20 / ((high - low) or 1)
    return " ".join(f"{i * 8},{20 - (v - low) * scale:.1f}" for i, v in enumerate(values))


urlpatterns = [path("floor/<slug:slug>/", floor), *product]
