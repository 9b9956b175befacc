"""Papers: what members read before, each with an address where it lies."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.refusal import Refused
from allied.strategy.services.texts import one_line

from ...models import Meeting, Paper, Topic
from ...trail import trace
from .held import held

MOST = 100


@transaction.atomic
def add_paper(
    *, by: Actor, meeting: Meeting, name: str, url: str, topic: Topic | None = None
) -> Paper:
    """For the whole meeting or for one of its topics. It takes no agreement back."""
    found = held(by, meeting)
    if topic is not None and (topic.meeting_id != found.pk or topic.removed_at is not None):
        raise Refused(_("Choose a topic of this agenda."), "topic")
    if Paper.objects.filter(meeting=found, removed_at=None).count() >= MOST:
        raise Refused(_("A meeting holds at most %(most)d papers.") % {"most": MOST})
    paper = Paper(
        meeting=found, topic=topic, name=one_line(name, 200, "name", required=True),
        url=_usable(url), added_by_id=by.person_id,
    )  # fmt: skip
    paper.save()
    trace("add_paper", by, "meeting", found, paper=paper.name)
    return paper


@transaction.atomic
def remove_paper(*, by: Actor, paper: Paper) -> None:
    _set_removed(by, paper, True)


@transaction.atomic
def restore_paper(*, by: Actor, paper: Paper) -> None:
    _set_removed(by, paper, False)


def _set_removed(by: Actor, paper: Paper, is_removed: bool) -> None:
    found = held(by, paper.meeting)
    paper.removed_at = timezone.now() if is_removed else None
    paper.save(update_fields=["removed_at"])
    act = "remove_paper" if is_removed else "restore_paper"
    trace(act, by, "meeting", found, paper=paper.name)


def _usable(url: str) -> str:
    """An address that a browser may open from a page: of the web, and no script."""
    text = one_line(url, 1000, "url", required=True)
    try:
        URLValidator(schemes=["http", "https"])(text)
        has_password = urlsplit(text).password is not None
    except (ValidationError, ValueError):
        raise Refused(_("Enter an address that begins with https:// or http://."), "url") from None
    if has_password:
        raise Refused(_("Leave the password out of the address."), "url")
    return text
