"""Pages of outlived measures, under the name of the scorecard."""

from django.urls import path

from . import views

urlpatterns = [
    path("a/<slug:slug>/measures/outlived/", views.outlived, name="outlived"),
    path("a/<slug:slug>/measures/<key:pk>/retire/", views.measure_retire, name="measure_retire"),
    path(
        "a/<slug:slug>/measures/<key:pk>/bring-back/", views.measure_bring_back,
        name="measure_bring_back",
    ),
]  # fmt: skip
