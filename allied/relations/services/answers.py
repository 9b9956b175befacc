"""Answers of both sides: drafts, sending, corrections; and what was agreed on them."""

from collections.abc import Mapping
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from msgspec import Struct

from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.strategy.services.texts import paragraphs

from ..definition import Definition
from ..definition import from_json as definition_from
from ..given import Given, to_json, values_of
from ..models import Answer, Link, Sheet, View
from ..quarters import quarter_label
from ..scoring import judge
from .links import usable
from .rounds import locked_round
from .trail import trace_on

MOST_ANSWERS: Final = 20


class _Hand(Struct, frozen=True):
    """Who writes an answer: one of us, or whoever holds the link."""

    view: str
    author: str
    person_id: int | None = None
    link: Link | None = None


@transaction.atomic
def keep_draft(
    *, by: Actor, sheet: Sheet, version: int, given: Mapping[int, Given], comment: str
) -> Answer:
    """Keep our view unsent. `version` is that of the draft seen, 0 where there was none."""
    _may_fill(by, sheet)
    return _keep(sheet, _ours(by), version, given, comment)


@transaction.atomic
def send_answer(
    *, by: Actor, sheet: Sheet, version: int, given: Mapping[int, Given], comment: str
) -> Answer:
    """Give our view: from now on it stands, and a correction is another answer."""
    _may_fill(by, sheet)
    answer = _send(sheet, _ours(by), version, given, comment)
    trace_on("send_answer", by, sheet.counterpart, quarter=_quarter(sheet))
    return answer


@transaction.atomic
def keep_theirs(*, link: Link, version: int, given: Mapping[int, Given], comment: str) -> Answer:
    """The same by link, without an account. Nobody of ours reads it before it is sent."""
    return _keep(link.sheet, _theirs(link), version, given, comment)


@transaction.atomic
def send_theirs(*, link: Link, version: int, given: Mapping[int, Given], comment: str) -> Answer:
    hand, sheet = _theirs(link), link.sheet
    answer = _send(sheet, hand, version, given, comment)
    by = Actor(name=hand.author)
    trace_on("receive_answer", by, sheet.counterpart, quarter=_quarter(sheet))
    return answer


@transaction.atomic
def agree(*, by: Actor, sheet: Sheet, version: int, agreed: str) -> None:
    """What both will do better in the next quarter, in short sentences."""
    _may_fill(by, sheet)
    locked_round(sheet.round)
    sheet.agreed = paragraphs(agreed, 4000, "agreed")
    sheet.save_over(version, ["agreed"])
    trace_on("agree", by, sheet.counterpart, quarter=_quarter(sheet))


def _may_fill(by: Actor, sheet: Sheet) -> None:
    demand(by, "relations.fill", sheet.round.template.alliance, sheet.counterpart)


def _ours(by: Actor) -> _Hand:
    return _Hand(View.OURS.value, by.name, by.person_id)


def _theirs(link: Link) -> _Hand:
    usable(link)
    name = link.contact or link.sheet.counterpart.name
    return _Hand(View.THEIRS.value, name, None, link)


def _keep(
    sheet: Sheet, hand: _Hand, version: int, given: Mapping[int, Given], comment: str
) -> Answer:
    """The one draft of this side, over the version seen; Conflict where it was saved since."""
    locked_round(sheet.round)
    definition = definition_from(sheet.round.definition)
    kept = Answer.objects.filter(sheet=sheet, view=hand.view, sent_at__isnull=True).first()
    if kept is not None and kept.version != version:
        raise Conflict(kept)
    if kept is None and version:  # sent or thrown away by somebody else in the meantime
        last = Answer.objects.filter(sheet=sheet, view=hand.view, is_current=True).first()
        raise Conflict(last or Answer(version=0))
    answer = kept or Answer(sheet=sheet, view=hand.view, version=0)
    answer.given = to_json(definition, hand.view, given)
    answer.comment = paragraphs(comment, 4000, "comment")
    answer.author, answer.person_id, answer.link = hand.author, hand.person_id, hand.link
    answer.saved_at = timezone.now()
    answer.version += 1
    answer.save()
    return answer


def _send(
    sheet: Sheet, hand: _Hand, version: int, given: Mapping[int, Given], comment: str
) -> Answer:
    answer = _keep(sheet, hand, version, given, comment)
    values = values_of(answer.given)
    if not values:
        raise Refused(_("Nothing is answered yet: answer at least one question."))
    before = Answer.objects.filter(sheet=sheet, view=hand.view, sent_at__isnull=False)
    if before.count() >= MOST_ANSWERS:
        raise Refused(_("This was corrected too often already. Speak with each other instead."))
    before.filter(is_current=True).update(is_current=False)
    _judge(answer, definition_from(sheet.round.definition))
    answer.sent_at, answer.is_current = answer.saved_at, True
    answer.save()
    return answer


def _judge(answer: Answer, definition: Definition) -> None:
    judged = judge(definition, values_of(answer.given), answer.view)
    answer.score, answer.status = judged.score, judged.status
    answer.coverage, answer.scores = judged.coverage, judged.scores


def _quarter(sheet: Sheet) -> str:
    return quarter_label(sheet.round.period_start, sheet.round.template.alliance)
