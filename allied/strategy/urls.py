from django.urls import path

from .views import changes, frame, links, objectives
from .wins import views as wins

app_name = "strategy"

MAP = "a/<slug:slug>/map/"

urlpatterns = [
    path(f"{MAP}list/", changes.outline, name="outline"),
    path(f"{MAP}lines/", frame.lines_edit, name="lines_edit"),
    path(f"{MAP}objectives/add/", objectives.objective_add, name="objective_add"),
    path(f"{MAP}objectives/<key:pk>/edit/", objectives.objective_edit, name="objective_edit"),
    path(f"{MAP}objectives/<key:pk>/move/", objectives.objective_move, name="objective_move"),
    path(f"{MAP}objectives/<key:pk>/remove/", objectives.objective_remove, name="objective_remove"),
    path(f"{MAP}objectives/<key:pk>/joint-win/", objectives.joint_win_set, name="joint_win_set"),
    path(f"{MAP}joint-wins/", wins.joint_wins, name="joint_wins"),
    path(f"{MAP}links/", links.link_draw, name="link_draw"),
    path(f"{MAP}links/<key:pk>/remove/", links.link_remove, name="link_remove"),
    path(f"{MAP}perspectives/add/", frame.perspective_add, name="perspective_add"),
    path(f"{MAP}perspectives/<key:pk>/edit/", frame.perspective_edit, name="perspective_edit"),
    path(f"{MAP}perspectives/<key:pk>/shift/", frame.perspective_shift, name="perspective_shift"),
    path(
        f"{MAP}perspectives/<key:pk>/remove/", frame.perspective_remove, name="perspective_remove"
    ),
    path(f"{MAP}themes/add/", frame.theme_add, name="theme_add"),
    path(f"{MAP}themes/<key:pk>/edit/", frame.theme_edit, name="theme_edit"),
    path(f"{MAP}themes/<key:pk>/shift/", frame.theme_shift, name="theme_shift"),
    path(f"{MAP}themes/<key:pk>/remove/", frame.theme_remove, name="theme_remove"),
    path(f"{MAP}changes/", changes.changes, name="changes"),
    path(f"{MAP}changes/<key:pk>/undo/", changes.undo, name="undo"),
]
