"""Letters: which face has them, and the glyphs that they become.

The faces are those of Noto that come with a package, so a poster looks alike on every machine.
Nothing of this is loaded before the first poster: `uharfbuzz` is imported inside the functions.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

from msgspec import Struct

from allied.reporting.letters.lettering import clusters

from .directions import Stretch, in_sight

REGULAR, BOLD = 400, 600
FIRST = "NotoSans[wght].ttf"
LAST = ("NotoSansSymbols[wght].ttf", "NotoEmoji[wght].ttf")
CJK = "NotoSansCJK-VF.otf.ttc"
ITALIC = "NotoSans-Italic[wght].ttf"
JAPANESE, KOREAN, CHINESE = (CJK, 0), (CJK, 1), (CJK, 2)
UNKNOWN = "\ufffd"  # a sign that is seen as one, in place of an empty box

FaceKey = tuple[str, int]  # file and place in it


class Glyph(Struct, frozen=True):
    """A glyph by number, with its advance and offsets in thousandths of an em.

    text: the letters it stands for; empty where the widest glyph of the same letters says them.
    """

    number: int
    advance: float
    right: float
    up: float
    text: str


class Run(Struct, frozen=True):
    """Glyphs of one face from left to right, and their text as it is read."""

    face: FaceKey
    weight: int
    text: str
    glyphs: tuple[Glyph, ...]

    @property
    def width(self) -> float:
        """In ems."""
        return sum(glyph.advance for glyph in self.glyphs) / 1000


class Lettered(Struct, frozen=True):
    """One line of text as glyphs, runs from left to right; its width in ems."""

    text: str
    rtl: bool
    weight: int
    runs: tuple[Run, ...]
    width: float


@lru_cache(maxsize=8192)
def letter(text: str, weight: int, rtl: bool = False) -> Lettered:
    """A line of text as the glyphs that are seen from left to right."""
    readable = "".join(_readable(cluster) for cluster in clusters(text))
    runs = tuple(
        _shape(piece, face, weight, stretch.rtl)
        for stretch in in_sight(readable, rtl)
        for piece, face in _in_order(stretch)
    )
    return Lettered(readable, rtl, weight, runs, sum(run.width for run in runs))


def ems(text: str, weight: int) -> float:
    """The width of a text in ems."""
    return letter(text, weight).width


def missing(text: str) -> set[str]:
    """What no face has."""
    return {cluster for cluster in clusters(text) if face_of(cluster) is None}


def _readable(cluster: str) -> str:
    """The letter; without its marks, or else a sign for it, where no face has them."""
    if face_of(cluster):
        return cluster
    composed = unicodedata.normalize("NFC", cluster)
    return next((each for each in (composed, cluster[0]) if face_of(each)), UNKNOWN)


def _in_order(stretch: Stretch) -> list[tuple[str, FaceKey]]:
    found = list(_by_face(stretch.text))
    return found[::-1] if stretch.rtl else found


def _by_face(text: str) -> Iterator[tuple[str, FaceKey]]:
    """Pieces of one face each. A face goes on as long as it has the letters."""
    piece, face = "", face_of(text[0]) or (FIRST, 0)
    for cluster in clusters(text):
        if piece and (not has(face, cluster) or (cluster == " " and face[0] in LAST)):
            yield piece, face
            piece, face = "", face_of(cluster) or (FIRST, 0)
        elif not piece:
            face = face_of(cluster) or face
        piece += cluster
    if piece:
        yield piece, face


@lru_cache(maxsize=4096)
def face_of(cluster: str) -> FaceKey | None:
    """The first face that has a letter with all its marks."""
    return next((face for face in _tried(cluster) if has(face, cluster)), None)


def _tried(cluster: str) -> Iterator[FaceKey]:
    yield (FIRST, 0)
    if unicodedata.east_asian_width(cluster[0]) in {"W", "F", "H", "A"}:
        name = unicodedata.name(cluster[0], "")
        yield JAPANESE if "KATA" in name or "HIRA" in name else CHINESE
        yield KOREAN
    yield from ((name, 0) for name in _others())
    yield CHINESE  # has many signs besides


@lru_cache
def _others() -> tuple[str, ...]:
    names = {path.name for path in _folder("manimgx_fonts").glob("*.ttf")}
    return (*sorted(names - {FIRST, ITALIC, *LAST}), *LAST)


def has(face: FaceKey, cluster: str) -> bool:
    letters = _letters(face)
    return all(ord(each) in letters or each in "\u200c\u200d\ufe0e\ufe0f" for each in cluster)


@lru_cache
def _folder(package: str) -> Path:
    found = find_spec(package)
    if found is None or found.origin is None:
        raise FileNotFoundError(package)
    return Path(found.origin).parent


@lru_cache
def hb_face(key: FaceKey) -> Any:
    """The face itself; its file is mapped into memory, not read."""
    import uharfbuzz  # noqa: PLC0415  not before the first poster

    name, place = key
    package = "manimgx_fonts_cjk" if name == CJK else "manimgx_fonts"
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(_folder(package) / name)), place)


@lru_cache
def _letters(key: FaceKey) -> Any:
    return hb_face(key).unicodes


@lru_cache
def _font(key: FaceKey, weight: int) -> Any:
    import uharfbuzz  # noqa: PLC0415

    font = uharfbuzz.Font(hb_face(key))
    font.set_variations({"wght": weight})
    return font


def advance_of(key: FaceKey, weight: int, glyph: int) -> float:
    """The advance of a glyph by itself, in thousandths of an em."""
    return float(_font(key, weight).get_glyph_h_advance(glyph)) * 1000 / hb_face(key).upem


@lru_cache(maxsize=8192)
def _shape(text: str, key: FaceKey, weight: int, rtl: bool) -> Run:
    import uharfbuzz  # noqa: PLC0415

    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.guess_segment_properties()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    uharfbuzz.shape(_font(key, weight), buffer)
    thousandth = 1000 / hb_face(key).upem
    said = _said(text, buffer)
    glyphs = tuple(
        Glyph(
            info.codepoint,
            place.x_advance * thousandth,
            place.x_offset * thousandth,
            place.y_offset * thousandth,
            said.get(at, ""),
        )
        for at, (info, place) in enumerate(
            zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        )
    )
    return Run(key, weight, text, glyphs)


def _said(text: str, buffer: Any) -> dict[int, str]:
    """The letters of each cluster, by the place of its widest glyph."""
    own = defaultdict[int, list[int]](list)
    for at, info in enumerate(buffer.glyph_infos):
        own[info.cluster].append(at)
    wide = [place.x_advance for place in buffer.glyph_positions]
    ends = sorted({*own, len(text)})
    return {max(own[a], key=wide.__getitem__): text[a:b] for a, b in pairwise(ends)}
