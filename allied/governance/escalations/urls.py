"""Pages of escalations."""

from django.urls import path

from .views import acts, escalation, escalations, ladder

A = "a/<slug:slug>/escalations/"

urlpatterns = [
    path("a/<slug:slug>/committees/ladder/", ladder.ladder, name="ladder"),
    path(A, escalations.escalations, name="escalations"),
    path(A + "add/", escalations.escalation_add, name="escalation_add"),
    path(A + "<key:pk>/", escalation.escalation, name="escalation"),
    path(A + "<key:pk>/edit/", escalations.escalation_edit, name="escalation_edit"),
    path(
        A + "<key:pk>/standpoint/", escalation.escalation_standpoint, name="escalation_standpoint"
    ),
    path(A + "<key:pk>/present/", escalation.escalation_present, name="escalation_present"),
    path(A + "<key:pk>/up/", escalation.escalation_up, name="escalation_up"),
    path(A + "<key:pk>/pause/", acts.escalation_pause, name="escalation_pause"),
    path(A + "<key:pk>/resume/", acts.escalation_resume, name="escalation_resume"),
    path(A + "<key:pk>/decide/", escalation.escalation_decide, name="escalation_decide"),
    path(A + "<key:pk>/final-say/", acts.escalation_final_say, name="escalation_final_say"),
    path(A + "<key:pk>/return/", acts.escalation_return, name="escalation_return"),
    path(A + "<key:pk>/withdraw/", acts.escalation_withdraw, name="escalation_withdraw"),
]  # fmt: skip
