"""Pages of bodies."""

from django.urls import path

from .views import bodies, body, matters, seats

A = "a/<slug:slug>/committees/"

urlpatterns = [
    path(A, bodies.bodies, name="bodies"),
    path(A + "usual/", bodies.bodies_usual, name="bodies_usual"),
    path(A + "add/", bodies.body_add, name="body_add"),
    path(A + "matters/", matters.matters, name="matters"),
    path(A + "matters/<key:pk>/", matters.matter_edit, name="matter_edit"),
    path(A + "matters/<key:pk>/remove/", matters.matter_remove, name="matter_remove"),
    path(A + "<key:pk>/", body.body, name="body"),
    path(A + "<key:pk>/edit/", bodies.body_edit, name="body_edit"),
    path(A + "<key:pk>/end/", bodies.body_end, name="body_end"),
    path(A + "<key:pk>/rights/", matters.body_rights, name="body_rights"),
    path(A + "<key:pk>/seats/add/", seats.body_seat_add, name="body_seat_add"),
    path(A + "seats/<key:pk>/", seats.body_seat, name="body_seat"),
    path(A + "seats/<key:pk>/end/", seats.body_seat_end, name="body_seat_end"),
]
