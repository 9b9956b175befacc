"""The decisions of the first alliance, as data. One is published; the others are illustrative."""

from datetime import date
from typing import NamedTuple

PUBLISHED = (
    "Published without its day: Kaplan, Norton and Rugelsjoen, Harvard Business Review, January "
    "2010. The days shown here are illustrative."
)
Pair = tuple[str, str, str]
"""An option: title, what speaks for it, what against it."""


class Told(NamedTuple):
    """`chosen`: the place of the option; without one it is open. `voted`: all seats were for it."""

    title: str
    body: str
    by: str
    objective: str
    importance: int
    raised: date
    taken: date | None
    options: tuple[Pair, ...]
    chosen: int = 0
    situation: str = ""
    matter: str = ""
    reversibility: str = "reversible"
    due: date | None = None
    decided: str = ""
    voted: bool = True
    source: str = ""
    measure: str = ""
    outcome: str = ""
    looked: str = ""
    recommended: tuple[int, str, str] | None = None
    """The place of the option, who recommends it and why."""


STEERING, DEVELOPMENT = "Joint steering committee", "Joint development committee"
PROJECT = "Project team"

TOLD = (
    Told(
        "Open Quintiles' operational dashboards to Solvay's staff?", STEERING, "s_manager",
        "systems", 4, date(2004, 2, 2), date(2004, 3, 9),
        (
            ("Open them", "Sharing information is strategic for the alliance",
             "Access rights have to be built and kept"),
            ("Keep the firewalls", "Nothing has to be built", "Partners work from two truths"),
        ),
        situation="Firewalls keep the partner's staff out of the dashboards from which Quintiles "
        "runs its studies, so both sides argue about figures instead of studies.",
        matter="Access to systems of the partner",
        decided="Sharing information is strategic, and therefore the IT department opens the "
        "dashboards to the partner's staff.",
        voted=False, source=PUBLISHED, measure="dashboards", outcome="better",
        looked="The questions about figures in the meetings of the project team became rare "
        "(illustrative).",
    ),
    Told(
        "Which cost drivers does the development plan show to both?", STEERING, "q_manager",
        "cost_drivers", 5, date(2003, 4, 1), date(2003, 4, 22),
        (
            ("All of them", "No argument about what is hidden", "Internal rates become visible"),
            ("Those above 50,000 euros", "Less work", "Small ones add up"),
        ),
        situation="The new plan process needs a rule before the first plan is written.",
        matter="Change of the strategy map", outcome="as_expected",
        looked="Nobody has asked for hidden costs since.",
    ),
    Told(
        "One list of skills, or one for each company?", PROJECT, "q_planning", "talent", 3,
        date(2003, 6, 10), date(2003, 11, 4),
        (
            ("One list", "People can be moved", "Both have to give up words they know"),
            ("Two, with a table between them", "Quick", "The table is never right"),
        ),
        outcome="better", looked="It could have been decided in June: both ways were good enough.",
    ),
    Told(
        "Colour of the status lights in the joint report", PROJECT, "s_manager", "communicate", 1,
        date(2003, 9, 16), date(2003, 9, 30),
        (("Those of Solvay", "Known", ""), ("Those of Quintiles", "Known too", "")),
    ),
    Told(
        "Who chairs the protocol review in the first year?", DEVELOPMENT, "s_clinical", "studies",
        3, date(2003, 10, 8), date(2004, 2, 11),
        (
            ("Solvay", "Owns the compound", ""), ("Quintiles", "Runs the sites", ""),
            ("In turns", "Fair", "Every second meeting begins anew"),
        ),
        chosen=2,
    ),
    Told(
        "Close sites that have recruited nobody after half a year?", DEVELOPMENT, "q_sites",
        "studies", 4, date(2004, 9, 15), date(2004, 10, 13),
        (
            ("Close them", "Saves up to 35,000 euros a site", "Some would still recruit"),
            ("Ask each first", "Keeps good relations", "Costs a quarter"),
        ),
        matter="Start or stop of a study", reversibility="costly", measure="sites",
    ),
    Told(
        "Language of the minutes", PROJECT, "q_manager", "communicate", 2, date(2004, 11, 9),
        date(2005, 3, 1), (("English", "Everybody reads it", ""), ("Each its own", "Quick", "")),
    ),
    Told(
        "Take the second compound into the alliance?", STEERING, "s_head", "portfolio", 5,
        date(2005, 2, 14), date(2005, 3, 8),
        (
            ("Take it", "Teams are in place", "Ties capital of both"),
            ("Leave it with Solvay", "No risk for Quintiles", "The next one is harder"),
        ),
        matter="Choice of a compound", reversibility="final", measure="compounds",
    ),
    Told(
        "One supplier for laboratory kits?", PROJECT, "q_supplies", "services", 3,
        date(2005, 5, 10), date(2005, 10, 4),
        (("One", "Cheaper", "Depends on it"), ("Two", "Safe", "Two contracts")),
    ),
    Told(
        "Where the joint training takes place", PROJECT, "s_manager", "lead", 2,
        date(2005, 9, 6), date(2005, 9, 20),
        (("Brussels", "Nearer for most", ""), ("North Carolina", "More rooms", "")),
    ),
    Told(
        "Renew the partnership as an alliance?", STEERING, "s_head", "value", 5,
        date(2005, 11, 7), date(2005, 12, 13),
        (
            ("Renew it", "What was learnt stays", "Binds both for years"),
            ("Let it end", "Free hands", "Starts from nothing elsewhere"),
        ),
        matter="Change of the strategy map", reversibility="final",
    ),
    Told(
        "Report recruitment weekly or monthly?", DEVELOPMENT, "q_sites", "flow", 3,
        date(2006, 1, 11), date(2006, 5, 10),
        (
            ("Weekly", "Seen early", "Work at every site"),
            ("Monthly", "Calm", "Late by a month"),
        ),
    ),
    Told(
        "Move two monitors to the late study?", PROJECT, "q_planning", "talent", 3,
        date(2006, 6, 6), date(2006, 6, 13),
        (("Move them", "The study is late", ""), ("Hire", "Nobody is missed", "Takes a quarter")),
        matter="Move of people between projects",
    ),
    Told(
        "Join the monitoring visits of both companies?", DEVELOPMENT, "q_sites", "talent", 3,
        date(2006, 8, 21), None,
        (
            ("Join them from the summer on", "Half of the visits", "Plans are made until June"),
            ("Keep them apart", "Nothing to change", "Sites are visited twice"),
        ),
        situation="Sites are visited twice for the same study, by each company once. A joint visit "
        "needs one report that both accept.",
        due=date(2006, 12, 13), measure="duplicated",
        recommended=(0, "q_evp", "Sites ask for it, and one report is already drafted."),
    ),
    Told(
        "Pay for the early engagement of patients' organizations?", STEERING, "s_clinical",
        "third_parties", 4, date(2006, 12, 4), None,
        (
            ("Pay for it together", "They are asked before the protocol is fixed", ""),
            ("Each for its own", "No key for sharing is needed", "Nobody begins"),
        ),
        situation="The coverage of stakeholders is still below the target.",
        due=date(2007, 3, 13), reversibility="costly", measure="coverage",
        recommended=(0, "s_clinical", "Nobody begins alone."),
    ),
)  # fmt: skip
