"""The story of the sites: what is asked, who they are, how it went. Every word is illustrative."""

from datetime import date
from typing import Any, Final

from msgspec import Struct

NAME: Final = "Investigator sites"
WORDS: Final = {
    "purpose": "To see all sites of the joint trials side by side each quarter, and to act early "
    "where a site falls or where it sees the work otherwise than we do.",
    "introduction": "Please tell us how you see our work together in this quarter. Leave out what "
    "you cannot judge. Five minutes are enough.",
}
FLAGGED: Final = {"kind": "percentage", "preset": "red_flag_goal", "asked_of": "ours"}
YES_NO: Final = {"kind": "yes_no", "preset": "yes_no"}
ENDS: Final = {"lowest_means": "not at all", "highest_means": "fully"}

PARTS: Final[list[tuple[str, int, list[dict[str, Any]]]]] = [
    ("Start-up", 2, [
        {"name": "Contract signed", "question": "Days from the first draft to the signed contract",
         "kind": "number", "unit": "days", "direction": "lower", "preset": "red_flag_goal",
         "asked_of": "ours", "anchors": {"red_flag": 60, "target": 35}},
        {"name": "Clear start", "question": "At the start it was clear who does what.", **ENDS},
    ]),
    ("Recruitment", 3, [
        {"name": "Patients recruited", "question": "Share of the recruitment plan reached",
         "anchors": {"red_flag": 70, "target": 90}, **FLAGGED},
        {"name": "Right patients", "question": "The patients enrolled fit the protocol.",
         "asked_of": "ours", **ENDS},
        {"name": "Help to recruit", "question": "The monitors help us to find patients.",
         "asked_of": "theirs", **ENDS},
    ]),
    ("Data", 2, [
        {"name": "Queries answered", "question": "Share of queries answered within five days",
         "anchors": {"red_flag": 75, "target": 92}, **FLAGGED},
        {"name": "Forms right", "question": "Report forms are right at the first attempt.", **ENDS},
    ]),
    ("Cooperation", 2, [
        {"name": "Easy to reach", "question": "The other side is easy to reach.", **ENDS},
        {"name": "Told early", "question": "Changes and bad news are told early.", **ENDS},
        {"name": "Paid on time", "question": "Payments are right and on time.",
         "asked_of": "theirs", **ENDS},
        {"name": "Would work again", "question": "We would work together again.", **YES_NO},
    ]),
]  # fmt: skip

OFFSETS: Final = (0.3, -0.4, 0.1, 0.5, -0.2, -0.5, 0.4, 0.0, -0.3, 0.2, -0.1)


class Site(Struct, frozen=True):
    """One counterpart; its level from 1 to 5 in each quarter, as we and as it see it."""

    name: str
    owner: str
    ours: tuple[float | None, ...]
    theirs: tuple[float | None, ...]
    kind: str

    @property
    def email(self) -> str:
        return self.name.lower().replace(", ", ".").replace(" ", "-") + "@site.example"


def _levels(text: str) -> tuple[float | None, ...]:
    return tuple(None if each == "-" else float(each) for each in text.split())


SITE, PROVIDER = "Investigator site", "Service provider"
SITES: Final = [
    Site(name, owner, _levels(ours), _levels(theirs), kind)
    for name, owner, ours, theirs, kind in (
        (f"{SITE}, Belgium 1", "q_sites", "4.2 4.1 3.6 2.9", "3.9 3.4 2.6 2.1", SITE),
        (f"{SITE}, Belgium 2", "q_sites", "3.8 4.0 4.3 4.5", "4.0 4.2 4.4 -", SITE),
        (f"{SITE}, Germany 1", "s_quality", "4.4 4.4 4.6 4.6", "4.1 4.3 4.4 4.5", SITE),
        (f"{SITE}, Germany 2", "s_quality", "3.1 3.4 3.7 3.9", "3.3 3.3 3.8 4.0", SITE),
        (f"{SITE}, Germany 3", "s_quality", "2.2 2.0 1.8 1.9", "3.2 3.1 3.0 -", SITE),
        (f"{SITE}, Netherlands 1", "q_sites", "3.9 3.9 3.8 4.0", "3.7 - 3.9 3.8", SITE),
        (f"{SITE}, Poland 1", "q_planning", "4.6 4.7 4.7 4.8", "4.5 4.5 4.7 4.8", SITE),
        (f"{SITE}, Poland 2", "q_planning", "3.4 3.0 2.7 -", "2.9 2.4 2.2 2.0", SITE),
        (f"{SITE}, Poland 3", "q_planning", "2.8 3.1 3.3 3.4", "- - - -", SITE),
        (f"{SITE}, United States 1", "q_sites", "4.0 4.1 4.0 4.2", "4.2 4.1 4.3 4.1", SITE),
        (f"{SITE}, United States 2", "q_sites", "3.6 3.2 3.3 -", "3.9 3.9 4.0 -", SITE),
        ("Central laboratory, Belgium", "q_planning", "4.1 4.2 4.4 4.4", "4.0 3.2 3.1 3.2",
         PROVIDER),
        ("Central laboratory, United States", "q_planning", "3.3 3.5 3.6 -", "3.4 - 3.6 -",
         PROVIDER),
        ("Drug depot, Netherlands", "q_planning", "4.5 4.5 4.2 4.3", "4.4 4.5 4.3 -", PROVIDER),
    )
]  # fmt: skip


class Told(Struct, frozen=True):
    quarter: str
    opened_on: date
    ours_on: date
    theirs_on: date
    due_on: date
    closed_on: date | None = None


ROUNDS: Final = [
    Told("2006-Q1", date(2006, 3, 20), date(2006, 4, 4), date(2006, 4, 10), date(2006, 4, 14),
         date(2006, 4, 21)),
    Told("2006-Q2", date(2006, 6, 19), date(2006, 7, 4), date(2006, 7, 10), date(2006, 7, 14),
         date(2006, 7, 21)),
    Told("2006-Q3", date(2006, 9, 18), date(2006, 10, 4), date(2006, 10, 10), date(2006, 10, 13),
         date(2006, 10, 20)),
    Told("2006-Q4", date(2006, 11, 13), date(2006, 11, 24), date(2006, 11, 28), date(2007, 1, 12)),
]  # fmt: skip

AGREED: Final = {
    ("Investigator site, Belgium 1", "2006-Q2"): "The monitor visits every two weeks until the "
    "backlog of queries is gone. Site management looks at it again in September.",
    ("Investigator site, Belgium 1", "2006-Q3"): "Payments of the third quarter are paid by "
    "15 November. One person of site management speaks for both companies.",
    ("Investigator site, Germany 3", "2006-Q3"): "No new patients until the forms of the last "
    "four are right; then a decision on the site.",
    ("Central laboratory, Belgium", "2006-Q2"): "Changes of the sample plan are told ten working "
    "days ahead.",
}
NOTES: Final = {
    ("Investigator site, Belgium 1", "2006-Q3"): "Two people ask us the same on one day.",
    ("Investigator site, Belgium 1", "2006-Q4"): "We still wait for the payments of September.",
    ("Central laboratory, Belgium", "2006-Q2"): "The plan of samples changed three times.",
}
