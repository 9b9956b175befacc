"""An offer as it is typed, and the answers to many."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ..forms.target import TargetForm, initial_of
from ..models import Measure, Offer
from .asked import Subject
from .queries import Asked
from .together import Answer

CHOICES: Final = [
    ("", _("not yet")),
    ("agree", _("agree")),
    ("counter", _("counter-offer")),
    ("decline", _("decline")),
]


class OfferForm(TargetForm):
    """The values of a target with a comment. `draft` and `version`: what is changed thereby."""

    comment = forms.CharField(
        label=_("Comment"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why this value. The partner reads it once the offer is put forward."),
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def offered(self) -> dict[str, Any]:
        """What `make_offer` takes."""
        return {
            "valid_from": self.cleaned_data["valid_from"],
            "values": self.target_values(),
            "comment": self.cleaned_data["comment"],
        }


class AnswerForm(TargetForm):
    """What our side says to one target. The values count for a counter-offer only."""

    choice = forms.ChoiceField(label=_("Our answer"), required=False, choices=CHOICES)
    comment = forms.CharField(
        label=_("Comment"), required=False, max_length=2000,
        widget=forms.TextInput(attrs={"placeholder": _("Comment")}),
    )  # fmt: skip

    def __init__(self, *args: Any, asked: Asked, **kw: Any) -> None:
        subject = asked.subject
        super().__init__(
            *args, measure=subject.measure, prefix=asked.key,
            initial=filled_with(subject, subject.measure), **kw,
        )  # fmt: skip
        self.asked = asked
        self.agree_to_rest = False
        for name in self.wanted_values():
            self.fields[name].required = False
        self.fields["valid_from"].required = False

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("choice") == "counter":
            return super().clean()
        return self.cleaned_data

    def answer(self) -> Answer | None:
        """None where nothing is said of it."""
        data = self.cleaned_data
        verdict = data["choice"] or ("agree" if self.agree_to_rest else "")
        if not verdict:
            return None
        values = self.target_values() if verdict == "counter" else {}
        return Answer(
            self.asked.key, self.asked.subject, verdict, data["comment"], data["valid_from"], values
        )


def filled_with(subject: Subject, measure: Measure) -> dict[str, Any]:
    """The fields filled with what is answered or changed."""
    return initial_of(subject, measure)


def filled_with_draft(draft: Offer) -> dict[str, Any]:
    filled = initial_of(draft, draft.measure)
    return {**filled, "comment": draft.comment, "version": draft.version}
