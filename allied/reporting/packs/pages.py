"""The standard form of a pack: its sections in pages, the same for every alliance."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from allied.reporting.posters.drawing import described as map_in_words
from allied.reporting.sheets.signs import MUTED, STATUSES

from . import words
from .content import Action, Asked, Cover, Initiative, Milestone, Moved, Pack, Red, Series
from .flow import Flow
from .paper import SLIDE, Chart, MapAt, Page, Paper, Para, name, strong

CELL = 12.0
RED_PAGES = 40
"""Measures off track with a page of their own, and a chart, at most."""
COLUMN = 0.52  # of the width, for the words beside a chart
Brief = list[tuple[str, str, int | None]]
"""What a section is called, its answer in a sentence, and its page, if it has one."""


def pages_of(pack: Pack, paper: Paper = SLIDE) -> list[Page]:
    """All pages: the cover with every answer in brief, then the sections that have something."""
    with override(pack.language):
        flow, brief = Flow(paper), Brief()
        for title, answer, draw in _sections(pack):
            first = len(flow.pages) + 1
            if draw:
                draw(flow, title, answer)
            brief.append((title, answer, first if draw else None))
        before = len(begun(pack.cover, paper, brief).pages)
        moved = [(title, answer, at and at + before) for title, answer, at in brief]
        return [*begun(pack.cover, paper, moved).pages, *flow.pages]


Draw = Callable[[Flow, str, str], None]


def _sections(pack: Pack) -> Iterator[tuple[str, str, Draw | None]]:
    """Title, answer, and what draws it where there is anything to draw."""

    def when(there: object, draw: Callable[..., None]) -> Draw | None:
        return (lambda flow, title, answer: draw(flow, pack, title, answer)) if there else None

    yield _("Agenda"), words.agenda_answer(pack), when(pack.agenda, _agenda)
    yield _("The map"), words.map_answer(pack), when(pack.map, _map)
    yield _("What moved"), words.moved_answer(pack), when(pack.moved, _moved)
    yield _("Off track"), words.reds_answer(pack), when(pack.reds, _reds)
    yield _("Initiatives"), words.initiatives_answer(pack), when(pack.initiatives, _initiatives)
    yield _("Decisions asked"), words.asked_answer(pack), when(pack.asked, _asked)
    yield _("Actions"), words.actions_answer(pack.actions), when(pack.actions, _actions)


def begun(cover: Cover, paper: Paper, brief: Brief) -> Flow:
    """Which meeting, and each section in a sentence with its page: a cover, or a head."""
    flow = Flow(paper)
    flow.title = _("%(body)s, %(meeting)s") % {"body": cover.body, "meeting": cover.meeting}
    flow.pages.append(Page(flow.title))
    flow.y = paper.margin * 1.2
    _whose(flow, cover)
    rows = [
        (strong(title, CELL), Para(answer, CELL), Para(str(at or ""), CELL, fill=MUTED))
        for title, answer, at in brief
    ]
    numbered = any(at for _title, _answer, at in brief)
    heads = (_("In brief"), "", _("Page") if numbered else "")
    flow.table(heads[0], heads, (2.2, 7, 0.8), rows, right=(2,))
    return flow


def _whose(flow: Flow, cover: Cover) -> None:
    """The alliance with its partners, the meeting with its place, the day of the figures."""
    size = flow.paper.size
    partners = " · ".join(name(each)[:80] for each in cover.partners[:6])
    day = _("Figures as of %(day)s") % {"day": words.day(cover.as_of)} if cover.as_of else ""
    sent = _("As sent on %(day)s") % {"day": words.day(cover.sent_on)} if cover.sent_on else ""
    told = [sent, day, name(cover.map_version)[:120]]
    flow.text([strong(name(cover.alliance)[:120], size * 1.9)])
    flow.space(0.3)
    flow.text([Para(partners, size, fill=MUTED)])
    flow.space(1.6)
    flow.text([
        strong(f"{name(cover.body)[:120]} – {name(cover.meeting)[:120]}", size * 1.35),
        Para(words.when(cover), size),
        Para(name(cover.place)[:160], size),
    ])  # fmt: skip
    flow.space(0.8)
    flow.text([Para(" · ".join(filter(None, told)), size * 0.86, fill=MUTED)])
    flow.space(1.6)


def _agenda(flow: Flow, pack: Pack, title: str, answer: str) -> None:
    flow.section(title, answer)
    rows = [
        (
            plain(str(at)),
            [Para(name(topic.title), CELL), *([muted(topic.source)] if topic.source else [])],
            plain(topic.outcome),
            plain(topic.owner),
            plain("" if topic.minutes is None else str(topic.minutes)),
        )
        for at, topic in enumerate(pack.agenda, 1)
    ]
    heads = ("", _("Topic"), _("Wanted outcome"), _("Owner"), _("Minutes"))
    flow.table(title, heads, (0.5, 6, 1.9, 2.4, 1), rows, right=(4,))


def _map(flow: Flow, pack: Pack, title: str, answer: str) -> None:
    assert pack.map is not None
    flow.section(title, " ".join(filter(None, [answer, name(pack.cover.map_version)])))
    flow.put(MapAt(flow.x, flow.y, flow.width, flow.room, pack.map, described(pack)))


def described(pack: Pack) -> str:
    """The map in words, for those who cannot see it."""
    return map_in_words(pack.map) if pack.map else ""


def _moved(flow: Flow, pack: Pack, title: str, answer: str) -> None:
    flow.section(title, answer)
    heads = (_("Objective or measure"), _("Was"), _("Now"), _("Value was"), _("Value now"))
    rows = [_moved_row(each) for each in pack.moved or ()]
    flow.table(title, heads, (5, 2.3, 2.3, 1.6, 1.6), rows, right=(3, 4))


def _moved_row(each: Moved) -> tuple[Para, ...]:
    return (
        Para(name(each.title), CELL),
        words.status(each.was, CELL, each.was_score),
        words.status(each.now, CELL, each.now_score),
        plain(each.was_value),
        plain(each.now_value),
    )


def _reds(flow: Flow, pack: Pack, title: str, answer: str) -> None:
    """A page each; of very many the first ones, and the others in a table with their words."""
    for at, red in enumerate(pack.reds[:RED_PAGES], 1):
        told = words.one_of(title, at, len(pack.reds))
        above = name(red.objective) if red.objective != red.title else ""
        _red(flow, red, " · ".join(filter(None, [told, above])))
    others = pack.reds[RED_PAGES:]
    if others:
        label = _("Others off track")
        flow.section(label)
        heads = (_("Measure"), _("Now and target"), words.said_by_owner(), _("Proposed remedy"))
        flow.table(label, heads, (3, 2.2, 4.2, 3), map(_red_row, others))


def _red_row(red: Red) -> tuple[Para | list[Para], ...]:
    return (
        [Para(name(red.title), CELL), muted(red.objective)],
        [plain(red.value), muted(red.target)],
        [plain_text(red.words), muted(red.said_by or red.owner)],
        plain_text(red.remedy),
    )


def _red(flow: Flow, red: Red, told: str) -> None:
    """The words at the left, the course of the values at the right; long words go on alone."""
    flow.section(red.title, told)
    has_chart = red.series is not None and any(v is not None for v in red.series.values)
    first, whole = flow.pages[-1], flow.width
    if has_chart:
        assert red.series is not None
        left = flow.x + whole * (COLUMN + 0.03)
        wide = flow.paper.width - flow.paper.margin - left
        high = min(flow.room - 10, wide * 0.75)
        flow.put(Chart(left, flow.y, wide, high, red.series, chart_words(red.series)))
        flow.width = whole * COLUMN
    figures = [_("Now %(value)s") % {"value": name(red.value)}] if red.value else []
    figures += [_("target %(value)s") % {"value": name(red.target)}] if red.target else []
    flow.text([words.status(red.status, 14, " · ".join(figures))])
    flow.space(0.8)
    flow.titled(words.whose(red), red.words.strip() or _("No note yet."))
    flow.titled(_("Proposed remedy"), red.remedy.strip() or _("None yet."))
    if red.owner:
        flow.titled(_("Owner"), name(red.owner))
    flow.width = whole
    first.notes = f"{first.notes}\n{red.words}".strip()


def chart_words(series: Series) -> str:
    """A chart for those who cannot see it: the first and the last value, and the target."""
    known = [(at, each) for at, each in enumerate(series.values) if each is not None]
    if not known:
        return name(series.name)
    (start, first), (end, last) = known[0], known[-1]
    said = _("%(name)s in %(unit)s: from %(first)s (%(start)s) to %(last)s (%(end)s)") % {
        "name": name(series.name), "unit": name(series.unit) or "–", "first": f"{first:g}",
        "start": name(series.labels[start]), "last": f"{last:g}", "end": name(series.labels[end]),
    }  # fmt: skip
    goals = [each for each in series.targets if each is not None]
    return f"{said}; " + _("target %(value)s") % {"value": f"{goals[-1]:g}"} if goals else said


def _initiatives(flow: Flow, pack: Pack, title: str, answer: str) -> None:
    flow.section(title, answer)
    heads = (
        _("Initiative"),
        _("Status"),
        _("Owner"),
        _("Ends"),
        _("Milestones"),
        _("Budget"),
        _("Spent"),
    )
    rows = [_initiative_row(each) for each in pack.initiatives]
    flow.table(title, heads, (3.2, 1.7, 1.8, 1.6, 3.6, 2, 2), rows, right=(5, 6))


def _initiative_row(each: Initiative) -> tuple[Para | list[Para], ...]:
    return (
        Para(name(each.title), CELL),
        [
            words.status(each.status, CELL),
            *([Para(name(each.progress), CELL, fill=MUTED)] if each.progress else []),
        ],
        plain(each.owner),
        plain(words.day(each.due)),
        [_milestone(stone) for stone in each.milestones] or plain(""),
        plain(each.budget),
        plain(each.spent),
    )


def _milestone(stone: Milestone) -> Para:
    text = f"{name(stone.title)}, {words.day(stone.due)}" if stone.due else name(stone.title)
    if stone.done:
        return Para(text, CELL * 0.9, fill=STATUSES["on_track"], sign="on_track")
    late = Para(text + " · " + _("late"), CELL * 0.9, fill=STATUSES["off_track"], sign="off_track")
    return late if stone.late else Para(text, CELL * 0.9, sign="•")


def _asked(flow: Flow, pack: Pack, title: str, answer: str) -> None:
    for at, each in enumerate(pack.asked, 1):
        _question(flow, each, words.one_of(title, at, len(pack.asked)))


def _question(flow: Flow, each: Asked, told: str) -> None:
    by = _("asked by %(name)s") % {"name": name(each.asked_by)} if each.asked_by else ""
    until = _("needed by %(day)s") % {"day": words.day(each.needed_by)} if each.needed_by else ""
    said = " · ".join(filter(None, [told, by, until]))
    flow.section(each.title, said)
    flow.titled(_("Situation"), each.situation.strip() or _("Not told."))
    flow.titled(_("Rests on"), each.rests_on)
    if each.options:
        heads = (_("Option"), _("For"), _("Against"))
        rows = [
            (strong(name(option.title), CELL), plain_text(option.pros), plain_text(option.cons))
            for option in each.options
        ]
        flow.table(_("Options"), heads, (2.4, 4, 4), rows)
    flow.titled(_("Recommendation"), each.recommendation)


def _actions(flow: Flow, pack: Pack, title: str, answer: str) -> None:
    flow.section(title, answer)
    action_table(flow, title, pack.actions, CELL)


def action_table(
    flow: Flow, label: str, actions: tuple[Action, ...], size: float, *, states: bool = True
) -> None:
    """states: whether it says how they stand now, which minutes do not."""
    heads = (_("Action"), _("Owner"), _("Due"), _("State"))
    rows = [
        (
            [Para(name(each.title), size), *([muted(each.source)] if each.source else [])],
            plain(", ".join(filter(None, [each.owner, each.partner])), size),
            plain(words.day(each.due), size),
            _state(each, size),
        )
        for each in actions
    ]
    shares, upto = (5.6, 3, 1.7, 1.7), 4 if states else 3
    flow.table(label, heads[:upto], shares[:upto], [row[:upto] for row in rows], size=size)


def _state(each: Action, size: float) -> Para:
    if each.overdue:
        return Para(_("Overdue"), size, fill=STATUSES["off_track"], sign="off_track")
    return plain(each.state or _("Open"), size)


def plain(text: str, size: float = CELL) -> Para:
    return words.plain(text, size)


def plain_text(text: str) -> Para:
    """A text of any length in a cell."""
    return Para(text, CELL) if text.strip() else plain("")


def muted(text: str) -> Para:
    return Para(name(text), CELL * 0.85, fill=MUTED)
