"""What committees have open: escalations, decisions, proposals, actions, look-backs."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allied.foundation.access.actor import Actor
from allied.governance.models import Action, Decision, Escalation, LookBack, Meeting, Proposal
from allied.governance.models.decisions import Importance

from .suggestion import DECIDE, DISCUSS, INFORM, Suggestion, days, on

LOOK_BACK_AFTER = timedelta(days=180)
LOOKS_BACK = 3


def from_committee(seen: Actor, meeting: Meeting) -> Iterator[Suggestion]:
    today = meeting.alliance.today()
    yield from _escalations(seen, meeting, today)
    yield from _decisions(seen, meeting, today)
    yield from _proposals(seen, meeting, today)
    yield from _actions(seen, meeting, today)
    yield from _look_backs(seen, meeting, today)


def _escalations(seen: Actor, meeting: Meeting, today: date) -> Iterator[Suggestion]:
    """Those on the level of this body, and those whose level names no body."""
    rows = Escalation.objects.visible_to(seen).filter(
        alliance=meeting.alliance_id, room=meeting.room_id, state=Escalation.State.OPEN
    )
    for row in rows.order_by("level_since", "pk"):
        rung, count = _rung(row)
        if rung.get("body") in {None, meeting.body_id}:
            why = _level(row, rung, count, today)
            yield Suggestion("escalation", row.pk, row.title, why, DECIDE, row.raised_by_id, 30)


def _rung(row: Escalation) -> tuple[dict[str, Any], int]:
    rungs = row.ladder.get("rungs", [])
    return (rungs[row.level], len(rungs)) if row.level < len(rungs) else ({}, len(rungs))


def _level(row: Escalation, rung: dict[str, Any], count: int, today: date) -> str:
    since = row.level_since or row.presented_at or row.raised_at
    words = {
        "level": row.level + 1, "levels": max(count, row.level + 1), "name": rung.get("name", ""),
        "days": days(_days(since, today)), "limit": rung.get("days", 0),
    }  # fmt: skip
    if not rung.get("days"):
        return _("On level %(level)d of %(levels)d for %(days)s.") % words
    if row.ladder.get("business_days"):
        return _(
            "On level %(level)d of %(levels)d, %(name)s, for %(days)s; it has %(limit)d business "
            "days there."
        ) % words  # fmt: skip
    return _(
        "On level %(level)d of %(levels)d, %(name)s, for %(days)s; it has %(limit)d days there."
    ) % words  # fmt: skip


def _decisions(seen: Actor, meeting: Meeting, today: date) -> Iterator[Suggestion]:
    """Open ones of this body or of none, what is due first first."""
    rows = Decision.objects.visible_to(seen).filter(
        Q(body=meeting.body_id) | Q(body=None), alliance=meeting.alliance_id,
        room=meeting.room_id, state=Decision.State.OPEN,
    )  # fmt: skip
    found = sorted(rows, key=lambda row: (row.due_on or date.max, row.number))
    for row in found:
        minutes = 30 if row.importance >= Importance.GREAT else 20
        why = _due(row, today)
        yield Suggestion("decision", row.pk, row.title, why, DECIDE, row.owner_id, minutes)


def _due(row: Decision, today: date) -> str:
    words = {
        "open": days(_days(row.raised_at, today)),
        "importance": Importance(row.importance).label,
        "day": on(row.due_on) if row.due_on else "",
        "late": days((today - row.due_on).days) if row.due_on else "",
    }
    if row.due_on and row.due_on < today:
        return _(
            "Due on %(day)s, %(late)s ago; open for %(open)s, importance: %(importance)s."
        ) % words  # fmt: skip
    if row.due_on:
        return _("Due on %(day)s; open for %(open)s, importance: %(importance)s.") % words
    return _("Open for %(open)s, importance: %(importance)s.") % words


def _proposals(seen: Actor, meeting: Meeting, today: date) -> Iterator[Suggestion]:
    """Those before this body; where the question stands open, it is suggested and this is not."""
    rows = Proposal.objects.visible_to(seen).filter(
        alliance=meeting.alliance_id, room=meeting.room_id, body=meeting.body_id,
        state=Proposal.State.PUT_FORWARD,
    )  # fmt: skip
    rows = rows.exclude(decision__state=Decision.State.OPEN, decision__body=meeting.body_id)
    for row in rows.order_by("at", "pk"):
        words = {"who": row.author, "days": days(_days(row.at, today))}
        why = _("By %(who)s %(days)s ago; it waits for this body.") % words
        yield Suggestion("proposal", row.pk, row.title, why, DECIDE, row.by_id)


def _actions(seen: Actor, meeting: Meeting, today: date) -> Iterator[Suggestion]:
    """Each that is overdue, the longest first; the rest together."""
    rows = Action.objects.visible_to(seen).filter(
        alliance=meeting.alliance_id, room=meeting.room_id, body=meeting.body_id,
        state=Action.State.OPEN,
    )  # fmt: skip
    found = list(rows.select_related("owner"))
    for row in (row for row in found if row.due_on < today):
        words = {"who": row.owner.name, "day": on(row.due_on),
                 "days": days((today - row.due_on).days)}  # fmt: skip
        why = _("%(who)s promised it for %(day)s: %(days)s overdue.") % words
        yield Suggestion("action", row.pk, row.title, why, DISCUSS, row.owner_id, 10)
    rest = [row for row in found if row.due_on >= today]
    if rest:
        more: dict[str, Any] = {"n": len(rest), "title": rest[0].title, "day": on(rest[0].due_on)}
        why = ngettext(
            "%(n)d action is open and not overdue: “%(title)s”, due on %(day)s.",
            "%(n)d actions are open and not overdue; the next is “%(title)s”, due on %(day)s.",
            len(rest),
        )
        yield Suggestion("actions", meeting.body_id, _("Open actions"), why % more, INFORM)


def _look_backs(seen: Actor, meeting: Meeting, today: date) -> Iterator[Suggestion]:
    """Decisions of some weight that nobody has looked back on for half a year."""
    looked = LookBack.objects.filter(decision=OuterRef("pk"))
    before = timezone.now() - LOOK_BACK_AFTER - (timezone.localdate() - today)
    rows = Decision.objects.visible_to(seen).filter(
        ~Exists(looked), alliance=meeting.alliance_id, room=meeting.room_id, body=meeting.body_id,
        state=Decision.State.TAKEN, importance__gte=Importance.MODERATE, taken_at__lt=before,
    )  # fmt: skip
    for row in rows.order_by("taken_at", "pk")[:LOOKS_BACK]:
        assert row.taken_at is not None
        words = {"day": on(timezone.localtime(row.taken_at)),
                 "days": days(_days(row.taken_at, today))}  # fmt: skip
        why = _("Decided on %(day)s; in %(days)s nobody has said how it turned out.") % words
        yield Suggestion("look_back", row.pk, row.title, why, DISCUSS, row.owner_id, 10)


def _days(moment: datetime, today: date) -> int:
    return max(0, (today - timezone.localtime(moment).date()).days)
