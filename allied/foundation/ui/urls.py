from django.urls import path

from . import views

app_name = "ui"

urlpatterns = [
    path("ui/", views.guide, name="guide"),
    path("robots.txt", views.robots, name="robots"),
]
