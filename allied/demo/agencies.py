"""The demo's two alliances of agencies, imported from the published sheet of joint goals."""

from datetime import date

from msgspec import Struct

SOURCE = (
    "Agency priority goals of the United States government, fiscal year 2022, "
    "quarterly results as published on performance.gov"
)


class Someone(Struct, frozen=True):
    name: str
    title: str
    role: str


class Agency(Struct, frozen=True):
    name: str
    domain: str
    people: tuple[Someone, ...]


class Pair(Struct, frozen=True):
    """`key` is how the sheet names the two: DOS with USAID, DOC with USDA."""

    key: str
    name: str
    description: str
    sides: tuple[Agency, Agency]


def _agency(name: str, short: str, domain: str) -> Agency:
    return Agency(
        name,
        domain,
        (
            Someone(f"{short}, goal leader", "Goal leader", "alliance_manager"),
            Someone(f"{short}, programme analyst", "Reports the quarter", "measure_owner"),
        ),
    )


AGENCIES = (
    Pair(
        "DOS-USAID",
        "State Department and USAID, joint goals 2022",
        "Three goals that the State Department and USAID pursued together in fiscal year 2022: "
        "HIV/AIDS, climate change, and diversity. All values are published.",
        (
            _agency("U.S. Department of State", "State Department", "state.example"),
            _agency("U.S. Agency for International Development", "USAID", "usaid.example"),
        ),
    ),
    Pair(
        "DOC-USDA",
        "Commerce and Agriculture, joint goal 2022",
        "Broadband for all Americans: the goal that the Departments of Commerce and Agriculture "
        "pursued together in fiscal year 2022. All values are published.",
        (
            _agency("U.S. Department of Commerce", "Department of Commerce", "commerce.example"),
            _agency("U.S. Department of Agriculture", "Department of Agriculture", "usda.example"),
        ),
    ),
)


STARTED_ON = date(2021, 10, 1)
RECORD_ENDS_ON = date(2022, 10, 31)
