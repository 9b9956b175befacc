"""The mails this context sends, as plain text, once what they tell of is committed."""

import logging

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from .models import Invitation

log = logging.getLogger(__name__)


def send_invitation(invitation: Invitation, inviter: str, link: str) -> None:
    """Send after the commit. Where the mail cannot leave, the log says why, and the invitation
    (which stands, and can be sent again) has `mail_failed`."""
    language = translation.get_language() or "en"
    transaction.on_commit(lambda: _deliver(invitation, inviter, link, language))


def _deliver(invitation: Invitation, inviter: str, link: str, language: str) -> None:
    words = {"invitation": invitation, "inviter": inviter, "link": link}
    with translation.override(language):
        subject = render_to_string("alliances/mail/invitation_subject.txt", words)
        body = render_to_string("alliances/mail/invitation.txt", words)
    try:
        EmailMessage(" ".join(subject.split()), body, to=[invitation.email]).send()
    except OSError:  # SMTPException is one
        log.exception("the invitation %s could not be sent", invitation.pk)
        invitation.mail_failed = True
