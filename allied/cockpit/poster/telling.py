"""What the page says about a poster: how large its titles are, and how far off they can be read."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from allied.reporting.posters.content import PosterMap
from allied.reporting.sheets.sheet import PAPERS, Sheet

from .reading import LARGEST, Choices

READABLE = 14.0  # pt at two metres
DISTANCE = 2.0  # metres


class Told(Struct, frozen=True):
    """The answer in the head of the page, and what somebody should know before printing."""

    answer: str
    notes: list[str]


def told_of(content: PosterMap, sheet: Sheet | None, choices: Choices) -> Told:
    count = len(content.objectives)
    if sheet is None:
        said = _("%(count)d objectives are more than a poster can show: it takes %(most)d.")
        return Told(said % {"count": count, "most": LARGEST}, [])
    if not count:
        return Told(_("Nothing is on the map yet."), [])
    size = sheet.title_size * PAPERS[choices.paper]
    answer = ngettext(
        "%(count)d objective on %(paper)s: its title is set in %(size)s points and can be "
        "read from %(metres)s m away.",
        "%(count)d objectives on %(paper)s: their titles are set in %(size)s points and can be "
        "read from %(metres)s m away.",
        count,
    ) % {
        "count": count,
        "paper": choices.paper.upper(),
        "size": _written(size),
        "metres": _written(size / READABLE * DISTANCE),
    }
    return Told(answer, [note for note in (_too_small(sheet, choices), *_faults(sheet)) if note])


def _written(value: float) -> str:
    return number_format(round(value, 1), 0 if round(value, 1) == int(value) else 1)


def _too_small(sheet: Sheet, choices: Choices) -> str:
    """Which paper makes the titles readable at two metres, where this one does not."""
    if sheet.title_size * PAPERS[choices.paper] >= READABLE - 0.05:
        return ""
    papers = sorted(PAPERS, key=PAPERS.__getitem__)
    large = [each for each in papers if sheet.title_size * PAPERS[each] >= READABLE - 0.05]
    if large:
        said = _("To be read from two metres, print it on %(paper)s.")
        return said % {"paper": large[0].upper()}
    return _("So many objectives cannot be read from two metres on any of these papers.")


def _faults(sheet: Sheet) -> list[str]:
    found = []
    if sheet.cut:
        said = ngettext(
            "%(count)d title does not fit and ends in “…”.",
            "%(count)d titles do not fit and end in “…”.",
            sheet.cut,
        )
        found.append(said % {"count": sheet.cut})
    if sheet.missing:
        said = _("No letters are known for: %(letters)s. They stand as � on the poster.")
        found.append(said % {"letters": " ".join(sorted(sheet.missing)[:20])})
    return found
