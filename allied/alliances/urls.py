from django.urls import path

from .views.look import look_at
from .views.share import share

app_name = "alliances"

urlpatterns = [
    path("look/", look_at, name="look_at"),
    path("a/<slug:slug>/share/<str:kind>/<int:pk>/", share, name="share"),
]
