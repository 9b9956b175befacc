from django.urls import path

from .views import history, invitation, invite, look, people, settings, share

app_name = "alliances"

urlpatterns = [
    path("look/", look.look_at, name="look_at"),
    path("invitations/<str:token>/", invitation.invitation, name="invitation"),
    path("a/<slug:slug>/people/", people.people, name="people"),
    path("a/<slug:slug>/people/invite/", invite.invite, name="invite"),
    path(
        "a/<slug:slug>/people/invitations/<key:pk>/resend/",
        invite.invitation_resend,
        name="invitation_resend",
    ),
    path(
        "a/<slug:slug>/people/invitations/<key:pk>/withdraw/",
        invite.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("a/<slug:slug>/people/<key:pk>/", people.person, name="person"),
    path("a/<slug:slug>/people/<key:pk>/roles/", people.role_add, name="role_add"),
    path("a/<slug:slug>/people/<key:pk>/leave/", people.person_leave, name="person_leave"),
    path("a/<slug:slug>/people/roles/<key:pk>/end/", people.role_end, name="role_end"),
    path("a/<slug:slug>/settings/", settings.settings, name="settings"),
    path("a/<slug:slug>/leave/", settings.leave, name="leave"),
    path("a/<slug:slug>/history/", history.history, name="history"),
    path("a/<slug:slug>/share/<str:kind>/<key:pk>/", share.share, name="share"),
]
