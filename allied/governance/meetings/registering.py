"""What this slice adds to the registries below it."""

from django.utils.translation import gettext_lazy

from allied.foundation.audit import words

ACTS = {
    "governance.plan_meeting": gettext_lazy("planned the meeting"),
    "governance.change_meeting": gettext_lazy("changed the meeting"),
    "governance.cancel_meeting": gettext_lazy("cancelled the meeting"),
    "governance.carry_over": gettext_lazy("carried topics over to the meeting"),
    "governance.take_up": gettext_lazy("took suggestions up for the meeting"),
    "governance.add_topic": gettext_lazy("added a topic to the meeting"),
    "governance.edit_topic": gettext_lazy("changed a topic of the meeting"),
    "governance.remove_topic": gettext_lazy("took a topic off the meeting"),
    "governance.restore_topic": gettext_lazy("put a topic back on the meeting"),
    "governance.order_agenda": gettext_lazy("changed the order of the agenda of the meeting"),
    "governance.add_paper": gettext_lazy("added a paper to the meeting"),
    "governance.remove_paper": gettext_lazy("took a paper off the meeting"),
    "governance.restore_paper": gettext_lazy("put a paper back on the meeting"),
    "governance.agree_agenda": gettext_lazy("agreed to the agenda of the meeting"),
    "governance.take_agreement_back": gettext_lazy("took back the agreement to the meeting"),
    "governance.send_agenda": gettext_lazy("sent out the agenda of the meeting"),
    "governance.make_feed": gettext_lazy("made a calendar feed"),
    "governance.revoke_feed": gettext_lazy("revoked the calendar feed"),
}
KINDS = {
    "meeting": gettext_lazy("meeting"),
    "calendar_feed": gettext_lazy("calendar feed"),
}


def register() -> None:
    words.register(acts=ACTS, kinds=KINDS)
