"""Pages of initiatives, under the name of the scorecard."""

from django.urls import path

from . import parts, views

urlpatterns = [
    path("a/<slug:slug>/initiatives/", views.initiatives, name="initiatives"),
    path("a/<slug:slug>/initiatives/add/", views.initiative_add, name="initiative_add"),
    path("a/<slug:slug>/initiatives/<key:pk>/", parts.initiative, name="initiative"),
    path("a/<slug:slug>/initiatives/<key:pk>/edit/", views.initiative_edit, name="initiative_edit"),
    path(
        "a/<slug:slug>/initiatives/<key:pk>/remove/", views.initiative_remove,
        name="initiative_remove",
    ),
    path(
        "a/<slug:slug>/initiatives/<key:pk>/milestones/", parts.milestone_add,
        name="milestone_add",
    ),
    path("a/<slug:slug>/milestones/<key:pk>/", parts.milestone_edit, name="milestone_edit"),
    path("a/<slug:slug>/milestones/<key:pk>/done/", parts.milestone_done, name="milestone_done"),
    path(
        "a/<slug:slug>/milestones/<key:pk>/remove/", parts.milestone_remove,
        name="milestone_remove",
    ),
    path("a/<slug:slug>/initiatives/<key:pk>/spend/", parts.spend_enter, name="spend_enter"),
    path("a/<slug:slug>/spend/<key:pk>/", parts.spend_correct, name="spend_correct"),
    path(
        "a/<slug:slug>/initiatives/<key:pk>/waits/", parts.dependency_add, name="dependency_add"
    ),
    path(
        "a/<slug:slug>/waits/<key:pk>/remove/", parts.dependency_remove, name="dependency_remove"
    ),
    path("a/<slug:slug>/initiatives/<key:pk>/effects/", parts.effect_set, name="effect_set"),
    path("a/<slug:slug>/effects/<key:pk>/remove/", parts.effect_remove, name="effect_remove"),
]  # fmt: skip
