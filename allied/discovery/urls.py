from django.urls import path

from .views import board, candidates, interviews, passages, workshops

app_name = "discovery"
A = "a/<slug:slug>/"

urlpatterns = [
    path(A + "interviews/", interviews.interviews, name="interviews"),
    path(A + "interviews/guide/", interviews.guide, name="guide"),
    path(A + "interviews/add/", interviews.interview_add, name="interview_add"),
    path(A + "interviews/<key:pk>/", interviews.interview, name="interview"),
    path(A + "interviews/<key:pk>/edit/", interviews.interview_edit, name="interview_edit"),
    path(A + "answers/<key:pk>/", interviews.answer_edit, name="answer_edit"),
    path(A + "answers/<key:pk>/mark/", passages.mark, name="mark"),
    path(A + "passages/<key:pk>/gather/", passages.passage_gather, name="passage_gather"),
    path(A + "passages/<key:pk>/remove/", passages.passage_remove, name="passage_remove"),
    path(A + "candidates/", candidates.candidates, name="candidates"),
    path(A + "candidates/add/", candidates.candidate_add, name="candidate_add"),
    path(A + "candidates/<key:pk>/", candidates.candidate, name="candidate"),
    path(A + "candidates/<key:pk>/edit/", candidates.candidate_edit, name="candidate_edit"),
    path(A + "candidates/<key:pk>/take/", candidates.candidate_take, name="candidate_take"),
    path(A + "candidates/<key:pk>/aside/", candidates.candidate_aside, name="candidate_aside"),
    path(A + "candidates/<key:pk>/merge/", candidates.candidate_merge, name="candidate_merge"),
    path(A + "candidates/<key:pk>/reopen/", candidates.candidate_reopen, name="candidate_reopen"),
    path(A + "objectives/<key:pk>/voices/", candidates.voices, name="voices"),
    path(A + "workshops/", workshops.workshops, name="workshops"),
    path(A + "workshops/add/", workshops.workshop_add, name="workshop_add"),
    path(A + "workshops/<key:pk>/", board.workshop, name="workshop"),
    path(A + "workshops/<key:pk>/edit/", workshops.workshop_edit, name="workshop_edit"),
    path(A + "workshops/<key:pk>/stage/", workshops.workshop_stage, name="workshop_stage"),
    path(A + "workshops/<key:pk>/record/", workshops.workshop_record, name="workshop_record"),
    path(A + "workshops/<key:pk>/board/", board.board, name="board"),
    path(A + "workshops/<key:pk>/cards/", board.card_add, name="card_add"),
    path(A + "cards/<key:pk>/", board.card, name="card"),
    path(A + "cards/<key:pk>/move/", board.card_move, name="card_move"),
    path(A + "cards/<key:pk>/merge/", board.card_merge, name="card_merge"),
    path(A + "cards/<key:pk>/take-off/", board.card_take_off, name="card_take_off"),
    path(A + "cards/<key:pk>/vote/", board.card_vote, name="card_vote"),
]
