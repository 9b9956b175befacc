"""The options of a question, and what it rests on."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.refusal import Refused
from allied.strategy.services.texts import one_line, paragraphs

from ...models import Ballot, Decision, Ground, Option

MOST: Final = 12
"""Options or grounds of one decision."""

KINDS: Final = ("objective", "measure", "initiative")


def write_options(row: Decision, options: Sequence[Mapping[str, Any]]) -> list[Option | None]:
    """Add and change options, and take away those whose title is empty.

    Each: title, for_it, against_it, pk where it stands already, and the form's name of it, field.
    One that is not named stays, at the end: somebody else added it in the meantime. Who was for
    an option that now says something else has said nothing. Answers the option that each became.
    """
    before = dict(Option.objects.filter(decision=row).values_list("pk", "title"))
    kept = {option.pk: option for option in Option.objects.filter(decision=row)}
    named = {given.get("pk") for given in options}
    made = [
        _checked(row, place, given, kept) if given["title"] else None
        for place, given in enumerate(options)
    ]
    wanted = [option for option in made if option is not None]
    others = [option for pk, option in kept.items() if pk not in named]
    if len(wanted) + len(others) > MOST:
        raise Refused(_("At most %(most)d options, please.") % {"most": MOST}, "options")
    for place, option in enumerate([*wanted, *others]):
        option.position = place
        option.save()
    staying = [option.pk for option in (*wanted, *others)]
    Option.objects.filter(decision=row).exclude(pk__in=staying).delete()
    other = [each.pk for each in wanted if before.get(each.pk, each.title) != each.title]
    Ballot.objects.filter(option__in=other, superseded_at=None).update(superseded_at=timezone.now())
    return made


def _checked(
    row: Decision, place: int, given: Mapping[str, Any], kept: Mapping[int, Option]
) -> Option:
    """One that somebody else took away in the meantime is there again."""
    option = kept.get(given.get("pk") or 0) or Option(decision=row)
    field = given.get("field", f"option_{place}")
    option.title = one_line(given["title"], 200, f"{field}_title", required=True)
    option.for_it = paragraphs(given.get("for_it", ""), 4000, f"{field}_for_it")
    option.against_it = paragraphs(given.get("against_it", ""), 4000, f"{field}_against_it")
    return option


def write_grounds(row: Decision, grounds: Sequence[Mapping[str, Any]]) -> None:
    """What it rests on, instead of what stood there. Each: objective, measure, initiative or text.

    Refused where a joint decision would name something of our own room.
    """
    if len(grounds) > MOST:
        raise Refused(_("At most %(most)d grounds, please.") % {"most": MOST}, "grounds")
    made = [_ground(row, given) for given in grounds]
    Ground.objects.filter(decision=row).delete()
    Ground.objects.bulk_create(made)


def _ground(row: Decision, given: Mapping[str, Any]) -> Ground:
    named = {kind: given.get(kind) for kind in KINDS}
    for record in filter(None, named.values()):
        if record.alliance_id != row.alliance_id:
            raise Refused(_("Choose something of this alliance."), "grounds")
        if row.room.is_joint and record.room_id != row.room_id:
            raise Refused(
                _("“%(name)s” is in our own room: a joint decision cannot rest on it.")
                % {"name": record},
                "grounds",
            )
    text = one_line(given.get("text", ""), 500, "words")
    if not text and not any(named.values()):
        raise Refused(_("Say what it rests on."), "grounds")
    return Ground(decision=row, text=text, **named)
