"""The components of the house, as tags and filters."""

from django import template

register = template.Library()
