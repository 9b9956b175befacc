"""A pack as a document that is kept: plain JSON, read back without asking anything that lives on.

Written and read by the types of `content`; what an older document does not hold is as usual.
"""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import convert, to_builtins

from .content import Pack

FORM: Final = "allied-pack/1"


def to_json(pack: Pack) -> dict[str, Any]:
    return {"form": FORM, "pack": to_builtins(pack, str_keys=True)}


def thawed(document: Mapping[str, Any]) -> Pack:
    return convert(document["pack"], Pack, str_keys=True)
