"""Founding an alliance with its partners and rooms."""

import secrets
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.services import record
from allied.people.models import Company

from ..models import Alliance, Partner
from ..rooms import Room


@transaction.atomic
def found_alliance(
    *,
    by: Actor,
    name: str,
    companies: Sequence[Company],
    currency: str = "EUR",
    fiscal_start_month: int = 1,
    description: str = "",
    source: str = "",
    started_on: date | None = None,
    record_ends_on: date | None = None,
) -> Alliance:
    """Create the alliance, a partner for each company, the joint room and one for each partner."""
    if len({company.pk for company in companies}) < 2:
        raise Refused(_("An alliance has at least two different companies."), "partners")
    alliance = Alliance.objects.create(
        name=name,
        slug=_slug(name, told=by.person_id is not None),
        currency=currency,
        fiscal_start_month=fiscal_start_month,
        description=description,
        source=source,
        started_on=started_on,
        record_ends_on=record_ends_on,
    )
    joint = Room.objects.create(alliance=alliance)
    for position, company in enumerate(companies):
        partner = Partner.objects.create(
            alliance=alliance, company=company, position=position, joined_on=started_on
        )
        Room.objects.create(alliance=alliance, partner=partner)
    record(
        "alliances.found", by=by, kind="alliance", object_id=alliance.pk, label=name,
        alliance_id=alliance.pk, room_id=joint.pk, partners=[company.name for company in companies],
    )  # fmt: skip
    return alliance


def _slug(name: str, *, told: bool) -> str:
    """The address of an alliance.

    A person who founds one gets a chance ending: a plain "-2" would tell that another alliance,
    of other companies, has the name. Whoever runs the server knows them all and gets it plain.
    """
    stem = slugify(name)[:50] or "alliance"
    if told:
        return f"{stem}-{secrets.token_hex(3)}"
    taken = set(Alliance.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    if stem not in taken:
        return stem
    return next(f"{stem}-{n}" for n in range(2, len(taken) + 3) if f"{stem}-{n}" not in taken)
