"""Bodies, meetings, decisions, actions, proposals, escalations."""

from .actions import Action, DayMoved
from .bodies import (
    Body,
    BodyKind,
    BodyMember,
    CadenceUnit,
    DecisionRight,
    DecisionRule,
    MajorityOf,
    Matter,
    Office,
)
from .calendars import CalendarFeed
from .decisions import (
    Ballot,
    Decision,
    Ground,
    Importance,
    JournalEntry,
    LookBack,
    Option,
)
from .escalations import Climb, Escalation, Ladder, LadderAgreement, Rung, Standpoint
from .meetings import (
    Addendum,
    AgendaAgreement,
    Attendance,
    Meeting,
    MinuteEntry,
    Paper,
    SignOff,
    Topic,
)
from .packs import SentPack
from .proposals import Proposal, ProposalStep

__all__ = [
    "Action",
    "Addendum",
    "AgendaAgreement",
    "Attendance",
    "Ballot",
    "Body",
    "BodyKind",
    "BodyMember",
    "CadenceUnit",
    "CalendarFeed",
    "Climb",
    "DayMoved",
    "Decision",
    "DecisionRight",
    "DecisionRule",
    "Escalation",
    "Ground",
    "Importance",
    "JournalEntry",
    "Ladder",
    "LadderAgreement",
    "LookBack",
    "MajorityOf",
    "Matter",
    "Meeting",
    "MinuteEntry",
    "Office",
    "Option",
    "Paper",
    "Proposal",
    "ProposalStep",
    "Rung",
    "SentPack",
    "SignOff",
    "Standpoint",
    "Topic",
]
