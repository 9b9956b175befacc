"""Starting the framework inside a command, and saying no."""

import sys
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from allied.alliances.models import Alliance


def start(*, serving: bool = False) -> None:
    """Load the framework. Takes about half a second; call it first thing in a command.

    A command of whoever runs the server is admitted to every room; a server never as a whole.
    """
    import django

    from allied.foundation.access.admission import every_room

    django.setup()
    if not serving:
        click.get_current_context().with_resource(every_room("a command on the server"))


def refuse(*reasons: object) -> NoReturn:
    """Say why on standard error and end with status 1."""
    for reason in reasons:
        click.echo(str(reason), err=True)
    sys.exit(1)


def alliance_by(slug: str) -> "Alliance":
    """The alliance of that slug, or a refusal."""
    from allied.alliances.models import Alliance

    found = Alliance.objects.filter(slug=slug).first()
    if found is None:
        refuse(f"There is no alliance with the slug {slug!r}.")
    return found
