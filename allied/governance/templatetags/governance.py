"""Times as they stand on a clock that is not the reader's."""

from datetime import datetime

from django import template

register = template.Library()


@register.filter
def time_of(moment: datetime) -> str:
    """Hours and minutes in the zone that the moment bears: templates would turn it into another."""
    return f"{moment:%H:%M}"
