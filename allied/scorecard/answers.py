"""What a page's head says in a sentence."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allied.pure.scoring import Status

from .queries.board import Board


def answer_of(board: Board) -> str:
    """How the joint objectives stand: the worst first, then what is not known."""
    return standing_sentence(board.attention, board.measures)


def standing_sentence(attention: Mapping[str, int], measures: int) -> str:
    """The same of how many objectives have each status, and `all`; also of a frozen scorecard."""
    total = attention.get("all", 0)
    if not total:
        return _("No objective has been drawn yet, so there is nothing to measure.")
    if not measures:
        return _("No measure has been agreed yet.")
    off, caution, none = (
        attention.get(status.value, 0)
        for status in (Status.OFF_TRACK, Status.CAUTION, Status.NO_DATA)
    )
    if none == total:
        return ngettext(
            "The one objective has no data yet.",
            "None of the %(total)d objectives has data yet.",
            total,
        ) % {"total": total}
    said = [_standing(off, caution, total - none, total)]
    if none:
        said.append(ngettext("One has no data.", "%(none)s have no data.", none) % {"none": none})
    return " ".join(said)


def _standing(off: int, caution: int, known: int, total: int) -> str:
    numbers = {"off": off, "caution": caution, "total": total, "known": known}
    if off and caution:
        return (
            ngettext(
                "%(off)s of %(total)s objectives is off track, and %(caution)s at caution.",
                "%(off)s of %(total)s objectives are off track, and %(caution)s at caution.",
                off,
            )
            % numbers
        )
    if off:
        return (
            ngettext(
                "%(off)s of %(total)s objectives is off track.",
                "%(off)s of %(total)s objectives are off track.",
                off,
            )
            % numbers
        )
    if caution:
        return (
            ngettext(
                "None of %(total)s objectives is off track; %(caution)s is at caution.",
                "None of %(total)s objectives is off track; %(caution)s are at caution.",
                caution,
            )
            % numbers
        )
    return _("All of %(known)s objectives with data are on track.") % numbers
