"""What a page says after something was done."""

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string


def offer_undo(request: HttpRequest, text: str, undo_url: str) -> None:
    """A message with a form that takes the change back by one click."""
    context = {"text": text, "undo_url": undo_url}
    messages.success(request, render_to_string("ui/undo_offer.html", context, request))
