"""What a pack says, as plain data. It holds what it is given and nothing else: no record, no room.

The caller writes figures as they are to be read (`"42 days"`), since only the measure knows its
unit and its decimals; numbers stand in `Series` alone, for the charts. An empty text means that
there is nothing to say, which is shown as a dash and never as a nought.
"""

from datetime import date, datetime

from msgspec import Struct

from allied.reporting.posters.content import PosterMap


class Cover(Struct, frozen=True):
    """Which meeting. `at`: its beginning in the zone that `zone` names; `as_of`: of all figures,
    where there are any."""

    alliance: str
    partners: tuple[str, ...]
    body: str
    meeting: str
    at: datetime
    zone: str
    as_of: date | None
    place: str = ""
    map_version: str = ""
    sent_on: date | None = None  # of what is shown as it went out


class Topic(Struct, frozen=True):
    """One line of the agenda. `outcome`: inform, discuss or decide, in the words of the page."""

    title: str
    outcome: str = ""
    minutes: int | None = None
    owner: str = ""
    source: str = ""


class Series(Struct, frozen=True):
    """Values over time, the oldest first; None is a gap. `targets`: likewise, or none at all."""

    name: str
    unit: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    targets: tuple[float | None, ...] = ()


class Moved(Struct, frozen=True):
    """An objective or a measure whose status or value is another than last time."""

    title: str
    was: str
    now: str
    was_score: str = ""
    now_score: str = ""
    was_value: str = ""
    now_value: str = ""


class Red(Struct, frozen=True):
    """What is off track, with its owner's words: the latest note, and who said it when."""

    title: str
    objective: str = ""
    status: str = "off_track"
    value: str = ""
    target: str = ""
    owner: str = ""
    words: str = ""
    said_by: str = ""
    said_on: date | None = None
    remedy: str = ""
    series: Series | None = None


class Milestone(Struct, frozen=True):
    title: str
    due: date | None = None
    done: bool = False
    late: bool = False


class Initiative(Struct, frozen=True):
    title: str
    status: str
    owner: str = ""
    due: date | None = None
    progress: str = ""
    budget: str = ""
    spent: str = ""
    milestones: tuple[Milestone, ...] = ()


class Option(Struct, frozen=True):
    title: str
    pros: str = ""
    cons: str = ""


class Asked(Struct, frozen=True):
    """A decision that the meeting is asked to take."""

    title: str
    situation: str = ""
    options: tuple[Option, ...] = ()
    recommendation: str = ""
    asked_by: str = ""
    needed_by: date | None = None
    rests_on: str = ""


class Action(Struct, frozen=True):
    title: str
    owner: str = ""
    partner: str = ""
    due: date | None = None
    overdue: bool = False
    source: str = ""
    state: str = ""


class Pack(Struct, frozen=True):
    """All of one meeting pack, in the order of the standard form.

    since: since when something moved, in words; moved is None where nothing can be compared yet.
    made_at: the time that the files bear, which makes them the same byte for byte.
    """

    cover: Cover
    made_at: datetime
    agenda: tuple[Topic, ...] = ()
    map: PosterMap | None = None
    since: str = ""
    moved: tuple[Moved, ...] | None = None
    reds: tuple[Red, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    asked: tuple[Asked, ...] = ()
    actions: tuple[Action, ...] = ()
    language: str = "en"


class Attendee(Struct, frozen=True):
    """Who was asked to come. `role` and `presence` in the words of the page."""

    name: str
    company: str = ""
    role: str = ""
    presence: str = ""


class Taken(Struct, frozen=True):
    """A decision taken: its words, and under which rule."""

    text: str
    rule: str = ""
    number: str = ""


class Dissent(Struct, frozen=True):
    """Who would have had it otherwise."""

    whose: str
    text: str


class Minuted(Struct, frozen=True):
    """What came of one topic. `time`, `state` and `mark`: in the words of the page."""

    title: str
    outcome: str = ""
    owner: str = ""
    time: str = ""
    state: str = ""
    mark: str = ""
    notes: str = ""
    decisions: tuple[Taken, ...] = ()
    dissent: tuple[Dissent, ...] = ()
    actions: tuple[Action, ...] = ()


class Signed(Struct, frozen=True):
    """One partner's word; no moment where it has not signed. By the clock of the meeting."""

    partner: str
    name: str = ""
    at: datetime | None = None


class Addendum(Struct, frozen=True):
    """A later correction, beside what was signed."""

    text: str
    author: str
    on: date


class Minutes(Struct, frozen=True):
    """The minutes of one meeting. `quorum`, `rule`, `held`, `following`: a sentence each.

    digest: of what every partner signed. Empty: a draft, whoever has signed so far.
    """

    cover: Cover
    made_at: datetime
    held: str = ""
    rule: str = ""
    quorum: str = ""
    attendance: tuple[Attendee, ...] = ()
    topics: tuple[Minuted, ...] = ()
    general: Minuted | None = None
    following: str = ""
    signed: tuple[Signed, ...] = ()
    digest: str = ""
    addenda: tuple[Addendum, ...] = ()
    language: str = "en"
