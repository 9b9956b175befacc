"""Pages of escalations."""

from django.urls import path

from .views import acts, escalation, escalations, ladder

A = "a/<slug:slug>/escalations/"
L = "a/<slug:slug>/committees/ladder/"

urlpatterns = [
    path(L, ladder.ladder, name="ladder"),
    path(L + "propose/", ladder.ladder_propose, name="ladder_propose"),
    path(L + "<key:pk>/agree/", ladder.ladder_agree, name="ladder_agree"),
    path(L + "<key:pk>/decline/", ladder.ladder_decline, name="ladder_decline"),
    path(L + "<key:pk>/withdraw/", ladder.ladder_withdraw, name="ladder_withdraw"),
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
