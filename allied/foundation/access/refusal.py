"""A refusal: the business says no, in words, beside the field that caused it."""


class Refused(Exception):
    """What a service raises when a rule forbids what was asked.

    `message` is a whole, translated sentence; `field` names the form field to show it at, if one.
    """

    def __init__(self, message: object, field: str | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field
