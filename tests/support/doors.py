"""Every URL of the product with arguments filled in."""

from collections.abc import Iterator
from itertools import product

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from .world import SECRET

KINDS = ("objective", "measure", "note", "alliance", "theme")
OUTSIDE = {
    "demo:",  # the demo's own door exists in the demo only
    "api:",  # opens to tokens alone: tests/access/test_api.py
}


def patterns(
    resolver: URLResolver | None = None, space: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from patterns(entry, inner)
        elif entry.name:
            yield space + entry.name, entry


def values(name: str, converter: str, slug: str, pk: int) -> list[object]:
    if name == "slug":
        return [slug]
    if converter in {"KeyConverter", "IntConverter"}:
        return [pk]
    if name == "kind":
        return list(KINDS)
    if name in {"format", "fmt", "ending"}:
        return ["xlsx", "csv"]
    return ["unknown"]


def doors(slug: str, pk: int = SECRET) -> Iterator[tuple[str, str, bool]]:
    """(name, address, whether it names a record by number) of every URL, for one alliance."""
    for name, entry in patterns():
        if not any(name.startswith(space) for space in OUTSIDE):
            yield from _addresses(name, entry, slug, pk)


def api_doors(slug: str, pk: int = SECRET) -> Iterator[tuple[str, str, bool]]:
    """The same of every operation of the API."""
    for name, entry in patterns():
        if name.startswith("api:"):
            yield from _addresses(name, entry, slug, pk)


def _addresses(name: str, entry: URLPattern, slug: str, pk: int) -> Iterator[tuple[str, str, bool]]:
    kinds = {key: type(kind).__name__ for key, kind in entry.pattern.converters.items()}
    groups = entry.pattern.regex.groupindex if not kinds else {}
    choices = [
        [(key, value) for value in values(key, kinds.get(key, ""), slug, pk)]
        for key in [*kinds, *groups]
    ]
    numbered = bool({"KeyConverter", "IntConverter"} & set(kinds.values()))
    for chosen in product(*choices):
        yield name, reverse(name, kwargs=dict(chosen)), numbered


def alliance_doors(slug: str, pk: int = SECRET) -> list[tuple[str, str, bool]]:
    return [door for door in doors(slug, pk) if f"/{slug}/" in door[1]]
