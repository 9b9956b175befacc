"""Writes of relationship scorecards. Each is one transaction with its permission and trail."""

from .answers import agree, keep_draft, keep_theirs, send_answer, send_theirs
from .counterparts import (
    add_counterpart,
    add_counterparts,
    edit_counterpart,
    remove_counterpart,
)
from .criteria import (
    add_criterion,
    add_dimension,
    edit_criterion,
    edit_dimension,
    remove_criterion,
    remove_dimension,
    shift,
)
from .links import find_link, send_link, send_links, withdraw_link
from .rounds import close_round, discard_round, open_round
from .templates import add_template, bring_back_template, edit_template, retire_template

__all__ = [
    "add_counterpart",
    "add_counterparts",
    "add_criterion",
    "add_dimension",
    "add_template",
    "agree",
    "bring_back_template",
    "close_round",
    "discard_round",
    "edit_counterpart",
    "edit_criterion",
    "edit_dimension",
    "edit_template",
    "find_link",
    "keep_draft",
    "keep_theirs",
    "open_round",
    "remove_counterpart",
    "remove_criterion",
    "remove_dimension",
    "retire_template",
    "send_answer",
    "send_link",
    "send_links",
    "send_theirs",
    "shift",
    "withdraw_link",
]
