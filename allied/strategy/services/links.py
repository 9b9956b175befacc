"""Writes of links: cause → effect. Cycles are allowed (feedback); the advice names them."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused

from ..models import Link, MapChange, Objective
from .changes import Edit
from .limits import live_objectives, room_for_links


@transaction.atomic
def draw_link(*, by: Actor, cause: Objective, effect: Objective) -> Link:
    """Draw a link. Refused to the objective itself, twice, or off this map."""
    demand(by, "strategy.edit_map", cause.alliance)
    edit = Edit(by, cause.alliance)
    [link] = connect(edit, [(cause.pk, effect.pk)])
    edit.close("draw_link", _label(link), kind="link", pk=link.pk)
    return link


@transaction.atomic
def remove_link(*, by: Actor, link: Link) -> MapChange | None:
    demand(by, "strategy.edit_map", link.alliance)
    edit = Edit(by, link.alliance)
    if not Link.objects.filter(pk=link.pk).exists():
        raise Refused(_("This link is removed already."))
    edit.drop(link)
    return edit.close("remove_link", _label(link), kind="link", pk=link.pk)


def connect(edit: Edit, pairs: Iterable[tuple[int, int]]) -> list[Link]:
    """Draw links between objectives of the edited map, given as (cause, effect) ids."""
    titles = {row.pk: row for row in live_objectives(edit.alliance)}
    drawn = set(Link.objects.filter(alliance=edit.alliance).values_list("cause_id", "effect_id"))
    made = []
    for cause, effect in pairs:
        _may_connect(titles, drawn, cause, effect)
        link = Link(cause=titles[cause], effect=titles[effect])
        edit.add(link)
        drawn.add((cause, effect))
        made.append(link)
    return made


def _may_connect(
    titles: dict[int, Objective], drawn: set[tuple[int, int]], cause: int, effect: int
) -> None:
    if cause not in titles or effect not in titles:
        raise Refused(_("A link joins two objectives of the same map."), "effect")
    if cause == effect:
        raise Refused(_("An objective cannot lead to itself."), "effect")
    if (cause, effect) in drawn:
        raise Refused(
            _("“%(cause)s” already leads to “%(effect)s”.")
            % {"cause": titles[cause], "effect": titles[effect]},
            "effect",
        )
    room_for_links(len(drawn) + 1)


def _label(link: Link) -> str:
    return f"{link.cause.title} → {link.effect.title}"
