"""Initiatives under way, decisions asked of the body, and its open actions."""

from django.db.models import Q
from django.utils.translation import gettext as _

from allied.governance.models import Action as ActionRow
from allied.governance.models import Decision, Ground
from allied.governance.models import Option as OptionRow
from allied.reporting.packs.content import Action, Asked, Initiative, Milestone, Option
from allied.scorecard.formats import share_text
from allied.scorecard.initiatives.progress import Light, Mark
from allied.scorecard.initiatives.queries import Work, initiative_board

from .meetings import Occasion, named

LIGHTS = {
    Light.GREEN: "on_track",
    Light.LATE: "off_track",
    Light.OPEN: "no_data",
    Light.NONE: "no_data",
}


def initiatives_of(occasion: Occasion) -> tuple[Initiative, ...]:
    """Those planned or under way, in the order of the map, with the light of their milestones."""
    board = initiative_board(occasion.alliance, occasion.actor)
    return tuple(
        _initiative(work) for work in board.works if work.row.state in {"planned", "under_way"}
    )


def _initiative(work: Work) -> Initiative:
    stones = tuple(
        Milestone(
            step.milestone.name, step.milestone.due_on,
            done=step.mark in {Mark.DONE, Mark.DONE_LATE}, late=step.mark is Mark.LATE,
        )
        for step in work.steps
    )  # fmt: skip
    return Initiative(
        work.row.name, LIGHTS[work.progress.light], work.row.owner_name, work.row.ends_on,
        share_text(work.progress.share), work.budget_text, work.spent_text, stones,
    )  # fmt: skip


def asked_of(occasion: Occasion) -> tuple[Asked, ...]:
    """Open decisions of the body, and those that its agenda names."""
    meeting = occasion.meeting
    named_ids = meeting.topics.filter(source_kind="decision", removed_at=None)
    wanted = Q(body_id=meeting.body_id) | Q(pk__in=named_ids.values("source_id"))
    rows = Decision.objects.visible_to(occasion.actor).filter(
        wanted, alliance=occasion.alliance, state=Decision.State.OPEN
    )
    joined = rows.select_related("raised_by", "recommended", "recommended_by__company")
    found = list(joined.order_by("due_on", "number"))
    options: dict[int, list[Option]] = {}
    for each in OptionRow.objects.visible_to(occasion.actor).filter(decision__in=found):
        told = Option(each.title, each.for_it, each.against_it)
        options.setdefault(each.decision_id, []).append(told)
    grounds = _grounds(occasion, found)
    return tuple(
        Asked(
            title=row.title,
            situation=row.situation,
            options=tuple(options.get(row.pk, ())),
            recommendation=_recommended(row),
            asked_by=row.raised_by.name if row.raised_by else "",
            needed_by=row.due_on,
            rests_on="\n".join(grounds.get(row.pk, ())),
        )
        for row in found
    )


def _recommended(row: Decision) -> str:
    """Which option, by whom and why; empty where none is recommended."""
    if row.recommended is None:
        return ""
    by = row.recommended_by.with_company if row.recommended_by else ""
    told = _("%(option)s, by %(who)s") % {"option": row.recommended.title, "who": by}
    head = told if by else row.recommended.title
    return f"{head}: {row.recommended_why}" if row.recommended_why else head


def _grounds(occasion: Occasion, decisions: list[Decision]) -> dict[int, list[str]]:
    """What they rest on, as far as it stands in the joint room."""
    rows = Ground.objects.visible_to(occasion.actor).filter(decision__in=decisions)
    found: dict[int, list[str]] = {}
    for each in rows.select_related("objective", "measure", "initiative"):
        record = each.objective or each.measure or each.initiative
        if record is None or record.room_id in occasion.actor.room_ids:
            found.setdefault(each.decision_id, []).append(str(each))
    return found


def actions_of(occasion: Occasion) -> tuple[Action, ...]:
    """Open actions of the body and of its meetings, what is due first."""
    body = occasion.meeting.body_id
    rows = ActionRow.objects.visible_to(occasion.actor).filter(
        Q(body_id=body) | Q(meeting__body_id=body),
        alliance=occasion.alliance,
        state=ActionRow.State.OPEN,
    )
    joined = rows.select_related("owner", "partner__company", "meeting", "meeting__body")
    return tuple(
        Action(
            title=row.title,
            owner=row.owner.name,
            partner=str(row.partner),
            due=row.due_on,
            overdue=row.due_on < occasion.as_of,
            source=_source(occasion, row),
        )
        for row in joined.order_by("due_on", "pk")
    )


def _source(occasion: Occasion, row: ActionRow) -> str:
    meeting = row.meeting
    if meeting is None or meeting.room_id not in occasion.actor.room_ids:
        return ""
    return named(meeting, occasion.zone)
