"""The published quarterly results of goals that two agencies pursue together, as a scorecard sheet.

`data/joint_goals_fy2022.csv` is a copy of what was published. Its texts are long, so objectives
and measures have short names here; the texts as published stand in the measure's description.
"""

import csv
from pathlib import Path
from typing import Final

from msgspec import Struct

from allied.scorecard.sheets.columns import USUAL
from allied.scorecard.sheets.output import csv_lines

FILE: Final = Path(__file__).parent / "data" / "joint_goals_fy2022.csv"
FISCAL_START_MONTH: Final = 10
SOURCE: Final = "Agency priority goal %(goal)s, fiscal year 2022, as published on performance.gov"
OWNERS: Final = {
    "DOS-USAID": frozenset({"DOS, USAID", "DOS", "USAID"}),
    "DOC-USDA": frozenset({"DOC, USDA", "DOC", "USDA"}),
}
COLUMNS: Final = (*USUAL, "source", "description")

_PEOPLE: Final = "Employees and organization"
_PROCESS: Final = "Process"
_CUSTOMER: Final = "Customer"
_STAKEHOLDER: Final = "Stakeholder"
_BANDS: Final = (_PEOPLE, _PROCESS, _CUSTOMER, _STAKEHOLDER)

THEMES: Final = {
    "HIV/AIDS": "HIV/AIDS",
    "Climate Change": "Climate change",
    "Diversity, Equity, Inclusion and Accessibility": "Diversity and accessibility",
    "Ensure all Americans have access to high-speed, affordable, and reliable broadband": (
        "Broadband for all Americans"
    ),
}


class Named(Struct, frozen=True):
    """How one published indicator stands on the scorecard."""

    band: str
    objective: str
    measure: str
    unit: str


_STATE = "Employ more people with disabilities in the State Department"
_USAID = "Fill more positions with people with disabilities at USAID"
_CLIMATE = "Help 27 countries to act on their climate commitments"

# By how the indicator begins, as published.
NAMES: Final = {
    "Number of additional countries achieving the 72% CVLS": Named(
        _STAKEHOLDER, "Bring eight more countries to community viral load suppression",
        "Countries newly at 72% community viral load suppression", "countries",
    ),
    "Number of countries that have already achieved 72% CVLS": Named(
        _STAKEHOLDER, "Keep nine countries at community viral load suppression",
        "Countries kept at 72% community viral load suppression", "countries",
    ),
    "Number of countries to which diplomatic": Named(
        _CUSTOMER, _CLIMATE, "Countries supported in carrying out their contributions",
        "countries",
    ),
    "Number of countries the United States establishes or strengthens": Named(
        _CUSTOMER, _CLIMATE, "Countries worked with on contributions and net zero", "countries",
    ),
    "Number of countries the United States establishes or strengthens collaboration with to": Named(
        _CUSTOMER, "Help 75 countries to plan for adaptation",
        "Countries worked with on national adaptation plans", "countries",
    ),
    "Number of countries receiving technical support": Named(
        _PROCESS, "Enable 30 countries to report on their emissions",
        "Countries supported towards inventory and transparency reports", "countries",
    ),
    "Percentage of workforce with any disability": Named(
        _PEOPLE, _STATE, "Workforce with any disability, State Department", "%",
    ),
    "Percentage of workforce with targeted disabilities": Named(
        _PEOPLE, _STATE, "Workforce with targeted disabilities, State Department", "%",
    ),
    "Percentage of positions filled within a given quarter by people with disabilities": Named(
        _PEOPLE, _USAID, "Positions filled by people with disabilities, USAID", "%",
    ),
    "Percentage of positions filled within a given quarter by people with targeted": Named(
        _PEOPLE, _USAID, "Positions filled by people with targeted disabilities, USAID", "%",
    ),
    "# of State/Territory Broadband Action Plans": Named(
        _PROCESS, "Receive the broadband action plan of every state and territory",
        "Broadband action plans received", "plans",
    ),
    "# of State/Territory Digital Equity Plans": Named(
        _PROCESS, "Receive the digital equity plan of every state and territory",
        "Digital equity plans received", "plans",
    ),
    "# of outreach and technical assistance sessions": Named(
        _CUSTOMER, "Reach communities with outreach and technical assistance",
        "Outreach and technical assistance sessions", "sessions",
    ),
    "# of technical support engagements": Named(
        _CUSTOMER, "Support rural and tribal areas in every state",
        "Technical support engagements", "engagements",
    ),
    "# of households": Named(
        _STAKEHOLDER, "Provide 550,000 households with high-quality internet",
        "Households provided with internet service", "households",
    ),
    "# of unserved household with broadband": Named(
        _STAKEHOLDER, "Bring broadband to 130,000 unserved households",
        "Unserved households with broadband", "households",
    ),
    "# of Tribal households with broadband": Named(
        _STAKEHOLDER, "Bring broadband to 200,000 Tribal households",
        "Tribal households with broadband", "households",
    ),
    "# of socially vulnerable and Tribal households": Named(
        _STAKEHOLDER, "Bring broadband to 25,000 vulnerable and Tribal rural households",
        "Socially vulnerable and Tribal households", "households",
    ),
}  # fmt: skip


def sheet(pair: str) -> bytes:
    """The sheet of one pair of agencies as a CSV file, for the product's own importer.

    `pair` is DOS-USAID or DOC-USDA; the alliance's fiscal year starts in October.
    """
    rows = sheet_rows(pair)
    return "".join(csv_lines(COLUMNS, ([row[name] for name in COLUMNS] for row in rows))).encode()


def sheet_rows(pair: str) -> list[dict[str, str]]:
    """One row for each indicator and quarter, from the lowest band up, quarter by quarter."""
    made = [_row(published) for published in published_rows() if published["owner"] in OWNERS[pair]]
    return sorted(
        made,
        key=lambda row: (
            _BANDS.index(row["perspective"]), row["theme"], row["objective"], row["measure"],
            row["period"],
        ),
    )  # fmt: skip


def published_rows() -> list[dict[str, str]]:
    """The rows as they were published."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def named(indicator: str) -> Named:
    """How the indicator stands on the scorecard."""
    starts = [start for start in NAMES if indicator.startswith(start)]
    return NAMES[max(starts, key=len)]


def _row(published: dict[str, str]) -> dict[str, str]:
    name = named(published["indicator"])
    return {
        "perspective": name.band,
        "theme": THEMES[published["goal_name"]],
        "objective": name.objective,
        "measure": name.measure,
        "unit": name.unit,
        "direction": "higher",
        "preset": "baseline to target",
        "frequency": "quarter",
        "weight": "1",
        "baseline": published["value_start"],
        "target": published["value_target"],
        "period": f"{published['fiscal_yr']}-Q{published['fiscal_qtr']}",
        "actual": published["value_current"],
        "note": "",
        "source": SOURCE % {"goal": published["goal_id"]},
        "description": (
            f"Published indicator ({published['owner']}): {published['indicator']}\n\n"
            f"Published target: {published['target_statement']}"
        ),
    }
