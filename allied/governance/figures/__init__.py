"""Figures of governance as sources of measures: `{governance Actions on time}` in a formula."""

from .changing import changed, count_anew
from .offering import register

__all__ = ["changed", "count_anew", "register"]
