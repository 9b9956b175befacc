"""A pack as a document that is kept: plain JSON, read back without asking anything that lives on.

Written and read by the types of `content`; what an older document does not hold is as usual.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from .content import Pack

FORM: Final = "allied-pack/1"


def to_json(pack: Pack) -> dict[str, Any]:
    return {"form": FORM, "pack": _plain(pack)}


def thawed(document: Mapping[str, Any]) -> Pack:
    made: Pack = _read(Pack, document["pack"])
    return made


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    return value


def _read(kind: Any, value: Any) -> Any:
    """The value as the type has it."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        kinds = [each for each in inner if each is not NoneType]
        return value if value is None or len(kinds) > 1 else _read(kinds[0], value)
    if origin is tuple:
        return tuple(_read(inner[0], each) for each in value)
    if origin is not None:  # a mapping
        return {inner[0](key): _read(inner[1], each) for key, each in value.items()}
    if is_dataclass(kind):
        return _filled(kind, value)
    if kind in {date, datetime}:
        return kind.fromisoformat(value)
    return float(value) if kind is float else value


def _filled(kind: Any, value: Mapping[str, Any]) -> Any:
    return kind(**{name: _read(of, value[name]) for name, of in _hints(kind) if name in value})


@cache
def _hints(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple(get_type_hints(kind).items())
