"""Loading the alliances of agencies: founded, staffed, and filled by the product's own import."""

from allied.alliances.actors import actor_of
from allied.alliances.models import Alliance
from allied.alliances.services import appoint, found_alliance
from allied.foundation.access.actor import Actor, View
from allied.people.models import Person
from allied.scorecard.models import Measure, Reading
from allied.scorecard.sheets.services import import_sheet

from .agencies import AGENCIES, RECORD_ENDS_ON, SOURCE, STARTED_ON, Agency, Pair
from .cast import company_of, hire
from .dating import dated
from .joint_goals import FISCAL_START_MONTH, sheet
from .negotiating import agree_targets

TIME_ZONE = "America/New_York"
PUBLISHED = "Published on performance.gov"


def load_agencies() -> None:
    """Nothing of a pair that is there already."""
    for pair in AGENCIES:
        if not Alliance.objects.filter(name=pair.name).exists():
            _load(pair)


def _load(pair: Pair) -> None:
    companies = [company_of(agency.name) for agency in pair.sides]
    with dated(STARTED_ON):
        alliance = found_alliance(
            by=Actor(name="system"), name=pair.name, companies=companies, currency="USD",
            fiscal_start_month=FISCAL_START_MONTH, description=pair.description, source=SOURCE,
            started_on=STARTED_ON, record_ends_on=RECORD_ENDS_ON,
        )  # fmt: skip
        leaders = [_staff(alliance, agency) for agency in pair.sides]
    with dated(RECORD_ENDS_ON):
        import_sheet(
            by=actor_of(leaders[0], View.JOINT), alliance=alliance, name=f"{pair.key}.csv",
            data=sheet(pair.key),
        )  # fmt: skip
        agree_targets(alliance, actor_of(leaders[1], View.JOINT), RECORD_ENDS_ON)
    measures = Measure.objects.filter(alliance=alliance)
    measures.update(owner=leaders[0])
    second = pair.key.rpartition("-")[2]
    measures.filter(description__startswith=f"Published indicator ({second})").update(
        owner=leaders[1]
    )
    Reading.objects.filter(measure__alliance=alliance, source="").update(source=PUBLISHED)


def _staff(alliance: Alliance, agency: Agency) -> Person:
    """The agency's people on the alliance; its goal leader."""
    company = company_of(agency.name)
    partner = alliance.partners.get(company=company)
    people = []
    for someone in agency.people:
        person = hire(company, someone.name, someone.title, agency.domain, TIME_ZONE)
        appoint(by=None, partner=partner, person=person, role=someone.role, since=STARTED_ON)
        people.append(person)
    return people[0]
