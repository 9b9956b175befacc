"""Starting an alliance: companies, partners, rooms, map and measures in one transaction."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from allied.alliances.actors import actor_of, operator_of
from allied.alliances.models import Alliance, Role
from allied.alliances.services import appoint, found_alliance
from allied.foundation.access.actor import Actor, View
from allied.foundation.access.admission import admit, every_room
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.people.models import Company, Person
from allied.pure.money import MoneyError, check_currency
from allied.scorecard.models import Kind
from allied.scorecard.services import add_measure, refresh_standings
from allied.strategy.services import lay_map
from allied.strategy.services.texts import key, one_line

from .catalogue import EMPTY, Starter, starter

MOST_PARTNERS: Final = 12


@transaction.atomic
def start_alliance(
    *,
    by: Actor | None,
    name: str,
    companies: Sequence[str],
    starter: str = EMPTY,
    currency: str = "EUR",
    fiscal_start_month: int = 1,
    started_on: date | None = None,
) -> Alliance:
    """Found an alliance between companies by name and lay out the template.

    By a person: the own company is a partner beside those named, and the person becomes its
    alliance manager. `by` None: a command on the server, and `companies` are all partners.
    A company that is not known is created; the answer never says which were known.
    """
    if by is not None:
        demand(by, "alliances.start")
    founder = by and Person.objects.select_related("company").get(pk=by.person_id or 0)
    title = _free_title(one_line(name, 120, "name", required=True), by)
    chosen = _starter(starter)
    partners = _companies(companies, founder.company if founder else None)
    if not isinstance(fiscal_start_month, int) or not 1 <= fiscal_start_month <= 12:
        raise Refused(_("Choose the first month of the year."), "fiscal_start_month")
    with every_room("the rooms are new: their founder gets a seat in this transaction"):
        alliance = found_alliance(
            by=by or Actor(name="command line"), name=title, companies=partners,
            currency=_currency(currency), fiscal_start_month=fiscal_start_month,
            started_on=started_on,
        )  # fmt: skip
        if founder:
            own = alliance.partners.get(company=founder.company)
            appoint(
                by=None, founder=by, partner=own, person=founder, role=Role.ALLIANCE_MANAGER
            )  # fmt: skip
    actor = actor_of(founder) if founder else operator_of(alliance)
    admit(actor.entitled_room_ids)
    if chosen.plan.perspectives:
        lay_starter(by=actor, alliance=alliance, starter=chosen)
    return alliance


@transaction.atomic
def lay_starter(*, by: Actor, alliance: Alliance, starter: Starter) -> None:
    """Lay a template out on an empty map, with its measures, all in the joint room.

    The measures have no targets: they show no data until the partners have agreed some.
    """
    joint = by.looking_at(View.JOINT) if by.view is View.OURS else by
    demand(joint, "scorecard.edit_measures", alliance)
    objectives = lay_map(by=joint, alliance=alliance, plan=starter.plan, name=starter.title)
    made = [
        add_measure(
            by=joint, objective=objectives[planned.objective], name=planned.name, refresh=False,
            currency=alliance.currency if planned.fields["kind"] == Kind.MONEY else "",
            **planned.fields,
        )
        for planned in starter.measures
    ]  # fmt: skip
    refresh_standings([measure.pk for measure in made])


def _free_title(title: str, by: Actor | None) -> str:
    """Refused where the founder works in an alliance of this name: sent twice, as a rule.

    Nobody else's alliances are looked at: a name must not tell that they exist.
    """
    own = Alliance.objects.visible_to(by).values_list("name", flat=True) if by else []
    if key(title) in map(key, own):
        raise Refused(_("You already work in an alliance of this name."), "name")
    return title


def _starter(name: str) -> Starter:
    chosen = starter(name)
    if chosen is None:
        raise Refused(_("There is no such template."), "starter")
    return chosen


def _currency(code: str) -> str:
    try:
        return check_currency(code.strip().upper())
    except MoneyError as error:
        raise Refused(
            _("This is not a currency code. Write three letters, such as EUR."), "currency"
        ) from error


def _companies(names: Sequence[str], own: Company | None) -> list[Company]:
    named = [one_line(name, 120, "partners", required=True) for name in names if name.strip()]
    keys = [key(name) for name in named]
    if own is not None and key(own.name) in keys:
        raise Refused(_("Your own company is a partner already: name the others."), "partners")
    if len(set(keys)) < len(keys):
        raise Refused(_("A company is named twice."), "partners")
    if len(named) + bool(own) > MOST_PARTNERS:
        raise Refused(
            _("An alliance has at most %(most)d partners.") % {"most": MOST_PARTNERS}, "partners"
        )
    if len(named) + bool(own) < 2:
        raise Refused(_("Name at least one other company."), "partners")
    known = {key(name): pk for pk, name in Company.objects.values_list("pk", "name")}
    found = Company.objects.in_bulk([known[each] for each in keys if each in known])
    others = [
        found[known[each]] if each in known else _new_company(name)
        for name, each in zip(named, keys, strict=True)
    ]
    return [own, *others] if own else others


def _new_company(name: str) -> Company:
    stem = slugify(name)[:50] or "company"
    taken = set(Company.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    free = (f"{stem}-{number}" if number > 1 else stem for number in range(1, len(taken) + 2))
    return Company.objects.create(name=name, slug=next(slug for slug in free if slug not in taken))
