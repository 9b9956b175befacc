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
    "governance.raise_topic": gettext_lazy("raised a topic in the meeting"),
    "governance.take_back_topic": gettext_lazy("took back a topic raised in the meeting"),
    "governance.put_back_topic": gettext_lazy("put a topic raised in the meeting back"),
    "governance.begin_meeting": gettext_lazy("began the meeting"),
    "governance.end_meeting": gettext_lazy("ended the meeting"),
    "governance.resume_meeting": gettext_lazy("went on with the meeting"),
    "governance.mark_attendance": gettext_lazy("noted who was at the meeting"),
    "governance.add_guest": gettext_lazy("noted a guest of the meeting"),
    "governance.remove_guest": gettext_lazy("took a guest off the meeting"),
    "governance.write_entry": gettext_lazy("wrote into the minutes of"),
    "governance.edit_entry": gettext_lazy("changed an entry in the minutes of"),
    "governance.remove_entry": gettext_lazy("took an entry out of the minutes of"),
    "governance.restore_entry": gettext_lazy("put an entry back into the minutes of"),
    "governance.take_back_outcome": gettext_lazy("took out of the minutes"),
    "governance.put_back_outcome": gettext_lazy("put back into the minutes"),
    "governance.sign_off": gettext_lazy("signed off the minutes of"),
    "governance.ask_correction": gettext_lazy("asked for a correction of the minutes of"),
    "governance.take_back_sign_off": gettext_lazy("changed what was signed off in the minutes of"),
    "governance.lock_minutes": gettext_lazy("locked the minutes of"),
    "governance.add_addendum": gettext_lazy("added an addendum to the minutes of"),
}
KINDS = {
    "meeting": gettext_lazy("meeting"),
    "calendar_feed": gettext_lazy("calendar feed"),
}


def register() -> None:
    words.register(acts=ACTS, kinds=KINDS)
