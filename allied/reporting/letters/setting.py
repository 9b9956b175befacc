"""Texts set in lines: what stands in a box, and how much of it."""

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from allied.reporting.letters.lettering import BREAKS, ELLIPSIS, clusters, runs_left, tidy, wide

from .faces import BOLD, Lettered, ems, letter

USUAL = 16  # letters of a word that is not to be broken; in scripts without spaces lines may be
SAFE = 1.005  # a line as a whole runs a little wider than its pieces


class Setting(Struct, frozen=True):
    """The lines of a text; `cut` where the rest did not fit, `broken` where a usual word was."""

    lines: tuple[str, ...]
    cut: bool
    broken: bool
    rtl: bool
    weight: int

    def lettered(self) -> list[Lettered]:
        return [letter(line, self.weight, self.rtl) for line in self.lines if line]


@lru_cache(maxsize=16384)
def set_text(text: str, room: float, most: int, weight: int = BOLD) -> Setting:
    """The text in at most `most` lines of `room` ems. What does not fit ends in an ellipsis.

    Breaks at spaces, after hyphens and slashes, between ideographs, and inside a word only where
    the word alone is wider than a line.
    """
    lines: list[str] = []
    line, long = "", 0.0
    for piece, width, bare in _fitting(text, room, weight):
        if line and (long + bare) * SAFE > room:
            lines.append(line.strip())
            line, long = "", 0.0
            if len(lines) > most:
                break
        line, long = line + piece, long + width
    lines.append(line.strip())
    cut = len(lines) > most
    if cut:
        lines = [*lines[: most - 1], _shortened(" ".join(lines[most - 1 :]), room, weight)]
    broken = any(
        bare * SAFE > room and len(piece) <= USUAL for piece, _width, bare in _pieces(text, weight)
    )
    return Setting(tuple(lines), cut, broken, runs_left(text), weight)


def line_of(text: str, room: float, weight: int = BOLD) -> Lettered:
    """The text in one line of at most `room` ems."""
    setting = set_text(text, room, 1, weight)
    return letter(setting.lines[0], weight, setting.rtl)


def _fitting(text: str, room: float, weight: int) -> Iterator[tuple[str, float, float]]:
    """Pieces with their widths, and their widths without the space at the end."""
    for piece, width, bare in _pieces(text, weight):
        if bare * SAFE <= room:
            yield piece, width, bare
        else:
            for part in _broken(piece, room, weight):
                long = ems(part, weight)
                yield part, long, long


@lru_cache(maxsize=4096)
def _pieces(text: str, weight: int) -> tuple[tuple[str, float, float], ...]:
    """The text cut where a line may end."""
    out: list[str] = []
    open_piece = False
    for cluster in clusters(tidy(text)):
        beside = out and cluster != " " and (wide(cluster) or wide(out[-1][-1]))
        if open_piece and not beside:
            out[-1] += cluster
        else:
            out.append(cluster)
        open_piece = cluster not in BREAKS
    return tuple((piece, ems(piece, weight), ems(piece.rstrip(), weight)) for piece in out)


def _broken(piece: str, room: float, weight: int) -> Iterator[str]:
    """A word that is wider than a line, in parts that are not."""
    part, long = "", 0.0
    for cluster in clusters(piece):
        width = ems(cluster, weight)
        if part and (long + width) * SAFE > room:
            yield part
            part, long = "", 0.0
        part, long = part + cluster, long + width
    yield part


def _shortened(text: str, room: float, weight: int) -> str:
    """As much of the text as fits before an ellipsis."""
    kept, left = "", room / SAFE - ems(ELLIPSIS, weight)
    for cluster in clusters(text):
        left -= ems(cluster, weight)
        if left < 0:
            break
        kept += cluster
    return kept.rstrip(" ,;:-–") + ELLIPSIS
