"""Forms of interviews, candidates and workshops."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allied.alliances.models import Partner
from allied.foundation.ui.forms import (
    PersonField,
    RowField,
    RowForm,
    VersionField,
    day_field,
    line,
    lines,
)
from allied.people.models import Person
from allied.strategy.models import Objective, Perspective, Theme

from .models import ANSWER_LIMIT, Answer, Candidate, Interview, Workshop


class GuideForm(RowForm):
    version = VersionField()
    questions = lines(
        gettext_lazy("Questions"), 6000, rows=10,
        help_text=gettext_lazy("One question a line. Interviews already recorded keep theirs."),
    )  # fmt: skip


class InterviewForm(RowForm):
    """Who was asked, when, by whom. A person of the alliance, or a role of a company."""

    version = VersionField(required=False)
    held_on = day_field(gettext_lazy("Date"))
    interviewer = line(gettext_lazy("Interviewer"), 140, required=False)

    def __init__(
        self, *args: Any, people: list[Person], partners: list[Partner],
        interview: Interview | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        self.people, self.partners = people, partners
        self.interview = interview
        if interview is not None:
            kwargs["initial"] = {
                "version": interview.version, "person": interview.person_id,
                "executive": interview.executive, "partner": interview.partner_id,
                "held_on": interview.held_on.isoformat(), "interviewer": interview.interviewer,
            }  # fmt: skip
        super().__init__(*args, **kwargs)

    def more_fields(self) -> dict[str, forms.Field]:
        kept = self.interview.person if self.interview else None
        return {
            "person": PersonField(
                self.people, kept, label=_("A person of the alliance"),
                help_text=_("Or leave it and say the role and the company below."),
            ),
            "executive": line(
                _("Or an executive, by role"), 140, required=False,
                help_text=_("Such as: head of R&D."),
            ),
            "partner": RowField(
                self.partners, label=_("of the company"), asks=True, required=False
            ),
        }  # fmt: skip

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class QuestionForm(RowForm):
    question = line(gettext_lazy("Own question"), 300)


class AnswerForm(RowForm):
    version = VersionField()
    question = line(gettext_lazy("Question"), 300)
    text = lines(
        gettext_lazy("Answer"), ANSWER_LIMIT, rows=12, required=False,
        help_text=gettext_lazy("Plain text, as close to the words said as you can."),
    )  # fmt: skip

    def __init__(self, *args: Any, answer: Answer, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {"version": answer.version, "question": answer.question, "text": answer.text},
        )
        super().__init__(*args, **kwargs)


class CandidateForm(RowForm):
    version = VersionField(required=False)
    title = line(gettext_lazy("Title"), 140)
    description = lines(gettext_lazy("Description"), 4000, rows=3, required=False)

    def __init__(
        self, *args: Any, bands: list[Perspective], themes: list[Theme],
        candidate: Candidate | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        self.bands, self.themes = bands, themes
        if candidate is not None:
            kwargs["initial"] = {
                "version": candidate.version, "title": candidate.title,
                "description": candidate.description, "perspective": candidate.perspective_id,
                "theme": candidate.theme_id,
            }  # fmt: skip
        super().__init__(*args, **kwargs)

    def more_fields(self) -> dict[str, forms.Field]:
        return {
            "perspective": RowField(self.bands, label=_("Perspective"), required=False),
            "theme": RowField(self.themes, label=_("Theme"), required=False),
        }

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class TakeForm(RowForm):
    """Onto the map: into which band and theme."""

    version = VersionField()

    def __init__(
        self,
        *args: Any,
        bands: list[Perspective],
        themes: list[Theme],
        objectives: list[Objective],
        **kwargs: Any,
    ) -> None:
        self.bands, self.themes, self.objectives = bands, themes, objectives
        super().__init__(*args, **kwargs)

    def more_fields(self) -> dict[str, forms.Field]:
        return {
            "perspective": RowField(self.bands, label=_("Perspective"), asks=True, required=False),
            "theme": RowField(self.themes, label=_("Theme"), asks=True, required=False),
            "objective": RowField(
                self.objectives,
                label=_("Or it is this objective of the map already"),
                required=False,
            ),
        }


class AsideForm(RowForm):
    version = VersionField()
    reason = line(gettext_lazy("Reason"), 500)


class MergeForm(RowForm):
    version = VersionField()

    def __init__(self, *args: Any, others: list[Candidate], **kwargs: Any) -> None:
        self.others = others
        super().__init__(*args, **kwargs)

    def more_fields(self) -> dict[str, forms.Field]:
        return {"into": RowField(self.others, label=_("Merge it into"), asks=True)}


class WorkshopForm(RowForm):
    version = VersionField(required=False)
    name = line(gettext_lazy("Name"), 140)
    held_on = day_field(gettext_lazy("Date"))
    votes_each = forms.IntegerField(
        label=gettext_lazy("Votes each"), min_value=1, max_value=20, initial=5,
        help_text=gettext_lazy("How many votes each person can lay. Usual: 5."),
    )  # fmt: skip

    def __init__(self, *args: Any, workshop: Workshop | None = None, **kwargs: Any) -> None:
        if workshop is not None:
            kwargs["initial"] = {
                "version": workshop.version, "name": workshop.name,
                "held_on": workshop.held_on.isoformat(), "votes_each": workshop.votes_each,
            }  # fmt: skip
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
