"""My alliances, the description of the API, and addresses that are none."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from allied.alliances.queries import alliances_visible_to
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import public, requires, while_presenting

from ..description import description
from ..faults import Problem, answer
from ..operations import operation
from ..shapes import alliance_shape


@operation("GET")
@requires("access.signed_in")
def alliances(request: Request) -> HttpResponse:
    actor = request.actor
    mine = [alliance_shape(each, actor) for each in alliances_visible_to(actor)]
    return answer({"alliances": mine})


@while_presenting
@public
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The description by OpenAPI. It holds nothing of any alliance."""
    return JsonResponse(description(request.build_absolute_uri("/api/v1")))


@csrf_exempt
@while_presenting
@public
def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    return Problem(
        404, _("The API has no such address. All but openapi.json end with a slash.")
    ).answer()
