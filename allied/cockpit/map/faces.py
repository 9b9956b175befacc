"""What the boxes of the map show: one objective with its score, its wins, and what is amiss."""

from django.utils.translation import gettext as _

from allied.scorecard.initiatives.tensions import tensions_of
from allied.scorecard.queries import Scorecard
from allied.strategy.models import Objective
from allied.strategy.queries import MapData

from .drawn import Face, Win


def face_of(row: Objective, data: MapData, scores: Scorecard) -> Face:
    """What the box of an objective shows."""
    score = scores.objectives[row.pk]
    return Face(
        id=row.pk,
        title=row.title,
        theme=row.theme.colour,
        theme_name=row.theme.name,
        status=score.status,
        trend=score.trend,
        better=score.better,
        wins=tuple(Win(str(win.partner), win.text) for win in data.joint_wins.get(row.pk, ())),
        tensions=_parted(scores, row.pk),
    )


def _parted(scores: Scorecard, pk: int) -> tuple[str, ...]:
    """Where work and result part on an objective, in a few words each."""
    found = tensions_of(scores.initiatives_of(pk), scores.measures_of(pk))
    said = [_("milestones green, measure red")] if found.green_but_red else []
    if found.unserved:
        said.append(_("off track, no initiative"))
    return tuple(said)
