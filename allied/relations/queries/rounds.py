"""Who has answered in a round, and who is still asked."""

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.strategy.services.texts import key as folded

from ..models import Answer, Link, Round, Sheet, View

PAGE: Final = 100


class Progress(Struct, frozen=True):
    """A sheet of the round: our answer, theirs, and the link that is out."""

    sheet: Sheet
    ours: Answer | None
    ours_draft: bool
    theirs: Answer | None
    link: Link | None


class RoundPage(Struct, frozen=True):
    rows: Sequence[Progress]
    total: int
    ours: int
    theirs: int
    drafts: int
    links: int
    could_send: int
    page: int
    pages: int

    @property
    def numbers(self) -> range:
        return range(1, self.pages + 1)


def progress_of(actor: Actor, round: Round, page: int = 1, mine: bool = False) -> RoundPage:
    """All sheets by name, those of one owner if asked for. Three queries, whatever is in it."""
    sheets = Sheet.objects.visible_to(actor).filter(round=round).defer("agreed")
    answers: dict[tuple[int, str, bool], Answer] = {}
    rows = Answer.objects.visible_to(actor).filter(sheet__round=round)
    for each in rows.defer("given", "scores", "comment"):
        if each.is_current or each.sent_at is None:
            answers[each.sheet_id, each.view, each.is_current] = each
    out = Link.objects.visible_to(actor).filter(sheet__round=round, withdrawn_at__isnull=True)
    links = {each.sheet_id: each for each in out}
    sheets = sheets.select_related("counterpart__owner")
    every = [_progress(sheet, answers, links) for sheet in sheets]
    every.sort(key=lambda row: folded(row.sheet.counterpart.name))
    shown = [r for r in every if not mine or r.sheet.counterpart.owner_id == actor.person_id]
    pages = max(1, -(-len(shown) // PAGE))
    page = min(page, pages)
    return RoundPage(
        shown[(page - 1) * PAGE : page * PAGE], len(every),
        ours=sum(row.ours is not None for row in every),
        theirs=sum(row.theirs is not None for row in every),
        drafts=sum(not each.is_current for each in answers.values()),
        links=len(links), could_send=sum(_could_send(row) for row in every),
        page=page, pages=pages,
    )  # fmt: skip


def _progress(
    sheet: Sheet, answers: dict[tuple[int, str, bool], Answer], links: dict[int, Link]
) -> Progress:
    ours, theirs = View.OURS.value, View.THEIRS.value
    return Progress(
        sheet, answers.get((sheet.pk, ours, True)), (sheet.pk, ours, False) in answers,
        answers.get((sheet.pk, theirs, True)), links.get(sheet.pk),
    )  # fmt: skip


def _could_send(row: Progress) -> bool:
    return bool(row.sheet.counterpart.email) and row.link is None and row.theirs is None


def waiting_here(actor: Actor, alliance: Alliance) -> int:
    """How many sheets of open rounds wait there for our view from the actor, their owner."""
    return _waiting(actor).filter(round__template__alliance=alliance).count()


def waiting_in(actor: Actor) -> Combinable:
    """The same to annotate alliances with."""
    path = "round__template__alliance_id"
    rows = _waiting(actor).filter(round__template__alliance=OuterRef("pk")).order_by().values(path)
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)


def _waiting(actor: Actor) -> Any:
    given = Answer.objects.filter(sheet=OuterRef("pk"), view=View.OURS, is_current=True)
    return Sheet.objects.visible_to(actor).filter(
        ~Exists(given), round__closed_at__isnull=True, counterpart__owner_id=actor.person_id or 0
    )
