"""Pages filled from the top: what does not fit goes on on the next, under the same heading."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from allied.reporting.letters.faces import BOLD
from allied.reporting.letters.lettering import tidy
from allied.reporting.letters.setting import set_text
from allied.reporting.sheets.signs import MUTED

from .paper import (
    Cell,
    Grid,
    Lines,
    Page,
    Paper,
    Para,
    Part,
    Row,
    Text,
    cut,
    high,
    name,
    set_lines,
    strong,
)

PAD_X, PAD_Y = 6.0, 4.0  # inside a cell
TITLES = (24.0, 20.0, 17.0)
LEAST = 60.0  # points that should be left on a page for more than a heading
WORST = 2000  # letters of a heading in the notes


class Flow:
    """Builds the pages of one document."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.pages: list[Page] = []
        self.y = 0.0
        self.x, self.width = paper.margin, paper.inner
        self.title = ""

    @property
    def room(self) -> float:
        return self.paper.bottom - self.y

    def put(self, part: Part) -> None:
        self.pages[-1].parts.append(part)

    def section(self, title: str, answer: str = "", notes: str = "") -> None:
        """A heading and the answer in a sentence; on slides, on a page of its own."""
        self.title = tidy(title) or "–"
        if not self.paper.flowing or not self.pages or self.room < LEAST * 2:
            self._page(self.title, notes)
        else:
            self.y += self.paper.size * 1.4
            self._heading(self.title)
        if answer:
            self.text([Para(answer, self.paper.size, fill=MUTED)])
            self.space(0.6)

    def space(self, share: float) -> None:
        self.y += self.paper.size * share

    def _page(self, title: str, notes: str = "") -> None:
        """On slides every page has a heading; in a document only where a section begins."""
        page = Page(title, notes="\n".join(part for part in (title[:WORST], notes) if part))
        self.pages.append(page)
        self.y = self.paper.margin * 0.7 if not self.paper.flowing else self.paper.margin
        self._heading(title)

    def _next(self) -> None:
        said = _("%(title)s (continued)") % {"title": name(self.title)}
        if self.paper.flowing:
            self.pages.append(Page(said))
            self.y = self.paper.margin
        else:
            self._page(said)

    def _heading(self, title: str) -> None:
        """In at most two lines; the notes hold what is cut."""
        sizes = (15.0, 13.0) if self.paper.flowing else TITLES
        for size in sizes:
            setting = set_text(title, self.width / size, 2, BOLD)
            if not setting.cut:
                break
        lines = set_lines([strong(" ".join(setting.lines), size)], self.width)[:2]
        part = Text(self.x, self.y, self.width, lines, "H1")
        self.put(part)
        self.y += part.height + size * 0.4

    def text(self, paras: Iterable[Para]) -> None:
        self.lines(set_lines(paras, self.width))

    def lines(self, lines: Lines) -> None:
        while lines:
            now, rest = cut(lines, self.room)
            if now:
                self.put(Text(self.x, self.y, self.width, now))
                self.y += high(now)
            if rest:
                self._next()
            lines = rest

    def titled(self, title: str, text: str, size: float | None = None) -> None:
        """A small heading above its text; nothing where there is no text."""
        if not text.strip():
            return
        size = size or self.paper.size
        if self.room < size * 4:
            self._next()
        self.text([strong(title, size * 0.86, MUTED)])
        self.space(0.15)
        self.text([Para(text, size)])
        self.space(0.8)

    def table(
        self,
        label: str,
        heads: Sequence[str],
        shares: Sequence[float],
        rows: Iterable[Sequence[Para | Sequence[Para]]],
        *,
        right: Sequence[int] = (),
        size: float | None = None,
    ) -> None:
        """A table; on each page anew under its heads. `shares`: of the width; `right`: figures."""
        size = size or self.paper.size * 0.86
        widths = tuple(self.width * share / sum(shares) for share in shares)
        head = _row([strong(each, size * 0.9, MUTED) for each in heads], widths, right, head=True)
        started: list[Row] = []
        for row in rows:
            left: Row | None = _row(row, widths, right)
            while left is not None:
                top = 0.0 if started else head.height
                fits = self.room - sum(each.height for each in started) - top
                if left.height <= fits:
                    started += [left] if started else [head, left]
                    break
                now, rest = (
                    _cut_row(left, fits) if self._must_cut(left, head, fits) else (None, left)
                )
                if now:
                    started += [now] if started else [head, now]
                self._lay(started, widths, label)
                started, left = [], rest
                self._next()
        self._lay(started, widths, label)

    def _must_cut(self, row: Row, head: Row, fits: float) -> bool:
        """Whether a row is too long for any page, or so long that a page would stay half empty."""
        whole = self.paper.bottom - self.paper.margin * 2.2 - head.height
        return row.height > whole or fits > whole * 0.5

    def _lay(self, rows: list[Row], widths: tuple[float, ...], label: str) -> None:
        if rows:
            grid = Grid(self.x, self.y, widths, tuple(rows), label)
            self.put(grid)
            self.y += grid.height + self.paper.size * 0.9


def _row(
    cells: Sequence[Para | Sequence[Para]],
    widths: Sequence[float],
    right: Sequence[int],
    *,
    head: bool = False,
) -> Row:
    made = tuple(
        Cell(set_lines([cell] if isinstance(cell, Para) else cell, wide - 2 * PAD_X), at in right)
        for at, (cell, wide) in enumerate(zip(cells, widths, strict=True))
    )
    return Row(made, max((high(cell.lines) for cell in made), default=0) + 2 * PAD_Y, head)


def _cut_row(row: Row, fits: float) -> tuple[Row | None, Row]:
    """As much of a row as fits, and the rest of it. None where not even a line fits."""
    parts = [cut(cell.lines, fits - 2 * PAD_Y) for cell in row.cells]
    if not any(now for now, _rest in parts):
        return None, row
    halves = []
    for which in (0, 1):
        cells = tuple(
            Cell(part[which], cell.right) for part, cell in zip(parts, row.cells, strict=True)
        )
        halves.append(Row(cells, max(high(cell.lines) for cell in cells) + 2 * PAD_Y))
    return halves[0], halves[1]
