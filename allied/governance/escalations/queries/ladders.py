"""The ladder that the partners agreed, and one to begin with."""

from collections.abc import Sequence

from django.db.models import Prefetch

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor

from ...models import Body, BodyKind, Ladder, Rung
from ..steps import Step

USUAL = ((BodyKind.THEME_TEAM, 5), (BodyKind.PROJECT_TEAM, 5), (BodyKind.STEERING, 10))
SPONSORS_HAVE = 10


def ladder_of(actor: Actor, alliance: Alliance) -> Ladder | None:
    """The one of the joint room, with its `rungs`, whatever the view. Two queries."""
    rows = Ladder.objects.visible_to(actor).filter(alliance=alliance, room__partner=None)
    rungs = Rung.objects.visible_to(actor).select_related("body")
    found: Ladder | None = (
        rows.select_related("final_say__company").prefetch_related(Prefetch("rungs", rungs)).first()
    )
    return found


def usual_steps(bodies: Sequence[Body]) -> list[Step]:
    """Theme team, project team, steering committee, sponsors: of these what there is."""
    steps = []
    for kind, days in USUAL:
        body = next((body for body in bodies if body.kind == kind), None)
        if body is not None:
            steps.append(Step(body, days))
    return [*steps, Step(None, SPONSORS_HAVE)]
