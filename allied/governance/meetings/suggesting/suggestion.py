"""One record that asks for a place on the agenda."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import ngettext
from msgspec import Struct

from ...models import Topic
from ..sources import source_word

DECIDE, DISCUSS, INFORM = Topic.Wanted.DECIDE, Topic.Wanted.DISCUSS, Topic.Wanted.INFORM
MINUTES = {DECIDE: 20, DISCUSS: 15, INFORM: 5}


class Suggestion(Struct):
    """`why`: the reason in one sentence with its numbers; `owner` is filled in from the people."""

    kind: str
    id: int
    title: str
    why: str
    wanted: str
    owner_id: int | None = None
    minutes: int = 0
    owner: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        self.minutes = self.minutes or MINUTES[Topic.Wanted(self.wanted)]

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.id}"

    @property
    def word(self) -> str:
        return source_word(self.kind)

    @property
    def wanted_label(self) -> str:
        return str(Topic.Wanted(self.wanted).label)


def days(count: int) -> str:
    return ngettext("%(n)d day", "%(n)d days", count) % {"n": count}


def on(day: date | datetime) -> str:
    return date_format(day, "DATE_FORMAT")
