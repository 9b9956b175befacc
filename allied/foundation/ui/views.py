"""Pages of no business: errors, robots.txt and the style guide."""

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allied.foundation.access.permissions import public, while_presenting

from .staff import for_staff
from .style_guide import guide_context


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/error_400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/error_403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "ui/error_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page for whatever is missing or hidden."""
    return render(request, "ui/error_404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks neither the database nor the session, which may be what broke."""
    try:
        stylesheet = staticfiles_storage.url("ui/ui.css")
    except Exception:  # the page must stand even where the list of static files is missing
        stylesheet = ""
    context = {
        "stylesheet": stylesheet,
        "title": _("Something broke on our side"),
        "text": _(
            "Nothing was saved. Go back: what you typed may still be in the form. If it happens "
            "again, tell whoever runs this server, with the time it happened."
        ),
        "home": _("To my work"),
    }
    return HttpResponse(render_to_string("ui/error_500.html", context), status=500)


@while_presenting
@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


@require_safe
@for_staff("ui.style_guide")
def guide(request: HttpRequest) -> HttpResponse:
    """Every component in all its states."""
    return render(request, "ui/style_guide.html", guide_context())
