"""Which texts may be stored."""

import unicodedata

from django.utils.translation import gettext as _

from allied.foundation.access.refusal import Refused


def clean_text(text: str, longest: int, field: str, *, required: bool = False) -> str:
    """The text without blanks around it.

    Refused where too long, empty though required, or with a control character.
    """
    text = text.strip()
    if "\0" in text:
        raise Refused(_("Null characters are not allowed."), field)
    if any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\r\t" for sign in text):
        raise Refused(_("This holds a character that cannot be shown. Type it again."), field)
    if required and not text:
        raise Refused(_("This field is required."), field)
    if len(text) > longest:
        raise Refused(
            _("At most %(longest)s characters; this has %(length)s.")
            % {"longest": longest, "length": len(text)},
            field,
        )
    return text
