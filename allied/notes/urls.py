from django.urls import path

from .views import note_edit, note_remove, notes, notes_list

app_name = "notes"

urlpatterns = [
    path("a/<slug:slug>/notes/", notes, name="notes"),
    path("a/<slug:slug>/notes/<str:kind>/<key:object_id>/", notes_list, name="list"),
    path("a/<slug:slug>/notes/<key:pk>/edit/", note_edit, name="edit"),
    path("a/<slug:slug>/notes/<key:pk>/remove/", note_remove, name="remove"),
]
