"""Figures of governance as sources of measures: `{governance Actions on time}` in a formula."""

from .changing import changed
from .offering import register

__all__ = ["changed", "register"]
