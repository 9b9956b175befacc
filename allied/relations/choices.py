"""What the matrix is asked to show, from an address and back into one."""

from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict
from msgspec import Struct
from msgspec.structs import fields, replace

from allied.foundation.access.keys import number_in
from allied.pure.scoring import Status

VIEWS: Final = ("ours", "theirs", "gap")
SORTS: Final = ("name", "overall", "move", "gap")


class Choices(Struct, frozen=True):
    """Anything else in the address is as if it were not there."""

    round: int = 0
    view: str = "ours"
    sort: str = "overall"
    down: bool = False
    kind: str = ""
    status: str = ""
    q: str = ""
    open: int = 0
    page: int = 1

    @classmethod
    def of(cls, data: QueryDict) -> "Choices":
        view, sort, status = (data.get(name, "") for name in ("view", "sort", "status"))
        return cls(
            round=_number(data.get("round", "")),
            view=view if view in VIEWS else "ours",
            sort=sort if sort in SORTS or _is_column(sort) else "overall",
            down=data.get("down") == "1",
            kind=data.get("kind", "")[:60],
            status=status if status in set(Status) else "",
            q=data.get("q", "").replace("\0", "")[:140].strip(),
            open=_number(data.get("open", "")),
            page=max(1, _number(data.get("page", "")) or 1),
        )

    @property
    def narrows(self) -> bool:
        return bool(self.kind or self.status or self.q)

    def query(self, **changes: object) -> str:
        """The address of the same matrix, otherwise chosen. Another order begins at its start."""
        if "page" not in changes:
            changes["page"] = 1
        now = replace(self, **changes)
        usual = Choices()
        kept = {
            each.name: getattr(now, each.name)
            for each in fields(self)
            if getattr(now, each.name) != getattr(usual, each.name)
        }
        if "down" in kept:
            kept["down"] = "1"
        return "?" + urlencode(kept)


def _number(text: str) -> int:
    return number_in(text) or 0


def _is_column(text: str) -> bool:
    """p12: dimension 12; c7: criterion 7."""
    return text[:1] in {"p", "c"} and _number(text[1:]) > 0
