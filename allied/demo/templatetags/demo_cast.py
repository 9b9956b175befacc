"""The cast on the sign-in page of a demo."""

from django import template

from allied.demo.cast import Player, cast

register = template.Library()


@register.simple_tag
def first_at_the_door() -> list[Player]:
    """Those whom a visitor should try first."""
    return [player for player in cast() if player.is_first and player.in_story]
