"""The parts of the faces that a poster uses, small enough to go with it."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from msgspec import Struct

from allied.reporting.letters.faces import FaceKey, Run, hb_face

from .sheet import Words

NEEDLESS = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "DSIG", "VORG", "vhea", "vmtx", "name", "post")
Cut = tuple[FaceKey, int]  # a face in one weight


class Embedded(Struct, frozen=True):
    """A face cut down to some glyphs, with the numbers these have in it."""

    name: str
    file: Any  # the face in memory
    number_of: dict[int, int]
    is_cff: bool


def runs_by_cut(words: Iterable[Words]) -> dict[Cut, list[Run]]:
    """All runs of glyphs, by face and weight, in the order of their first use."""
    found: dict[Cut, list[Run]] = defaultdict(list)
    for each in words:
        for run in each.lettered.runs:
            found[run.face, run.weight].append(run)
    return dict(found)


def by_glyphs(cut: Cut, runs: Iterable[Run]) -> Embedded:
    """The outlines of the glyphs alone, numbered anew: for a PDF, which places each itself."""
    import uharfbuzz as hb  # noqa: PLC0415  not before the first poster

    wanted = _wanted(cut)
    wanted.glyph_set.update({glyph.number for run in runs for glyph in run.glyphs})
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in NEEDLESS)
    wanted.flags |= (
        hb.SubsetFlags.NO_LAYOUT_CLOSURE
        | hb.SubsetFlags.DOWNGRADE_CFF2
        | hb.SubsetFlags.CFF_IDENTITY_CHARSET
    )
    plan = hb.SubsetPlan(hb_face(cut[0]), wanted)
    numbers = dict(plan.old_to_new_glyph_mapping)
    file = plan.execute()
    return Embedded(name_of(cut), file, numbers, "CFF " in file.table_tags)


@lru_cache(maxsize=64)
def by_letters(cut: Cut, letters: frozenset[str]) -> bytes:
    """A font file with all that a browser needs to set these letters."""
    import uharfbuzz as hb  # noqa: PLC0415

    wanted = _wanted(cut)
    wanted.unicode_set.update({ord(each) for each in letters} | {ord(" ")})
    return bytes(hb.subset(hb_face(cut[0]), wanted).blob.data)


def _wanted(cut: Cut) -> Any:
    import uharfbuzz as hb  # noqa: PLC0415

    wanted = hb.SubsetInput()
    face = hb_face(cut[0])
    for axis in face.axis_infos:
        wanted.pin_axis_location(face, axis.tag, cut[1])
    wanted.flags = hb.SubsetFlags.NO_HINTING
    return wanted


def name_of(cut: Cut) -> str:
    """NotoSansArabic-600."""
    (file, place), weight = cut
    stem = file.partition("[")[0].partition("-")[0]
    return f"{stem}{place or ''}-{weight}"
