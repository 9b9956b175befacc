"""The usual guide, and texts cut into sentences."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _


def usual_questions() -> list[str]:
    """What an interview asks where the alliance has no guide of its own yet."""
    return [
        _("How can we create value for both companies?"),
        _("How do we differ in the market, and what could we do only together?"),
        _("Which problems must we address?"),
        _("What must each of us be excellent at?"),
        _("What would make our people want to work this way?"),
        _("In three years, how will we know that it worked?"),
    ]


_SENTENCE = re.compile(r"[^\n]+?(?:[.!?…。！？؟]+[\"'”’»)\]]*(?=\s|$)|(?=\n|$))")


def sentences(text: str) -> list[tuple[int, str]]:
    """(place of the first character, sentence) of each sentence or line that holds anything."""
    found = []
    for match in _SENTENCE.finditer(text):
        said = match[0].strip()
        if said:
            found.append((match.start() + len(match[0]) - len(match[0].lstrip()), said))
    return found


def runs(chosen: Iterable[int], text: str) -> list[tuple[int, str]]:
    """Neighbouring chosen sentences as one passage each: (place, words)."""
    parts, joined = sentences(text), []
    previous = None
    for number in sorted({n for n in chosen if 0 <= n < len(parts)}):
        start, end = parts[number][0], parts[number][0] + len(parts[number][1])
        if previous is not None and number == previous + 1:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        previous = number
    return [(start, text[start:end]) for start, end in joined]
