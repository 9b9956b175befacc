"""Pages of a meeting while and after it is held."""

from django.urls import path

from .views import entries, hold, minutes, outcomes, raising

HOLD = "a/<slug:slug>/meetings/<key:pk>/hold/"
MINUTES = "a/<slug:slug>/meetings/<key:pk>/minutes/"

urlpatterns = [
    path(HOLD, hold.hold, name="meeting_hold"),
    path(HOLD + "live/", hold.live, name="meeting_live"),
    path(HOLD + "begin/", hold.begin, name="meeting_begin"),
    path(HOLD + "end/", hold.end, name="meeting_end"),
    path(HOLD + "resume/", hold.resume, name="meeting_resume"),
    path(HOLD + "topic/", hold.topic, name="meeting_topic"),
    path(HOLD + "topics/", raising.raised, name="meeting_raise"),
    path(HOLD + "topics/<key:topic>/take-back/", raising.take_back, name="meeting_raised_back"),
    path(HOLD + "attendance/", hold.attend, name="meeting_attend"),
    path(HOLD + "guests/", hold.guest_add, name="meeting_guest_add"),
    path(HOLD + "guests/<key:guest>/", hold.guest_remove, name="meeting_guest_remove"),
    path(HOLD + "write/", entries.write, name="meeting_write"),
    path(HOLD + "entries/<key:entry>/", entries.edit, name="meeting_entry"),
    path(HOLD + "entries/<key:entry>/remove/", entries.remove, name="meeting_entry_remove"),
    path(HOLD + "entries/<key:entry>/restore/", entries.restore, name="meeting_entry_restore"),
    path(HOLD + "decisions/<key:row>/", outcomes.decision, name="meeting_decision"),
    path(HOLD + "actions/<key:row>/", outcomes.action, name="meeting_action"),
    path(MINUTES, minutes.minutes, name="minutes"),
    path(MINUTES + "minutes.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path(MINUTES + "minutes.pptx", minutes.minutes_pptx, name="minutes_pptx"),
    path(MINUTES + "sign/", minutes.sign, name="minutes_sign"),
    path(MINUTES + "correction/", minutes.correction, name="minutes_correction"),
    path(MINUTES + "addenda/", minutes.addendum, name="minutes_addendum"),
]
