"""Signs and words of versions."""

from django import template

from allied.cockpit.map.signs import sign_mark
from allied.cockpit.versions.sentences import KINDS, WHAT, places

register = template.Library()

register.simple_tag(sign_mark)
register.filter("places", places)


@register.filter
def said_what(code: str) -> object:
    return WHAT.get(code, code)


@register.filter
def kind_of_change(code: str) -> object:
    return KINDS.get(code, code)
