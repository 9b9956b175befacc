"""Pages of decisions, of deliberation and of the journal."""

from django.urls import URLPattern, path

from .views import coin, decision, decisions, deliberation, journal, question, taking

A = "a/<slug:slug>/"
ONE = A + "decisions/<key:pk>/"

urlpatterns: list[URLPattern] = [
    path(A + "decisions/", decisions.decisions, name="decisions"),
    path(
        A + "decisions/export.<slug:ending>", decisions.decisions_export, name="decisions_export"
    ),
    path(A + "decisions/raise/", question.decision_raise, name="decision_raise"),
    path(ONE, decision.decision, name="decision"),
    path(ONE + "edit/", question.decision_edit, name="decision_edit"),
    path(ONE + "anew/", question.decision_anew, name="decision_anew"),
    path(ONE + "withdraw/", decision.decision_withdraw, name="decision_withdraw"),
    path(ONE + "look-back/", decision.decision_look_back, name="decision_look_back"),
    path(ONE + "vote/", taking.decision_vote, name="decision_vote"),
    path(ONE + "take/", taking.decision_take, name="decision_take"),
    path(ONE + "coin/", coin.decision_coin, name="decision_coin"),
    path(
        A + "objectives/<key:pk>/decisions/", decisions.objective_decisions,
        name="objective_decisions",
    ),
    path(A + "deliberation/", deliberation.deliberation, name="deliberation"),
    path(A + "journal/", journal.journal, name="journal"),
    path(A + "journal/write/", journal.journal_write, name="journal_write"),
    path(A + "journal/<key:pk>/", journal.journal_entry, name="journal_entry"),
    path(A + "journal/<key:pk>/remove/", journal.journal_remove, name="journal_remove"),
]  # fmt: skip
