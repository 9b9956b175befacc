"""Forms of the decision log and of the journal."""

from .journal import EntryForm
from .question import QuestionForm
from .small import LookBackForm, WithdrawForm
from .taking import TakeForm

__all__ = ["EntryForm", "LookBackForm", "QuestionForm", "TakeForm", "WithdrawForm"]
