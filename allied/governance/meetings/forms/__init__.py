"""Forms of meetings before they begin."""

from .agenda import PaperForm, TopicForm
from .planning import CancelForm, MeetingForm, SeriesForm

__all__ = ["CancelForm", "MeetingForm", "PaperForm", "SeriesForm", "TopicForm"]
