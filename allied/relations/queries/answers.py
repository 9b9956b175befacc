"""The draft of a side, or what a correction starts from."""

from msgspec import Struct

from ..definition import Definition, from_json
from ..models import Answer, Sheet


class Desk(Struct, frozen=True):
    """What lies before whoever fills a sheet. `draft` is begun and unsent, `sent` stands."""

    definition: Definition
    draft: Answer | None
    sent: Answer | None

    @property
    def start(self) -> Answer | None:
        return self.draft or self.sent

    @property
    def version(self) -> int:
        return self.draft.version if self.draft else 0


def desk_of(sheet: Sheet, view: str) -> Desk:
    """Of a sheet that the caller may fill on this side. One query."""
    rows = list(Answer.objects.filter(sheet=sheet, view=view))
    draft = next((each for each in rows if each.sent_at is None), None)
    sent = next((each for each in rows if each.is_current), None)
    return Desk(from_json(sheet.round.definition), draft, sent)
