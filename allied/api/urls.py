"""The addresses of the API. Those of one alliance carry its slug, as the pages do."""

from django.urls import path

from . import views

app_name = "api"

urlpatterns = [
    path("openapi.json", views.openapi, name="openapi"),
    path("alliances/", views.alliances, name="alliances"),
    path("alliances/<slug:slug>/measures/", views.measures, name="measures"),
    path("alliances/<slug:slug>/measures/<key:pk>/readings/", views.readings, name="readings"),
    path("alliances/<slug:slug>/readings/", views.readings_record, name="readings_record"),
    path("alliances/<slug:slug>/scores/", views.scores, name="scores"),
    path("<path:rest>", views.unknown, name="unknown"),
]
