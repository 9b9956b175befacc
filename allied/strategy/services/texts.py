"""Texts as they are kept: composed, trimmed, within their length, without control characters."""

import unicodedata

from django.utils.translation import gettext as _

from allied.foundation.access.refusal import Refused


def one_line(value: str, limit: int, field: str, *, required: bool = False) -> str:
    """The text on one line with single blanks. Refused where too long, or empty and required."""
    return _kept(" ".join(value.split()), limit, field, required)


def paragraphs(value: str, limit: int, field: str) -> str:
    """The text with its line breaks."""
    return _kept(value.replace("\r\n", "\n").replace("\r", "\n").strip(), limit, field, False)


def same_name(first: str, second: str) -> bool:
    """Whether a reader would take two names for one."""
    return key(first) == key(second)


def key(name: str) -> str:
    """Names with the same key are one name."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def refuse_unshown(text: str, field: str) -> None:
    """Refused with a control character or half a surrogate; line ends and tabs are none here."""
    if any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\r\t" for sign in text):
        raise Refused(_("This holds a character that cannot be shown. Type it again."), field)


def _kept(text: str, limit: int, field: str, required: bool) -> str:
    text = unicodedata.normalize("NFC", text)
    if len(text) > limit:
        raise Refused(
            _("Write at most %(limit)d characters; this has %(length)d.")
            % {"limit": limit, "length": len(text)},
            field,
        )
    refuse_unshown(text, field)
    if required and not any(unicodedata.category(sign)[0] not in "ZC" for sign in text):
        raise Refused(_("This must not be empty."), field)
    return text
