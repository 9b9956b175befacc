"""Reads of the advice page: the map and its measures as plain data, and links to settle things."""

from django.urls import reverse
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor, View
from allied.foundation.access.permissions import allowed
from allied.scorecard.models import Measure
from allied.strategy.advice import About, Advice, Aim, Band, Gauge, MapForm, Strand, advise
from allied.strategy.queries import links_of, objectives_of, perspectives_of, themes_of


class Step(Struct, frozen=True):
    """One piece of advice, with links to each record it is about."""

    advice: Advice
    links: list[tuple[str, str]]


def advice_for(alliance: Alliance, actor: Actor) -> list[Step]:
    """The advice on the joint map, in five queries.

    Measures of our room are not counted: the advice is the same for all who read it.
    """
    joint = actor.looking_at(View.JOINT)
    may_edit = allowed(actor, "strategy.edit_map", alliance)

    def step(piece: Advice) -> Step:
        places = [_place(alliance, piece, about, may_edit) for about in piece.about]
        return Step(piece, list(zip([about.name for about in piece.about], places, strict=True)))

    return [step(piece) for piece in advise(_form(alliance, joint))]


def _form(alliance: Alliance, joint: Actor) -> MapForm:
    measures = Measure.objects.visible_to(joint).filter(
        alliance=alliance, removed_at__isnull=True, objective__removed_at__isnull=True
    )
    return MapForm(
        perspectives=[
            Band(band.pk, band.name, band.is_operational)
            for band in perspectives_of(alliance, joint)
        ],
        themes=[
            Strand(theme.pk, theme.name, theme.leader_id is not None)
            for theme in themes_of(alliance, joint)
        ],
        objectives=[
            Aim(objective.pk, objective.title, objective.perspective_id)
            for objective in objectives_of(alliance, joint)
        ],
        links=[(link.cause_id, link.effect_id) for link in links_of(alliance, joint)],
        measures=[
            Gauge(pk, name, objective_id, owner_id is not None)
            for pk, name, objective_id, owner_id in measures.values_list(
                "pk", "name", "objective_id", "owner_id"
            )
        ],
    )


def _place(alliance: Alliance, piece: Advice, about: About, may_edit: bool) -> str:
    """Where it is settled; for those who may not edit, where it is seen."""
    if about.kind == "measure":
        name = "scorecard:measure_edit" if may_edit else "scorecard:measure"
        return reverse(name, args=[alliance.slug, about.id])
    objective = f"{reverse('cockpit:map', args=[alliance.slug])}?objective={about.id}"
    if not may_edit:
        return reverse("cockpit:map", args=[alliance.slug]) if about.kind == "theme" else objective
    if about.kind == "theme":
        return reverse("strategy:theme_edit", args=[alliance.slug, about.id])
    if piece.code in {"no_measure", "operational_only"}:
        return f"{reverse('scorecard:measure_add', args=[alliance.slug])}?objective={about.id}"
    return reverse("strategy:objective_edit", args=[alliance.slug, about.id])
