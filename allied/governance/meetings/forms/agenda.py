"""A topic and a paper as they are typed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allied.foundation.ui.forms import PersonField, RowField, RowForm, VersionField, line, lines
from allied.people.models import Person

from ...models import Topic


class TopicForm(RowForm):
    version = VersionField(required=False)
    title = line(_("Topic"), 200)
    why = lines(_("Why it is on the agenda"), 2000, rows=2, required=False)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=480)
    wanted = forms.ChoiceField(label=_("Wanted"), choices=Topic.Wanted.choices)

    def __init__(
        self, *args: Any, people: Sequence[Person], topic: Topic | None = None, **kwargs: Any
    ) -> None:
        self.people, self.topic = people, topic
        first: dict[str, Any] = {"minutes": 10, "wanted": Topic.Wanted.DISCUSS.value}
        if topic is not None:
            first = {
                "version": topic.version, "title": topic.title, "why": topic.why,
                "minutes": topic.minutes, "wanted": topic.wanted, "owner": topic.owner_id,
            }  # fmt: skip
        super().__init__(*args, initial=first, **kwargs)

    def more_fields(self) -> dict[str, forms.Field]:
        kept = self.topic.owner if self.topic else None
        return {"owner": PersonField(self.people, kept, label=_("Owner"))}

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class PaperForm(RowForm):
    name = line(_("Paper"), 200)
    url = line(_("Address"), 1000, help_text=_("Where it lies, such as https://…"))

    def __init__(self, *args: Any, topics: Sequence[Topic], **kwargs: Any) -> None:
        self.topics = topics
        super().__init__(*args, **kwargs)

    def more_fields(self) -> dict[str, forms.Field]:
        return {"topic": RowField(self.topics, label=_("For the topic"), required=False)}
