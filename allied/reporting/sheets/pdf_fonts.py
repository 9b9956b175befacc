"""The faces of a poster as fonts of a PDF: composite, embedded, with what each glyph says."""

from collections.abc import Iterable
from hashlib import md5

from msgspec import Struct

from allied.reporting.letters.faces import Glyph, Run, advance_of

from .embedding import Cut, Embedded, by_glyphs, runs_by_cut
from .pdf_objects import PdfFile, array, dictionary, hexed, number, packed, reference
from .sheet import Words

BLOCK = 100  # entries of a table of letters that may stand together

Said = tuple[int, str]
"""A glyph with the letters it stands for. In some scripts one glyph stands for several letters, now
this and now that, so that each pair has a code of its own."""


class PdfFont(Struct, frozen=True):
    """A font by the name that the page gives it, and the number of its object."""

    name: str
    object: int
    codes: dict[Said, int]
    widths: dict[int, float]

    def shown(self, run: Run, size: float) -> str:
        """The operators that show a run, each glyph where its shaping put it."""
        out: list[str] = []
        line = ""
        for glyph in run.glyphs:
            if glyph.up:
                out += [f"[{line}] TJ", self._raised(glyph, size)]
                line = ""
            else:
                line += self._moved(glyph)
        return " ".join([*out, f"[{line}] TJ"])

    def _moved(self, glyph: Glyph) -> str:
        """Movements are said in thousandths to the left."""
        code = hexed(f"{self.codes[glyph.number, glyph.text]:04x}")
        after = self.widths[glyph.number] + glyph.right - glyph.advance
        before = f"{number(-glyph.right)} " if glyph.right else ""
        return f"{before}{code}" + (f" {number(after)} " if abs(after) > 0.01 else "")

    def _raised(self, glyph: Glyph, size: float) -> str:
        return f"{number(glyph.up * size / 1000)} Ts [{self._moved(glyph)}] TJ 0 Ts"


def fonts_of(words: Iterable[Words], file: PdfFile) -> dict[Cut, PdfFont]:
    """Every face in every weight that the words use, put into the file."""
    return {
        cut: _font(f"F{i}", cut, runs, file)
        for i, (cut, runs) in enumerate(runs_by_cut(words).items())
    }


def _font(name: str, cut: Cut, runs: list[Run], file: PdfFile) -> PdfFont:
    embedded = by_glyphs(cut, runs)
    codes = _codes(embedded, runs)
    widths = {glyph: advance_of(*cut, glyph) for glyph, _letters in codes}
    base = f"/{_tag(widths)}+{embedded.name}"
    inner = file.add(
        dictionary(
            Type="/Font",
            Subtype="/CIDFontType0" if embedded.is_cff else "/CIDFontType2",
            BaseFont=base,
            DW="0",
            W=array(f"{code} [{number(widths[said[0]])}]" for said, code in codes.items()),
            CIDSystemInfo="<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>",
            FontDescriptor=reference(_descriptor(base, cut, embedded, file)),
            **({} if embedded.is_cff else {"CIDToGIDMap": _glyphs(embedded, codes, file)}),
        )
    )
    letters = file.stream(packed(_letters(codes).encode("ascii")))
    outer = file.add(
        dictionary(
            Type="/Font",
            Subtype="/Type0",
            BaseFont=base,
            Encoding="/Identity-H",
            DescendantFonts=array([reference(inner)]),
            ToUnicode=reference(letters),
        )
    )
    return PdfFont(name, outer, codes, widths)


def _codes(embedded: Embedded, runs: Iterable[Run]) -> dict[Said, int]:
    """A code for each glyph and what it says, from 1; the number of the glyph in CFF."""
    said = dict.fromkeys((glyph.number, glyph.text) for run in runs for glyph in run.glyphs)
    if embedded.is_cff:
        return {each: embedded.number_of[each[0]] for each in said}
    return {each: code for code, each in enumerate(said, 1)}


def _glyphs(embedded: Embedded, codes: dict[Said, int], file: PdfFile) -> str:
    """The table from codes to glyphs, two bytes each."""
    numbers = [0, *(embedded.number_of[glyph] for glyph, _letters in codes)]
    return reference(file.stream(packed(b"".join(each.to_bytes(2, "big") for each in numbers))))


def _tag(glyphs: Iterable[int]) -> str:
    """Six letters that tell this part of a face from others."""
    digest = md5(repr(sorted(glyphs)).encode(), usedforsecurity=False).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _descriptor(base: str, cut: Cut, embedded: Embedded, file: PdfFile) -> int:
    if embedded.is_cff:
        data = bytes(embedded.file.reference_table("CFF ").data)
        kept = {"FontFile3": file.stream(packed(data), Subtype="/CIDFontType0C")}
    else:
        data = bytes(embedded.file.blob.data)
        kept = {"FontFile2": file.stream(packed(data), Length1=str(len(data)))}
    return file.add(
        dictionary(
            Type="/FontDescriptor",
            FontName=base,
            Flags="4",
            FontBBox="[-500 -400 2000 1200]",
            ItalicAngle="0",
            Ascent="1069",
            Descent="-293",
            CapHeight="714",
            StemV=str(80 if cut[1] < 500 else 120),
            **{name: reference(at) for name, at in kept.items()},
        )
    )


def _letters(codes: dict[Said, int]) -> str:
    """Which letters each code stands for, so that the text can be found and copied."""
    lines = [
        f"<{code:04x}> <{letters.encode('utf-16-be').hex()}>"
        for (_glyph, letters), code in codes.items()
    ]
    blocks = [lines[at : at + BLOCK] for at in range(0, len(lines), BLOCK)]
    told = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{told}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
