"""The box of an objective on a poster: its title, joint wins and traffic light."""

from collections.abc import Sequence

from msgspec import Struct

from allied.foundation.ui.marks import STATUS_WORDS
from allied.reporting.letters.faces import BOLD, REGULAR, letter
from allied.reporting.letters.lettering import runs_left
from allied.reporting.letters.setting import line_of, set_text
from allied.reporting.sheets.placing import RISE, Block, line_at, lines_at
from allied.reporting.sheets.sheet import Area, Item
from allied.reporting.sheets.signs import LINE, MUTED, STATUSES, sign

from .content import PosterObjective, PosterWin
from .sizes import LEADING, WIN_GAP, lines_in, win_size

PARTNER_SHARE = 0.4  # of the width of a box, at most, for the names of partners
LEAST_WORD = 5.5  # pt: below it the light is its shape alone; the legend says the word
INTO_BOX = 0.28  # of the height of a light, over the upper edge of its box


class Frame(Struct, frozen=True):
    """Where a box stands; `pad`: its inner margin, `size`: of all titles."""

    x: float
    y: float
    width: float
    height: float
    pad: float
    size: float

    @property
    def inner(self) -> float:
        return self.width - 2 * self.pad


def drawn(objective: PosterObjective, frame: Frame, colour: str, *, lights: bool) -> list[Item]:
    """The box with all that stands in it."""
    ground = Area(frame.x, frame.y, frame.width, frame.height, frame.pad * 0.9, "#ffffff", colour,
                  max(0.7, frame.size * 0.11))  # fmt: skip
    most = max(1, lines_in(frame.height - 2 * frame.pad, frame.size))
    title = Block(set_text(objective.title, frame.inner / frame.size, most, BOLD), frame.size)
    used = frame.pad + (len(title.setting.lines) - 1) * frame.size * LEADING + frame.size
    return [
        ground,
        *lines_at(title, frame.x + frame.pad, frame.inner, frame.y + frame.pad),
        *_wins(objective.wins, frame, frame.height - frame.pad - used),
        *(light(objective.status, frame) if lights else ()),
    ]


def _wins(wins: Sequence[PosterWin], frame: Frame, left: float) -> list[Item]:
    """Joint wins at the foot of the box, where each has a line at least; else none."""
    size = win_size(frame.size)
    each = int((left - WIN_GAP) / (size * LEADING * len(wins))) if wins else 0
    if each < 1:
        return []
    names = [line_of(win.partner, frame.inner * PARTNER_SHARE / size, BOLD) for win in wins]
    column = max(name.width for name in names) * size + 0.4 * size
    room = frame.inner - column
    blocks = [Block(set_text(win.text, room / size, each, REGULAR), size) for win in wins]
    y = frame.y + frame.height - frame.pad
    y -= sum(len(block.setting.lines) for block in blocks) * size * LEADING
    items: list[Item] = []
    for win, name, block in zip(wins, names, blocks, strict=True):
        left_side = not runs_left(win.partner)
        at = frame.x + frame.pad
        baseline = y + size
        items.append(line_at(name, at, frame.inner, baseline, size))
        x = at + column if left_side else at
        items += lines_at(block, x, room, baseline - size * 0.8, MUTED)
        y += len(block.setting.lines) * size * LEADING
    return items


def light(status: str, frame: Frame) -> list[Item]:
    """Shape, colour and word on a label over the upper right corner of the box."""
    size = max(6.0, min(17.0, frame.size * 0.95))
    word_size = size * 0.66
    word = letter(str(STATUS_WORDS[status]), BOLD)
    width = size + 0.5 * word_size + word.width * word_size + 0.8 * size
    with_word = word_size >= LEAST_WORD and width <= frame.width * 0.85
    if not with_word:
        width = size * 1.36
    height = size * 1.36
    x = frame.x + frame.width - width + min(6.0, frame.pad)
    y = frame.y - height * (1 - INTO_BOX)
    inset = (height - size) / 2
    items: list[Item] = [Area(x, y, width, height, height / 2, "#ffffff", LINE, 0.6)]
    items += sign(status, x + inset, y + inset, size)
    if with_word:
        at, base = x + inset + size + 0.5 * word_size, y + height / 2 + word_size * RISE
        items.append(
            line_at(word, at, word.width * word_size, base, word_size, fill=STATUSES[status])
        )
    return items
