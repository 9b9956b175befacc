"""The objects of a PDF file and how they are written (ISO 32000-1, chapter 7)."""

import zlib
from collections.abc import Iterable
from io import BytesIO


class PdfFile:
    """Numbered objects, written one after the other with a table of where each begins."""

    def __init__(self) -> None:
        self.objects: list[bytes] = []

    def reserve(self) -> int:
        """The number of an object that is filled later."""
        self.objects.append(b"null")
        return len(self.objects)

    def add(self, body: str) -> int:
        at = self.reserve()
        self.fill(at, body)
        return at

    def fill(self, at: int, body: str) -> None:
        self.objects[at - 1] = body.encode("ascii")

    def stream(self, packed: bytes, **entries: str) -> int:
        """Data that zlib has packed."""
        head = dictionary(Length=str(len(packed)), Filter="/FlateDecode", **entries)
        at = self.reserve()
        self.objects[at - 1] = head.encode("ascii") + b"\nstream\n" + packed + b"\nendstream"
        return at

    def written(self, catalog: int, info: int, identity: str) -> bytes:
        out = BytesIO()
        out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for at, body in enumerate(self.objects, 1):
            places.append(out.tell())
            out.write(b"%d 0 obj\n" % at + body + b"\nendobj\n")
        start = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
        out.writelines(b"%010d 00000 n \n" % place for place in places)
        trailer = dictionary(
            Size=str(len(places) + 1), Root=reference(catalog), Info=reference(info),
            ID=array([hexed(identity), hexed(identity)]),
        )  # fmt: skip
        out.write(f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode("ascii"))
        return out.getvalue()


def packed(data: bytes) -> bytes:
    return zlib.compress(data, 6)


def dictionary(**entries: str) -> str:
    return "<<" + " ".join(f"/{name} {value}" for name, value in entries.items()) + ">>"


def array(values: Iterable[str]) -> str:
    return "[" + " ".join(values) + "]"


def reference(at: int) -> str:
    return f"{at} 0 R"


def hexed(digits: str) -> str:
    return f"<{digits}>"


def text(words: str) -> str:
    """A text string; whatever cannot be written so is left out."""
    return hexed("feff" + words.encode("utf-16-be", "ignore").hex())


def number(value: float, places: int = 2) -> str:
    said = f"{value:.{places}f}"
    return said.rstrip("0").rstrip(".") if "." in said else said
