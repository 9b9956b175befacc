"""Which texts may be stored."""

from django.utils.translation import gettext as _

from allied.foundation.access.refusal import Refused
from allied.strategy.services.texts import refuse_unshown


def clean_text(text: str, longest: int, field: str, *, required: bool = False) -> str:
    """The text without blanks around it.

    Refused where too long, empty though required, or with a control character.
    """
    text = text.strip()
    if "\0" in text:
        raise Refused(_("Null characters are not allowed."), field)
    refuse_unshown(text, field)
    if required and not text:
        raise Refused(_("This field is required."), field)
    if len(text) > longest:
        raise Refused(
            _("At most %(longest)s characters; this has %(length)s.")
            % {"longest": longest, "length": len(text)},
            field,
        )
    return text
