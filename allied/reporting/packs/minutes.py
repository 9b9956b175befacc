"""The minutes of a meeting in pages, in the form of the packs."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from allied.reporting.sheets.signs import MUTED

from . import words
from .content import Minuted, Minutes, Taken
from .flow import Flow
from .pages import action_table, begun
from .paper import Page, Paper, Para, name, strong


def minutes_pages(minutes: Minutes, paper: Paper) -> list[Page]:
    """The cover with who was there, each topic with what came of it, signatures, addenda."""
    with override(minutes.language):
        flow = begun(minutes.cover, paper, _brief(minutes))
        _attendance(flow, minutes)
        for number, topic in enumerate(minutes.topics, 1):
            _topic(flow, number, topic)
        if minutes.actions:
            flow.section(_("Further actions"))
            action_table(flow, _("Further actions"), minutes.actions, paper.size * 0.86)
        _signed(flow, minutes)
        if minutes.addenda:
            flow.section(_("Addenda"))
            for each in minutes.addenda:
                flow.text([Para(each, paper.size)])
                flow.space(0.8)
        return flow.pages


def _brief(minutes: Minutes) -> list[tuple[str, str, int | None]]:
    decisions = sum(len(topic.decisions) for topic in minutes.topics)
    actions = len(minutes.actions) + sum(len(topic.actions) for topic in minutes.topics)
    return [
        (_("Minutes"), _standing(minutes), None),
        (_("Quorum"), name(minutes.quorum) or words.NOTHING, None),
        (_("Decisions"), _count(decisions, _("No decision was taken."), ngettext(
            "%(n)d decision was taken.", "%(n)d decisions were taken.", decisions)), None),
        (_("Actions"), _count(actions, _("No action was agreed."), ngettext(
            "%(n)d action was agreed.", "%(n)d actions were agreed.", actions)), None),
    ]  # fmt: skip


def _count(count: int, none: str, some: str) -> str:
    return some % {"n": count} if count else none


def _standing(minutes: Minutes) -> str:
    """Whether both sides have signed; a draft says that it is one."""
    missing = [name(each.partner) for each in minutes.signed if each.on is None]
    if not minutes.signed or missing:
        who = ", ".join(missing)
        return _("Draft: not yet signed off by %(who)s.") % {"who": who} if who else _("Draft.")
    return _("Signed off by all partners.")


def _attendance(flow: Flow, minutes: Minutes) -> None:
    size = flow.paper.size * 0.86
    flow.section(_("Attendance"), minutes.quorum)
    heads = (_("Name"), _("Company"), _("Role"), _("Presence"))
    rows = [
        [words.plain(text, size) for text in (each.name, each.company, each.role, each.presence)]
        for each in minutes.attendance
    ]
    flow.table(_("Attendance"), heads, (3, 2.4, 2.4, 2), rows)


def _topic(flow: Flow, number: int, topic: Minuted) -> None:
    said = " · ".join(filter(None, [name(topic.outcome), name(topic.owner)]))
    flow.section(f"{number}. {name(topic.title)}", said)
    if topic.notes.strip():
        flow.text([Para(topic.notes, flow.paper.size)])
        flow.space(0.8)
    for each in topic.decisions:
        _taken(flow, each)
    if topic.actions:
        action_table(flow, _("Actions"), topic.actions, flow.paper.size * 0.86)


def _taken(flow: Flow, each: Taken) -> None:
    size = flow.paper.size
    number = f" {name(each.number)}" if each.number else ""
    flow.text([strong(_("Decision%(number)s: %(title)s") % {
        "number": number, "title": name(each.title)}, size)])  # fmt: skip
    flow.text([Para(each.choice, size)] if each.choice.strip() else [])
    if each.rule:
        flow.text([Para(_("Rule: %(rule)s") % {"rule": name(each.rule)}, size * 0.86, fill=MUTED)])
    flow.titled(_("Dissent"), each.dissent)
    flow.space(0.6)


def _signed(flow: Flow, minutes: Minutes) -> None:
    if not minutes.signed:
        return
    size = flow.paper.size * 0.86
    flow.section(_("Signed off"))
    rows = [
        [words.plain(each.partner, size), words.plain(each.name, size),
         words.plain(words.day(each.on), size)]
        for each in minutes.signed
    ]  # fmt: skip
    flow.table(_("Signed off"), (_("Partner"), _("Name"), _("Day")), (3, 4, 2), rows)
