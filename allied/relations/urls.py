from django.urls import path

from .views import counterparts, matrix, questionnaire, rounds, sheets, templates

app_name = "relations"
R = "a/<slug:slug>/relationships/"
T = R + "<key:pk>/"

urlpatterns = [
    path(R, templates.templates, name="templates"),
    path(R + "add/", templates.template_add, name="template_add"),
    path(T, matrix.matrix, name="matrix"),
    path(T + "matrix.<slug:ending>", matrix.matrix_export, name="matrix_export"),
    path(T + "template/", templates.template, name="template"),
    path(T + "template/edit/", templates.template_edit, name="template_edit"),
    path(T + "template/retire/", templates.template_retire, name="template_retire"),
    path(T + "dimensions/add/", templates.dimension_add, name="dimension_add"),
    path(R + "dimensions/<key:pk>/edit/", templates.dimension_edit, name="dimension_edit"),
    path(R + "dimensions/<key:pk>/remove/", templates.dimension_remove, name="dimension_remove"),
    path(R + "dimensions/<key:pk>/shift/", templates.dimension_shift, name="dimension_shift"),
    path(R + "dimensions/<key:pk>/criteria/add/", templates.criterion_add, name="criterion_add"),
    path(R + "criteria/<key:pk>/edit/", templates.criterion_edit, name="criterion_edit"),
    path(R + "criteria/<key:pk>/remove/", templates.criterion_remove, name="criterion_remove"),
    path(R + "criteria/<key:pk>/shift/", templates.criterion_shift, name="criterion_shift"),
    path(T + "counterparts/", counterparts.counterparts, name="counterparts"),
    path(T + "counterparts/add/", counterparts.counterpart_add, name="counterpart_add"),
    path(T + "counterparts/add-many/", counterparts.counterparts_add, name="counterparts_add"),
    path(R + "counterparts/<key:pk>/", counterparts.counterpart, name="counterpart"),
    path(R + "counterparts/<key:pk>/edit/", counterparts.counterpart_edit, name="counterpart_edit"),
    path(
        R + "counterparts/<key:pk>/remove/", counterparts.counterpart_remove,
        name="counterpart_remove",
    ),
    path(T + "rounds/open/", rounds.round_open, name="round_open"),
    path(R + "rounds/<key:pk>/", rounds.round, name="round"),
    path(R + "rounds/<key:pk>/close/", rounds.round_close, name="round_close"),
    path(R + "rounds/<key:pk>/discard/", rounds.round_discard, name="round_discard"),
    path(R + "rounds/<key:pk>/links/", rounds.links_send, name="links_send"),
    path(R + "sheets/<key:pk>/", sheets.sheet, name="sheet"),
    path(R + "sheets/<key:pk>/fill/", sheets.sheet_fill, name="sheet_fill"),
    path(R + "sheets/<key:pk>/agreed/", sheets.sheet_agree, name="sheet_agree"),
    path(R + "sheets/<key:pk>/link/", rounds.link_send, name="link_send"),
    path(R + "links/<key:pk>/withdraw/", rounds.link_withdraw, name="link_withdraw"),
    path("q/<str:token>/", questionnaire.questionnaire, name="questionnaire"),
]  # fmt: skip
