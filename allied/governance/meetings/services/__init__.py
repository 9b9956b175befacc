"""Writes of meetings. Exported: those before one begins; a module each for what follows."""

from .agenda import (
    add_topic,
    edit_topic,
    move_topic,
    place_topic,
    remove_topic,
    restore_topic,
    take_up,
)
from .agreeing import agree_agenda, take_agreement_back
from .carrying import carry_over
from .feeds import make_feed, revoke_feed, use_feed
from .papers import add_paper, remove_paper, restore_paper
from .planning import cancel_meeting, change_meeting, plan_meeting, plan_series

__all__ = [
    "add_paper",
    "add_topic",
    "agree_agenda",
    "cancel_meeting",
    "carry_over",
    "change_meeting",
    "edit_topic",
    "make_feed",
    "move_topic",
    "place_topic",
    "plan_meeting",
    "plan_series",
    "remove_paper",
    "remove_topic",
    "restore_paper",
    "restore_topic",
    "revoke_feed",
    "take_agreement_back",
    "take_up",
    "use_feed",
]
