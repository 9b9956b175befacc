"""Opening the round of a quarter, closing it for good, discarding one that nobody answered."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.pure.periods import FIRST_YEAR, LAST_YEAR, Period
from allied.pure.scoring import ALGORITHM

from ..definition import definition_of, to_json
from ..models import Answer, Counterpart, Link, Round, Sheet, Template, View
from ..quarters import quarter_label
from .counterparts import is_active_in
from .trail import trace


@transaction.atomic
def open_round(
    *, by: Actor, template: Template, quarter: Period, due_on: date | None = None
) -> Round:
    """A sheet for each counterpart active in the quarter; the questions are kept as they stand."""
    alliance = template.alliance
    demand(by, "relations.keep", alliance)
    template = Template._base_manager.select_for_update(of=("self",)).get(pk=template.pk)
    template.alliance = alliance
    _may_open(template, quarter)
    if due_on is not None and not FIRST_YEAR <= due_on.year <= LAST_YEAR:
        raise Refused(_("Enter a date between 1900 and 2200."), "due_on")
    definition = definition_of(template)
    if not definition.asked_of(View.OURS):
        raise Refused(_("The template asks us nothing yet: add a dimension and a criterion first."))
    taken = [
        each for each in Counterpart.objects.filter(template=template)
        if is_active_in(each, quarter.start)
    ]  # fmt: skip
    if not taken:
        raise Refused(_("No counterpart is active in this quarter: add one first."), "quarter")
    made = Round.objects.create(
        template=template, period_start=quarter.start, due_on=due_on, algorithm=ALGORITHM,
        definition=to_json(definition), revision=template.revision, opened_by_id=by.person_id,
    )  # fmt: skip
    Sheet.objects.bulk_create(Sheet(round=made, counterpart=each) for each in taken)
    trace("open_round", by, template, quarter=quarter_label(quarter.start, alliance))
    return made


def _may_open(template: Template, quarter: Period) -> None:
    if template.retired_at:
        raise Refused(_("This template is retired: bring it back first."))
    rounds = list(Round.objects.filter(template=template))
    if any(each.is_open for each in rounds):
        raise Refused(_("A round is open already. Close it first."))
    if any(each.period_start == quarter.start for each in rounds):
        raise Refused(_("This quarter has had its round, and it is closed."), "quarter")
    latest = max((each.period_start for each in rounds), default=None)
    if latest is not None and quarter.start < latest:
        raise Refused(_("A later quarter has had its round: they follow one another."), "quarter")
    if quarter.start > template.alliance.today():
        raise Refused(_("This quarter has not begun yet."), "quarter")


@transaction.atomic
def close_round(*, by: Actor, round: Round, version: int) -> None:
    """Freeze it: no answer and no agreement of it changes any more, and its links end.

    Drafts that nobody sent are no answers, and go.
    """
    template = round.template
    demand(by, "relations.keep", template.alliance)
    kept = locked_round(round)
    kept.closed_at, kept.closed_by_id = timezone.now(), by.person_id
    kept.save_over(version, ["closed_at", "closed_by_id"])
    Answer.objects.filter(sheet__round=kept, sent_at__isnull=True).delete()
    links = Link.objects.filter(sheet__round=kept, withdrawn_at__isnull=True)
    links.update(withdrawn_at=timezone.now())
    label = quarter_label(round.period_start, template.alliance)
    trace("close_round", by, template, quarter=label)


@transaction.atomic
def discard_round(*, by: Actor, round: Round) -> None:
    """Take back an open round to which nobody has sent an answer; its links end with it."""
    template = round.template
    demand(by, "relations.keep", template.alliance)
    kept = locked_round(round)
    if Answer.objects.filter(sheet__round=kept, sent_at__isnull=False).exists():
        raise Refused(_("Somebody has answered already: close the round instead."))
    label = quarter_label(kept.period_start, template.alliance)
    trace("discard_round", by, template, quarter=label)
    Answer.objects.filter(sheet__round=kept).delete()
    kept.delete()


def locked_round(round: Round) -> Round:
    """The row, held, if it is still open: nothing slips into a round while it is closed."""
    kept = Round._base_manager.select_for_update(of=("self",)).filter(pk=round.pk).first()
    if kept is None or not kept.is_open:
        raise Refused(_("This round is closed: it stays as it is."))
    return kept
