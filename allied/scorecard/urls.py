"""Pages of the scorecard. Those of sheets and reviews stand at the end."""

from django.urls import path

from .initiatives.urls import urlpatterns as initiative_urls
from .outlived.urls import urlpatterns as outlived_urls
from .targets import views as targets
from .views import (
    formula,
    locks,
    measure,
    measure_edit,
    readings,
    reviews,
    scorecard,
    sheets,
)

app_name = "scorecard"

urlpatterns = [
    path("a/<slug:slug>/scorecard/", scorecard.scorecard, name="scorecard"),
    path("a/<slug:slug>/scorecard/perspectives/", scorecard.by_perspective, name="by_perspective"),
    path("a/<slug:slug>/targets/", targets.targets, name="targets"),
    path("a/<slug:slug>/measures/<key:pk>/offers/", targets.offers, name="offers"),
    path("a/<slug:slug>/measures/<key:pk>/offers/make/", targets.offer_make, name="offer_make"),
    path(
        "a/<slug:slug>/measures/<key:pk>/offers/answer/", targets.offer_answer,
        name="offer_answer",
    ),
    path("a/<slug:slug>/offers/<key:pk>/forward/", targets.offer_forward, name="offer_forward"),
    path("a/<slug:slug>/offers/<key:pk>/withdraw/", targets.offer_withdraw, name="offer_withdraw"),
    path("a/<slug:slug>/measures/add/", measure_edit.measure_add, name="measure_add"),
    path("a/<slug:slug>/measures/<key:pk>/", measure.measure, name="measure"),
    path("a/<slug:slug>/measures/<key:pk>/reading/", measure.reading_enter, name="reading_enter"),
    path("a/<slug:slug>/measures/<key:pk>/status/", measure.status_set, name="status_set"),
    path("a/<slug:slug>/measures/<key:pk>/status/end/", measure.status_end, name="status_end"),
    path("a/<slug:slug>/measures/<key:pk>/edit/", measure_edit.measure_edit, name="measure_edit"),
    path("a/<slug:slug>/measures/<key:pk>/target/", measure_edit.target_set, name="target_set"),
    *outlived_urls,
    path(
        "a/<slug:slug>/measures/<key:pk>/formula/", formula.measure_formula,
        name="measure_formula",
    ),
    path(
        "a/<slug:slug>/measures/<key:pk>/formula/stop/", formula.formula_stop,
        name="formula_stop",
    ),
    path("readings/", readings.readings, name="readings"),
    path("a/<slug:slug>/readings/", readings.readings_here, name="readings"),
    path("a/<slug:slug>/periods/", locks.period_locks, name="period_locks"),
    path("a/<slug:slug>/periods/<key:pk>/reopen/", locks.period_reopen, name="period_reopen"),
    *initiative_urls,
    path("a/<slug:slug>/scorecard/import/", sheets.sheet_import, name="sheet_import"),
    path(
        "a/<slug:slug>/scorecard/import/<slug:token>/", sheets.sheet_preview, name="sheet_preview"
    ),
    path(
        "a/<slug:slug>/scorecard/export.<slug:ending>", sheets.sheet_export, name="sheet_export"
    ),
    path(
        "a/<slug:slug>/scorecard/template.<slug:ending>", sheets.sheet_template,
        name="sheet_template",
    ),
    path("a/<slug:slug>/reviews/", reviews.reviews, name="reviews"),
    path("a/<slug:slug>/reviews/freeze/", reviews.review_freeze, name="review_freeze"),
    path("a/<slug:slug>/reviews/compare/", reviews.review_compare, name="review_compare"),
    path("a/<slug:slug>/reviews/<key:pk>/", reviews.review, name="review"),
]  # fmt: skip
