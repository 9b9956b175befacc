"""Pages of proposals."""

from django.urls import URLPattern, path

from .views import origin, proposals, steps

A = "a/<slug:slug>/"
ONE = A + "proposals/<key:pk>/"

urlpatterns: list[URLPattern] = [
    path(A + "proposals/", proposals.proposals, name="proposals"),
    path(A + "proposals/suggest/", proposals.proposal_suggest, name="proposal_suggest"),
    path(ONE, proposals.proposal, name="proposal"),
    path(ONE + "edit/", proposals.proposal_edit, name="proposal_edit"),
    path(ONE + "take-up/", steps.proposal_take_up, name="proposal_take_up"),
    path(ONE + "decline/", steps.proposal_decline, name="proposal_decline"),
    path(ONE + "withdraw/", steps.proposal_withdraw, name="proposal_withdraw"),
    path(ONE + "put-forward/", steps.proposal_put_forward, name="proposal_put_forward"),
    path(ONE + "settle/", steps.proposal_settle, name="proposal_settle"),
    path(ONE + "turn/", steps.proposal_turn, name="proposal_turn"),
    path(
        A + "initiatives/<key:pk>/origin/", origin.initiative_origin, name="initiative_origin"
    ),
]  # fmt: skip
