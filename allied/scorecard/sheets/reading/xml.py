"""XML read in one pass, by local names, without document types and without entities."""

from typing import Final
from xml.parsers import expat  # nosec: document types are refused below

from .archive import damaged

Attributes = dict[str, str]
_CHUNK: Final = 1 << 16


class Handler:
    """What to do with elements. Names come without prefix."""

    def start(self, name: str, attributes: Attributes) -> None: ...

    def text(self, data: str) -> None: ...

    def end(self, name: str) -> None: ...


def local(name: str) -> str:
    """The name without its prefix."""
    return name.rpartition(":")[2]


def parse(data: bytes, handler: Handler) -> None:
    """Feed the document to the handler. UnreadableFile where it is not well-formed XML."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_document_type
    start, end = handler.start, handler.end
    # Nearly all workbooks have no prefixes on elements; the branch is taken once for each element.
    parser.StartElementHandler = lambda name, attributes: start(
        local(name) if ":" in name else name, attributes
    )
    parser.EndElementHandler = lambda name: end(local(name) if ":" in name else name)
    parser.CharacterDataHandler = handler.text
    try:
        for at in range(0, len(data), _CHUNK):
            parser.Parse(data[at : at + _CHUNK], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged() from error


def _refuse_document_type(*ignored: object) -> None:
    raise damaged()
