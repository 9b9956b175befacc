from django.urls import path

from .map import views as map_views

app_name = "cockpit"

urlpatterns = [
    path("a/<slug:slug>/", map_views.strategy_map, name="map"),
    path(
        "a/<slug:slug>/objectives/<int:pk>/panel/",
        map_views.objective_panel,
        name="objective_panel",
    ),
]
