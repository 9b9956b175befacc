"""English for codes with values: what a step or a refusal says, for a translator to translate.

A template is plain English with ``%(place)s``; the caller passes the translating function, and how
a value is shown: the place says what the value is (``partner``, ``person``, ``day``).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from allied.pure.scoring.explanations import Step

Translate = Callable[[str], str]
Show = Callable[[str, object], str]


def unchanged(text: str) -> str:
    """The translation into English of English."""
    return text


def plainly(place: str, value: object) -> str:
    """The value as Python writes it, whatever the place."""
    return str(value)


def fill(
    template: str,
    values: Mapping[str, object],
    translate: Translate = unchanged,
    show: Show = plainly,
) -> str:
    """The translated template with its values; each of several is shown, and commas part them."""
    shown = {
        place: ", ".join(show(place, item) for item in value)
        if isinstance(value, list | tuple)
        else show(place, value)
        for place, value in values.items()
    }
    return translate(template) % shown


def sentence(
    messages: Mapping[str, str],
    step: Step,
    translate: Translate = unchanged,
    show: Show = plainly,
) -> str:
    """What the step says; one whose code is not known any more stands as its code."""
    template = messages.get(step.code)
    return step.code if template is None else fill(template, step.values, translate, show)


def text(
    messages: Mapping[str, str],
    steps: Iterable[Step],
    translate: Translate = unchanged,
    show: Show = plainly,
) -> str:
    """The sentences of the steps, one after the other."""
    return " ".join(sentence(messages, step, translate, show) for step in steps)


class Refusal(ValueError):
    """Something that cannot be computed, by a code of :attr:`SENTENCES`.

    ``field`` names what caused it, so that a form can show the sentence beside it.
    """

    SENTENCES: ClassVar[Mapping[str, str]] = {}

    def __init__(self, code: str, field: str | None = None, **values: object) -> None:
        self.code = code
        self.field = field
        self.values: Mapping[str, object] = values
        super().__init__(code, field, values)

    def __str__(self) -> str:
        return self.sentence()

    def sentence(self, translate: Translate = unchanged, show: Show = plainly) -> str:
        """The sentence in the language of ``translate`` (English without)."""
        return fill(self.SENTENCES[self.code], self.values, translate, show)
