"""The page on which a side gives its answers: what stands, what was typed, what is wrong."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from msgspec import Struct, field

from allied.agreement.document import FrozenMap, FrozenObjective
from allied.agreement.models import WHOLE, Stance
from allied.agreement.queries import Stances
from allied.agreement.services import Said
from allied.alliances.models import Partner
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused

from .page import Side

LONGEST = 1000
FIELDS = ("answer", "comment", "acceptable")


class Row(Struct):
    """One subject: what the others say, and the fields of the own side.

    `standing` is the own side's answer now, `read` the one the page was made with.
    """

    subject: int
    objective: FrozenObjective | None
    theme: str
    colour: int
    win: str
    others: Sequence[Side]
    standing: Stance | None
    read: Stance | None = None
    answer: str = ""
    comment: str = ""
    acceptable: str = ""
    faults: dict[str, str] = field(default_factory=dict)
    theirs: Stance | None = None

    @property
    def key(self) -> str:
        return str(self.subject)

    @property
    def is_touched(self) -> bool:
        """Typed otherwise than what was read: an answer of a colleague since is left alone."""
        stood = self.read
        said = (stood.answer, stood.comment, stood.acceptable) if stood else ("", "", "")
        return (self.answer, self.comment, self.acceptable) != said

    def check(self) -> None:
        for name in ("comment", "acceptable"):
            text = getattr(self, name)
            if len(text) > LONGEST or "\0" in text:
                self.faults[name] = _("At most 1,000 characters, and no null characters.")
        if self.answer not in {"", "agree", "object"}:
            self.faults["answer"] = _("Agree or object.")
        elif not self.answer and (self.comment or self.acceptable or self.standing):
            self.faults["answer"] = (
                _("An answer is not taken back: agree or object.")
                if self.standing
                else _("Choose whether you agree or object.")
            )
        elif self.answer == "object" and not self.acceptable:
            self.faults.setdefault("acceptable", _("Say what would make it acceptable."))


class AnswerSheet:
    """All subjects of a version for one side; `posted` holds what was typed."""

    def __init__(
        self, found: FrozenMap, own: Partner, others: Sequence[Partner], stances: Stances,
        posted: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self.posted = posted
        self.fault, self.is_closed = "", False
        subjects: list[FrozenObjective | None] = [None, *_in_order(found)]
        standing = stances.by(own)
        self.seen = (
            _seen(posted.get("seen", ""))
            if posted is not None
            else {subject: row.pk for subject, row in standing.items()}
        )
        self.rows = [self._row(found, row, own, others, stances) for row in subjects]
        if posted is not None and posted.get("rest") == "agree":
            for each in self.rows:
                each.answer = each.answer or "agree"

    def _row(
        self, found: FrozenMap, objective: FrozenObjective | None, own: Partner,
        others: Sequence[Partner], stances: Stances,
    ) -> Row:  # fmt: skip
        subject = objective.id if objective else WHOLE
        theme = next((t for t in found.themes if objective and t.id == objective.theme_id), None)
        row = Row(
            subject, objective, theme.name if theme else "", theme.colour if theme else 0,
            objective.win_of(own.pk) if objective else "",
            [
                Side(
                    partner, stances.of(subject, partner), (),
                    objective.win_of(partner.pk) if objective else "",
                )
                for partner in others
            ],
            stances.of(subject, own),
            self._read(subject, own, stances),
        )  # fmt: skip
        for name in FIELDS:
            stood = getattr(row.standing, name, "")
            typed = self.posted.get(f"{name}_{subject}", "") if self.posted is not None else stood
            setattr(row, name, " ".join(typed.split()))
        if row.answer == "agree":
            row.acceptable = ""
        return row

    def _read(self, subject: int, own: Partner, stances: Stances) -> Stance | None:
        rows = [stances.of(subject, own), *stances.before(subject, own)]
        return next((row for row in rows if row and row.pk == self.seen.get(subject)), None)

    @property
    def seen_text(self) -> str:
        return ",".join(f"{subject}:{pk}" for subject, pk in self.seen.items())

    @property
    def whole(self) -> Row:
        return self.rows[0]

    @property
    def objectives(self) -> list[Row]:
        return self.rows[1:]

    @property
    def fault_rows(self) -> list[Row]:
        return [row for row in self.rows if row.faults or row.theirs]

    def is_valid(self) -> bool:
        for row in self.rows:
            if row.is_touched:
                row.check()
        return not any(row.faults for row in self.rows)

    def entries(self) -> list[Said]:
        return [
            Said(row.subject, row.answer, row.comment, row.acceptable)
            for row in self.rows
            if row.answer and row.is_touched
        ]

    def refuse(self, refused: Refused) -> None:
        name, _sign, subject = (refused.field or "").rpartition("_")
        row = next((row for row in self.rows if row.key == subject), None)
        if row is None or name not in FIELDS:
            self.fault = str(refused)
        else:
            row.faults[name] = str(refused)

    def lose(self, lost: Conflict) -> None:
        """Answered by a colleague since, or not open any more."""
        if isinstance(lost.current, dict):
            self._lose_to(lost.current)
            return
        self.is_closed = True
        said = _("This version is not open any more: it is %(state)s. Nothing was saved.")
        self.fault = said % {"state": lost.current.get_state_display()}

    def _lose_to(self, standing: Mapping[int, Stance | None]) -> None:
        """Somebody of the own side answered otherwise: shown beside; saving again has seen it."""
        self.fault = _("Somebody of your side answered in the meantime. What you typed is here.")
        for row in self.rows:
            if row.subject in standing:
                row.theirs = standing[row.subject]
                self.seen[row.subject] = row.theirs.pk if row.theirs else 0


def _in_order(found: FrozenMap) -> list[FrozenObjective]:
    return [
        row
        for band in reversed(found.perspectives)
        for row in found.objectives
        if row.perspective_id == band.id
    ]


def _seen(text: str) -> dict[int, int]:
    """Pairs of subject and answer; whatever is not such a pair is nobody's."""
    found = {}
    for pair in text[:20_000].split(","):
        subject, _sign, pk = pair.partition(":")
        if _is_key(subject) and _is_key(pk):
            found[int(subject)] = int(pk)
    return found


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
