"""Links by which counterparts fill their own sheets, without an account.

Only the SHA-256 of a link's token is stored: who reads the database cannot answer for anybody.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.admission import admit, every_room
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.strategy.services.texts import one_line

from ..definition import from_json
from ..mail import send_link_by_mail
from ..models import Answer, Link, Round, Sheet, View
from ..quarters import quarter_label
from .counterparts import checked_address
from .rounds import locked_round
from .trail import trace_on

LIFE: Final = timedelta(days=30)
MOST_LINKS: Final = 20
TOKEN_BYTES: Final = 32
LONGEST_TOKEN: Final = 100
LinkTo = Callable[[str], str]


@transaction.atomic
def send_link(
    *, by: Actor, sheet: Sheet, email: str, contact: str = "", link_to: LinkTo
) -> tuple[Link, str]:
    """Invite the counterpart to fill this sheet; a link sent before is worth nothing any more.

    The mail leaves after commit. The address of the page is given back to be shown once.
    """
    round, counterpart = sheet.round, sheet.counterpart
    demand(by, "relations.fill", round.template.alliance, counterpart)
    locked_round(round)
    if not from_json(round.definition).asked_of(View.THEIRS):
        raise Refused(_("The template asks the counterpart nothing."))
    before = Link.objects.filter(sheet=sheet)
    if before.count() >= MOST_LINKS:
        raise Refused(_("Too many links were sent for this sheet already."))
    email = checked_address(email)
    contact = one_line(contact, 120, "contact")
    now = timezone.now()
    before.filter(withdrawn_at__isnull=True).update(withdrawn_at=now)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = Link.objects.create(
        sheet=sheet, email=email, contact=contact, token_hash=_hash(token), sent_at=now,
        sent_by_id=by.person_id, expires_at=now + LIFE,
    )  # fmt: skip
    label = quarter_label(round.period_start, round.template.alliance)
    trace_on("send_link", by, counterpart, quarter=label)
    address = link_to(token)
    send_link_by_mail(link, by, address)
    return link, address


@transaction.atomic
def send_links(*, by: Actor, round: Round, link_to: LinkTo) -> list[Link]:
    """A link to every counterpart of the round that has an address, and no link or answer yet."""
    demand(by, "relations.keep", round.template.alliance)
    here = {"sheet": OuterRef("pk")}
    rows = Sheet.objects.filter(
        ~Exists(Link.objects.filter(withdrawn_at__isnull=True, **here)),
        ~Exists(Answer.objects.filter(view=View.THEIRS, is_current=True, **here)),
        round=round,
    ).exclude(counterpart__email="")
    sheets = rows.select_related("counterpart__template__alliance", "counterpart__template__room")
    sent = []
    for sheet in sheets:
        sheet.round = round
        link, _address = send_link(
            by=by, sheet=sheet, email=sheet.counterpart.email, contact=sheet.counterpart.contact,
            link_to=link_to,
        )  # fmt: skip
        sent.append(link)
    return sent


@transaction.atomic
def withdraw_link(*, by: Actor, link: Link) -> None:
    """The link opens nothing from now on; what was sent by it stays."""
    counterpart = link.sheet.counterpart
    demand(by, "relations.fill", counterpart.template.alliance, counterpart)
    if not Link.objects.filter(pk=link.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=timezone.now()
    ):
        raise Refused(_("This link has been withdrawn or replaced meanwhile."))
    trace_on("withdraw_link", by, counterpart)


def find_link(token: str) -> Link | None:
    """The link that this token opens now, or None without saying why not. One query.

    Whoever holds it is admitted to the room of its sheet.
    """
    if len(token) > LONGEST_TOKEN:
        return None
    near = ("counterpart__template", "round__template__alliance", "round__template__room")
    found = open_links().filter(token_hash=_hash(token))
    rows = found.select_related("sent_by__company", *(f"sheet__{name}" for name in near))
    with every_room("a link is found by its hash, before it is known which sheet it opens"):
        link = rows.first()
    if link is not None:
        admit([link.sheet.round.template.room_id])
    return link


def usable(link: Link) -> None:
    """Refused where the link has ended since the page was opened."""
    if not open_links().filter(pk=link.pk).exists():
        raise Refused(_("This link does not work any more."))


def open_links() -> QuerySet[Link]:
    """Not withdrawn, not expired, of an open round, of a side that is still in its alliance."""
    return Link.objects.filter(
        withdrawn_at__isnull=True, expires_at__gt=timezone.now(),
        sheet__round__closed_at__isnull=True,
        sheet__round__template__room__partner__left_on__isnull=True,
    )  # fmt: skip


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
