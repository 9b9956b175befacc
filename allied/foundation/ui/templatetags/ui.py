"""The components of the house, as tags and filters. All are built in: no template loads them."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from allied.foundation.ui import fields, marks, prose

register = template.Library()

register.simple_tag(marks.status_mark)
register.simple_tag(marks.status_shape)
register.simple_tag(marks.trend_mark)
register.simple_tag(marks.spark)
register.simple_tag(marks.bullet)
register.simple_tag(marks.icon)
register.simple_tag(fields.form_field)
register.simple_tag(fields.form_errors)
register.filter(prose.markdown)


@register.simple_tag
def room_mark(is_joint: Any, company_name: str = "") -> SafeString:
    """Which room a record lives in."""
    if is_joint:
        return format_html(
            '<span class="room-mark">{}{}</span>', marks.icon("users", 14), gettext("Joint room")
        )
    said = gettext("Only %(company)s sees this") % {"company": company_name}
    return format_html('<span class="room-mark of-ours">{}{}</span>', marks.icon("lock", 14), said)
