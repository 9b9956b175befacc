"""Forms of relationship scorecards."""

from .answer import AnswerForm
from .counterpart import CounterpartForm, CounterpartsForm
from .round import AgreedForm, LinkForm, RoundForm
from .template import BeginForm, CriterionForm, DimensionForm, TemplateForm

__all__ = [
    "AgreedForm",
    "AnswerForm",
    "BeginForm",
    "CounterpartForm",
    "CounterpartsForm",
    "CriterionForm",
    "DimensionForm",
    "LinkForm",
    "RoundForm",
    "TemplateForm",
]
