"""How much a map holds, and what must always be true of it."""

from collections import Counter
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.foundation.access.refusal import Refused

from ..models import Link, Objective, Perspective, Theme
from .texts import key, same_name

MOST_OBJECTIVES = 300
MOST_LINKS = 1000
MOST_PERSPECTIVES = 20
MOST_THEMES = 40


def live_objectives(alliance: Alliance) -> list[Objective]:
    return list(_live(Objective, alliance))


def live_perspectives(alliance: Alliance) -> list[Perspective]:
    return list(_live(Perspective, alliance))


def live_themes(alliance: Alliance) -> list[Theme]:
    return list(_live(Theme, alliance))


def _live(model: type[Objective | Perspective | Theme], alliance: Alliance) -> "QuerySet[Any]":
    """Of the joint room alone: the map is joint, and a refusal must not hint at anything else."""
    return model.objects.filter(
        alliance=alliance, room__partner__isnull=True, removed_at__isnull=True
    )


def free_name(
    name: str, taken: list[tuple[int, str]], pk: int | None, field: str, message: str
) -> None:
    """Refused with `message` where another row than `pk` has the name."""
    if any(same_name(name, other) for other_pk, other in taken if other_pk != pk):
        raise Refused(message % {"name": name}, field)


def room_for_objectives(count: int) -> None:
    if count > MOST_OBJECTIVES:
        raise Refused(
            _("A map holds at most %(most)d objectives. Remove one first, or join two.")
            % {"most": MOST_OBJECTIVES}
        )


def room_for_links(count: int) -> None:
    if count > MOST_LINKS:
        raise Refused(
            _("A map holds at most %(most)d links. Remove one first.") % {"most": MOST_LINKS}
        )


def check_whole(alliance: Alliance) -> None:
    """Refused where the map no longer holds together: asked after an undo, before it is kept."""
    objectives, perspectives = live_objectives(alliance), live_perspectives(alliance)
    themes, links = live_themes(alliance), Link.objects.filter(alliance=alliance)
    bands, strands = {row.pk for row in perspectives}, {row.pk for row in themes}
    if any(o.perspective_id not in bands or o.theme_id not in strands for o in objectives):
        raise Refused(
            _("An objective would be left without its perspective or theme. Undo the later change.")
        )
    gone = Q(cause__removed_at__isnull=False) | Q(effect__removed_at__isnull=False)
    if links.filter(gone).exists():
        raise Refused(_("An objective of this has been linked since. Remove the links first."))
    names = Counter((type(row), key(str(row))) for row in (*objectives, *perspectives, *themes))
    if max(names.values(), default=0) > 1:
        raise Refused(_("The map has another item of the same name by now. Rename it first."))
    room_for_objectives(len(objectives))
    room_for_links(links.count())
