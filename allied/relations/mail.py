"""The mail with a counterpart's link, as plain text, once what it tells of is committed."""

import logging

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from allied.foundation.access.actor import Actor

from .models import Link

log = logging.getLogger(__name__)


def send_link_by_mail(link: Link, by: Actor, address: str) -> None:
    """Send after the commit. Where the mail cannot leave, the log says why and the link, which
    stands and can be passed on otherwise, has `mail_failed`."""
    language = translation.get_language() or "en"
    transaction.on_commit(lambda: _deliver(link, by, address, language))


def _deliver(link: Link, by: Actor, address: str, language: str) -> None:
    words = {"link": link, "round": link.sheet.round, "by": by, "address": address}
    with translation.override(language):
        subject = render_to_string("relations/mail/link_subject.txt", words)
        body = render_to_string("relations/mail/link.txt", words)
    try:
        EmailMessage(" ".join(subject.split()), body, to=[link.email]).send()
    except OSError:  # SMTPException is one
        log.exception("the link %s could not be sent", link.pk)
        link.mail_failed = True
