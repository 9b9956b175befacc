"""The components of the house, as tags and filters. All are built in: no template loads them."""

from django import template

from allied.foundation.ui import fields, marks, prose

register = template.Library()

register.simple_tag(marks.status_mark)
register.simple_tag(marks.status_shape)
register.simple_tag(marks.trend_mark)
register.simple_tag(marks.spark)
register.simple_tag(marks.bullet)
register.simple_tag(marks.icon)
register.simple_tag(marks.room_mark)
register.simple_tag(fields.form_field)
register.simple_tag(fields.form_errors)
register.filter(prose.markdown)
