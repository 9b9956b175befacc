"""Figures, days and counts as they are read in a pack."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allied.foundation.ui.marks import STATUS_WORDS
from allied.reporting.sheets.signs import INK, MUTED, STATUSES

from .content import Action, Cover, Minutes, Pack, Red
from .paper import Para, name

NOTHING = "–"


def day(on: date | None) -> str:
    """Short, and a dash for no day."""
    return date_format(on, "SHORT_DATE_FORMAT") if on else NOTHING


def moment(at: datetime | None) -> str:
    """Day and hour, by the clock they are given in."""
    return f"{day(at.date())}, {date_format(at, 'TIME_FORMAT')}" if at else NOTHING


def when(cover: Cover) -> str:
    """The day and hour of the meeting, with the zone in which they are meant."""
    said = f"{date_format(cover.at, 'DATE_FORMAT')}, {date_format(cover.at, 'TIME_FORMAT')}"
    return f"{said} ({cover.zone})" if cover.zone else said


def plain(text: str, size: float, fill: str = INK) -> Para:
    """A name or figure in a cell."""
    return Para(name(text) or NOTHING, size, fill=fill if text.strip() else MUTED)


def status(key: str, size: float, after: str = "") -> Para:
    """A status with its sign and word, and what is said after it."""
    key = key if key in STATUS_WORDS else "no_data"
    word = str(STATUS_WORDS[key])
    return Para(f"{word} · {name(after)}" if after else word, size, fill=STATUSES[key], sign=key)


def one_of(title: str, at: int, count: int) -> str:
    """Which of several of one section: "Off track, 2 of 4"."""
    if count == 1:
        return title
    return _("%(title)s, %(at)d of %(count)d") % {"title": title, "at": at, "count": count}


def agenda_answer(pack: Pack) -> str:
    count = len(pack.agenda)
    if not count:
        return _("Nothing is on the agenda yet.")
    minutes = sum(topic.minutes or 0 for topic in pack.agenda)
    said = ngettext("%(n)d topic", "%(n)d topics", count) % {"n": count}
    if minutes:
        said += ", " + ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    return said + "."


def map_answer(pack: Pack) -> str:
    if pack.map is None:
        return _("There is no map yet.")
    told = pack.map.objectives.values()
    count, off = len(told), sum(each.status == "off_track" for each in told)
    said = ngettext(
        "%(off)d of %(n)d objective is off track.",
        "%(off)d of %(n)d objectives are off track.",
        count,
    )
    return said % {"off": off, "n": count}


def moved_answer(pack: Pack) -> str:
    if pack.moved is None:
        return _("There is no earlier state to compare with yet.")
    count, since = len(pack.moved), name(pack.since)
    if not count:
        return _("Nothing moved since %(since)s.") % {"since": since}
    said = ngettext("%(n)d moved since %(since)s.", "%(n)d moved since %(since)s.", count)
    return said % {"n": count, "since": since}


def reds_answer(pack: Pack) -> str:
    count = len(pack.reds)
    if not count:
        return _("Nothing is off track.")
    told = sum(bool(red.words.strip()) for red in pack.reds)
    said = ngettext("%(n)d measure is off track", "%(n)d measures are off track", count) % {
        "n": count
    }
    if told == count:
        return said + "."
    return said + "; " + _("%(n)d without a word of its owner.") % {"n": count - told}


def initiatives_answer(pack: Pack) -> str:
    count = len(pack.initiatives)
    if not count:
        return _("No initiative is under way.")
    said = ngettext("%(n)d initiative is under way", "%(n)d initiatives are under way", count)
    late = sum(any(stone.late for stone in each.milestones) for each in pack.initiatives)
    after = ngettext("%(n)d has a late milestone", "%(n)d have a late milestone", late)
    return f"{said % {'n': count}}, {after % {'n': late}}." if late else f"{said % {'n': count}}."


def asked_answer(pack: Pack) -> str:
    count = len(pack.asked)
    if not count:
        return _("No decision is asked.")
    return ngettext("%(n)d decision is asked.", "%(n)d decisions are asked.", count) % {"n": count}


def actions_answer(actions: tuple[Action, ...]) -> str:
    count, late = len(actions), sum(each.overdue for each in actions)
    if not count:
        return _("No action is open.")
    said = ngettext("%(n)d action is open", "%(n)d actions are open", count) % {"n": count}
    return f"{said}, " + _("%(n)d overdue.") % {"n": late} if late else said + "."


def said_by_owner() -> str:
    return _("In the words of the owner")


def whose(red: Red) -> str:
    """Above the words said of a red: whose they are and of which day."""
    on = [day(red.said_on)] if red.said_on else []
    if red.said_by and red.owner and red.said_by != red.owner:
        told, more = _("In the words of %(name)s") % {"name": name(red.said_by)}, on
    else:
        told = said_by_owner()
        more = [name(each) for each in [red.said_by or red.owner] if each] + on
    return f"{told} ({', '.join(more)})" if more else told


def standing(minutes: Minutes) -> str:
    """Whether every partner has signed; a draft says that it is one."""
    if minutes.digest:
        return _("Signed off by all partners, and locked.")
    missing = [name(each.partner) for each in minutes.signed if each.at is None]
    if missing:
        return _("Draft, not signed: it waits for %(who)s.") % {"who": ", ".join(missing)}
    return draft()


def draft() -> str:
    return _("Draft, not signed.")
