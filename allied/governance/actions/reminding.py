"""Reminders by mail: one for each owner and alliance, of what is due soon or overdue."""

import logging
from datetime import date, timedelta
from itertools import groupby

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import ngettext

from allied.alliances.actors import actor_of
from allied.foundation.access.actor import View

from ..models import Action
from .links import link_to
from .queries import due_for_reminder

log = logging.getLogger(__name__)
AHEAD = timedelta(days=3)
AGAIN = timedelta(days=6)


def remind_owners(*, today: date, address: str, dry_run: bool = False) -> int:
    """Send what is due; the number of mails. Run it once a day: twice on a day sends nothing twice.

    First three days before the due day, again on it, then weekly. Who left the alliance, or has no
    login, gets none. `address`: of this installation, such as https://allied.example.
    """
    due = due_for_reminder(today, AHEAD, AGAIN)
    mails = 0
    for _key, rows in groupby(due, lambda row: (row.owner_id, row.alliance_id)):
        actions = _of_members(list(rows))
        if actions and (dry_run or _send(actions, today, address)):
            mails += 1
            if not dry_run:
                Action.objects.filter(pk__in=[one.pk for one in actions]).update(reminded_on=today)
    return mails


def _of_members(actions: list[Action]) -> list[Action]:
    """Those whose owner still may see them."""
    owner = actions[0].owner
    if owner.user is None or not owner.user.is_active:
        return []
    rooms = actor_of(owner, View.OURS).room_ids
    return [action for action in actions if action.room_id in rooms]


def _send(actions: list[Action], today: date, address: str) -> bool:
    owner, alliance = actions[0].owner, actions[0].alliance
    assert owner.user is not None
    with translation.override(owner.language or "en"):
        subject = ngettext(
            "One action in %(alliance)s", "%(count)d actions in %(alliance)s", len(actions)
        ) % {"count": len(actions), "alliance": alliance.name}
        words = {
            "alliance": alliance, "today": today, "address": address,
            "rows": [(action, f"{address}{link_to(action)}") for action in actions],
        }  # fmt: skip
        body = render_to_string("governance/mail/actions.txt", words)
    try:
        EmailMessage(" ".join(subject.split()), body, to=[owner.user.email]).send()
    except OSError:  # SMTPException is one
        log.exception("a reminder to person %s could not be sent", owner.pk)
        return False
    return True
