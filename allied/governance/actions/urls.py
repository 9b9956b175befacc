"""Pages of actions."""

from django.urls import path

from .views import action, actions, by_mail

A = "a/<slug:slug>/actions/"

urlpatterns = [
    path(A, actions.actions, name="actions"),
    path(A + "add/", actions.action_add, name="action_add"),
    path(A + "<key:pk>/", action.action, name="action"),
    path(A + "<key:pk>/edit/", actions.action_edit, name="action_edit"),
    path(A + "<key:pk>/done/", action.action_done, name="action_done"),
    path(A + "<key:pk>/move/", action.action_move, name="action_move"),
    path(A + "<key:pk>/drop/", action.action_drop, name="action_drop"),
    path(A + "<key:pk>/reopen/", action.action_reopen, name="action_reopen"),
    path("actions/<str:token>/", by_mail.action_by_mail, name="action_by_mail"),
]
