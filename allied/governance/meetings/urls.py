"""Pages of meetings."""

from django.urls import URLPattern, path

from .live_urls import urlpatterns as live
from .views import agenda, calendar, meeting, meetings

A = "a/<slug:slug>/"
M = A + "meetings/<key:pk>/"

urlpatterns: list[URLPattern] = [
    path(A + "meetings/", meetings.meetings, name="meetings"),
    path(A + "meetings/plan/", meetings.meeting_plan, name="meeting_plan"),
    path(A + "meetings/series/", meetings.meeting_series, name="meeting_series"),
    path(M, meeting.meeting, name="meeting"),
    path(M + "edit/", meetings.meeting_edit, name="meeting_edit"),
    path(M + "cancel/", meeting.meeting_cancel, name="meeting_cancel"),
    path(M + "meeting.ics", meeting.meeting_ics, name="meeting_ics"),
    path(M + "agenda/take/", agenda.agenda_take, name="agenda_take"),
    path(M + "agenda/place/", agenda.agenda_place, name="agenda_place"),
    path(M + "agenda/agree/", agenda.agenda_agree, name="agenda_agree"),
    path(M + "agenda/withdraw/", agenda.agenda_withdraw, name="agenda_withdraw"),
    path(M + "topics/", agenda.topic_add, name="topic_add"),
    path(M + "papers/", agenda.meeting_paper_add, name="meeting_paper_add"),
    path(A + "topics/<key:pk>/edit/", agenda.topic_edit, name="topic_edit"),
    path(A + "topics/<key:pk>/move/", agenda.topic_move, name="topic_move"),
    path(A + "topics/<key:pk>/remove/", agenda.topic_remove, name="topic_remove"),
    path(A + "topics/<key:pk>/restore/", agenda.topic_restore, name="topic_restore"),
    path(A + "topics/<key:pk>/carry/", agenda.topic_carry, name="topic_carry"),
    path(A + "papers/<key:pk>/remove/", agenda.meeting_paper_remove, name="meeting_paper_remove"),
    path(
        A + "papers/<key:pk>/restore/", agenda.meeting_paper_restore, name="meeting_paper_restore"
    ),
    path("me/calendar/", calendar.calendar_feed, name="calendar_feed"),
    path("me/calendar/make/", calendar.calendar_feed_make, name="calendar_feed_make"),
    path("me/calendar/revoke/", calendar.calendar_feed_revoke, name="calendar_feed_revoke"),
    path("calendar/<slug:token>.ics", calendar.calendar, name="calendar"),
    *live,
]
