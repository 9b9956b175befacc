from django.urls import path

from . import views

app_name = "launch"

urlpatterns = [
    path("alliances/new/", views.new_alliance, name="new"),
    path("a/<slug:slug>/map/template/", views.lay_template, name="lay_template"),
]
