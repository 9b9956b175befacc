"""The minutes of a meeting in pages, in the form of the packs."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from allied.reporting.sheets.signs import MUTED

from . import words
from .content import Minuted, Minutes, Taken
from .flow import Flow
from .pages import action_table, begun
from .paper import Page, Paper, Para, name, strong

SMALL = 0.86


def minutes_pages(minutes: Minutes, paper: Paper) -> list[Page]:
    """The cover with who was there, each topic with what came of it, signatures, addenda."""
    with override(minutes.language):
        flow = begun(minutes.cover, paper, _brief(minutes))
        _attendance(flow, minutes)
        for number, topic in enumerate(minutes.topics, 1):
            _topic(flow, topic, f"{number}. {name(topic.title)}")
        if minutes.general:
            _topic(flow, minutes.general, minutes.general.title)
        if not minutes.topics and not minutes.general:
            flow.section(_("Agenda"), _("Nothing is recorded yet."))
        _signed(flow, minutes)
        _addenda(flow, minutes)
        return flow.pages


def _brief(minutes: Minutes) -> list[tuple[str, str, int | None]]:
    decisions = sum(len(part.decisions) for part in _parts(minutes))
    actions = sum(len(part.actions) for part in _parts(minutes))
    return [
        (_("Minutes"), words.standing(minutes), None),
        (_("Held"), name(minutes.held) or words.NOTHING, None),
        (_("Decides by"), name(minutes.rule) or words.NOTHING, None),
        (_("Quorum"), name(minutes.quorum) or words.NOTHING, None),
        (_("Decisions"), _count(decisions, _("No decision was taken."), ngettext(
            "%(n)d decision was taken.", "%(n)d decisions were taken.", decisions)), None),
        (_("Actions"), _count(actions, _("No action was agreed."), ngettext(
            "%(n)d action was agreed.", "%(n)d actions were agreed.", actions)), None),
        (_("Next meeting"), name(minutes.following) or words.NOTHING, None),
    ]  # fmt: skip


def _parts(minutes: Minutes) -> Iterator[Minuted]:
    yield from minutes.topics
    if minutes.general:
        yield minutes.general


def _count(count: int, none: str, some: str) -> str:
    return some % {"n": count} if count else none


def _attendance(flow: Flow, minutes: Minutes) -> None:
    size = flow.paper.size * SMALL
    flow.section(_("Attendance"), "" if minutes.attendance else _("Nobody sits on this body."))
    heads = (_("Name"), _("Company"), _("Role"), _("Presence"))
    rows = [
        [words.plain(text, size) for text in (each.name, each.company, each.role, each.presence)]
        for each in minutes.attendance
    ]
    flow.table(_("Attendance"), heads, (3, 2.4, 2.4, 2), rows)


def _topic(flow: Flow, topic: Minuted, title: str) -> None:
    facts = (topic.outcome, topic.owner, topic.time, topic.state, topic.mark)
    flow.section(title, " · ".join(name(each) for each in facts if each))
    if topic.notes.strip():
        flow.text([Para(topic.notes, flow.paper.size)])
        flow.space(0.8)
    for taken in topic.decisions:
        _taken(flow, taken)
    for each in topic.dissent:
        flow.titled(_("Dissent of %(whose)s") % {"whose": name(each.whose)}, each.text)
    if topic.actions:
        action_table(flow, _("Actions"), topic.actions, flow.paper.size * SMALL, states=False)


def _taken(flow: Flow, each: Taken) -> None:
    size = flow.paper.size
    number = name(each.number)
    head = _("Decision %(number)s") % {"number": number} if number else _("Decision")
    flow.text([strong(head, size)])
    flow.text([Para(each.text, size)] if each.text.strip() else [])
    if each.rule:
        rule = _("Rule: %(rule)s") % {"rule": name(each.rule)}
        flow.text([Para(rule, size * SMALL, fill=MUTED)])
    flow.space(0.6)


def _signed(flow: Flow, minutes: Minutes) -> None:
    """Who signed when, and the digest of what they read."""
    if not minutes.signed:
        return
    size = flow.paper.size * SMALL
    flow.section(_("Sign-off"), words.standing(minutes))
    rows = [
        [words.plain(each.partner, size), words.plain(each.name, size),
         words.plain(words.moment(each.at), size)]
        for each in minutes.signed
    ]  # fmt: skip
    heads = (_("Partner"), _("Signed by"), _("When"))
    flow.table(_("Sign-off"), heads, (3, 4, 2.4), rows)
    if minutes.digest:
        said = _("Digest of what was signed (SHA-256): %(digest)s")
        flow.text([Para(said % {"digest": minutes.digest}, size, fill=MUTED)])


def _addenda(flow: Flow, minutes: Minutes) -> None:
    if not minutes.addenda:
        return
    flow.section(_("Addenda"), _("Written after the minutes were signed; they change nothing."))
    for each in minutes.addenda:
        flow.titled(f"{name(each.author)}, {words.day(each.on)}", each.text)
