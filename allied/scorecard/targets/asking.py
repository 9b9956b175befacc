"""The page of targets that wait for our answer: its rows as posted, and what became of them."""

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.refusal import Refused

from .forms import AnswerForm
from .queries import PAGE, Asked, subject_of, told, waiting_for
from .together import Answer, AnswersRefused


class Lost:
    """An answer that came too late: what was typed, and what stands now."""

    def __init__(self, form: AnswerForm, current: object) -> None:
        self.measure = form.asked.measure
        self.comment = form.cleaned_data.get("comment", "")
        self.current = current
        self.values = told(current, self.measure)  # type: ignore[arg-type]


class AnswerSheet:
    """A form for each target that waits. Bound: also for those that waited when it was opened."""

    def __init__(self, actor: Actor, alliance: Alliance, posted: QueryDict | None) -> None:
        asked, self.total = waiting_for(actor, alliance)
        self.lost: list[Lost] = []
        self.has_faults = False
        if posted is None:
            self.forms = [AnswerForm(asked=one) for one in asked]
            return
        here = {one.key: one for one in asked}
        keys = dict.fromkeys(posted.getlist("key")[:PAGE])
        found = [here.get(key) or _settled(actor, alliance, key) for key in keys]
        self.forms = [AnswerForm(posted, asked=one) for one in found if one is not None]
        for form in self.forms:
            form.agree_to_rest = "all" in posted

    def is_valid(self) -> bool:
        self.has_faults = not all([form.is_valid() for form in self.forms])
        return not self.has_faults

    def answers(self) -> list[Answer]:
        return [answer for form in self.forms if (answer := form.answer()) is not None]

    def refuse(self, refused: AnswersRefused) -> None:
        """Show each fault at its row; a row that was settled meanwhile leaves the sheet."""
        self.has_faults = True
        forms = {form.asked.key: form for form in self.forms}
        for key, fault in refused.faults.items():
            form = forms[key]
            if isinstance(fault, Refused):
                field = fault.field if fault.field in form.fields else None
                form.add_error(field, str(fault))
            else:
                self.lost.append(Lost(form, fault.current))
                self.forms.remove(form)

    @property
    def more(self) -> int:
        """How many wait beyond this page."""
        return max(0, self.total - len(self.forms))

    @property
    def answer(self) -> str:
        return _("Nothing is saved yet: look at what is marked.") if self.has_faults else ""


def _settled(actor: Actor, alliance: Alliance, key: str) -> Asked | None:
    """What waited when the page was opened and does not now; the service says what became of it."""
    try:
        subject = subject_of(actor, alliance, key)
    except Http404:
        return None
    return Asked(key, subject, "", "", None)
