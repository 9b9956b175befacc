"""What the pages say of initiatives in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .progress import Light
from .queries import InitiativeBoard


def answer_of(board: InitiativeBoard) -> str:
    """The head of the page: how many there are, how many are late, where work and result part."""
    works = board.works
    if not works:
        return _("No initiative yet.")
    late = sum(
        work.progress.light is Light.LATE and work.row.state in {"planned", "under_way"}
        for work in works
    )
    total = ngettext("%(n)d initiative;", "%(n)d initiatives;", len(works)) % {"n": len(works)}
    if late:
        said = ngettext(
            "%(n)d has a late milestone.", "%(n)d have late milestones.", late
        ) % {"n": late}  # fmt: skip
    else:
        said = _("no milestone is late.")
    return f"{total} {said}{_parted(len(board.tensions.green_but_red))}"


def _parted(count: int) -> str:
    if not count:
        return ""
    return " " + ngettext(
        "%(n)d has its milestones green and a measure red.",
        "%(n)d have their milestones green and a measure red.",
        count,
    ) % {"n": count}
