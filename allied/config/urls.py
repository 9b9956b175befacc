"""Every door of the product. Each context keeps its own under its own name."""

from django.conf import settings
from django.urls import include, path

from allied.foundation.access import keys  # noqa: F401  (the URLs below name records by key)

urlpatterns = [
    path("", include("allied.cockpit.urls")),
    path("", include("allied.launch.urls")),
    path("", include("allied.governance.urls")),
    path("", include("allied.relations.urls")),
    path("", include("allied.scorecard.urls")),
    path("", include("allied.discovery.urls")),
    path("", include("allied.strategy.urls")),
    path("", include("allied.notes.urls")),
    path("", include("allied.alliances.urls")),
    path("", include("allied.people.urls")),
    path("", include("allied.foundation.ui.urls")),
    path("api/v1/", include("allied.api.urls")),
    path("account/", include("allied.foundation.accounts.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("allied.demo.urls")))

handler400 = "allied.foundation.ui.views.bad_request"
handler403 = "allied.foundation.ui.views.forbidden"
handler404 = "allied.foundation.ui.views.not_found"
handler500 = "allied.foundation.ui.views.server_error"
