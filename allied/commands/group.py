"""The group of commands, loaded one by one so that `allied --help` is quick.

Exit status: 0 done, 1 refused (with the reasons on standard error), 2 used wrongly.
"""

import os
from importlib import import_module
from typing import Any

import click

from .framework import refuse

# name: (module, what the list says); the function carries the name with underscores
COMMANDS = {
    "demo": ("serving", "Load the demo and serve it on this machine."),
    "serve": ("serving", "Serve the product."),
    "manage": ("serving", "Pass on to Django's own commands."),
    "new-alliance": ("alliances", "Start an alliance between companies."),
    "invite": ("alliances", "Invite the first people of a company."),
    "import-scorecard": ("scorecards", "Read a scorecard sheet into an alliance."),
    "export-scorecard": ("scorecards", "Write the scorecard of an alliance as a sheet."),
    "scores": ("scorecards", "Print the scores of an alliance."),
    "remind": ("reminders", "Send by mail what is due soon or overdue."),
    "rebuild-standings": ("scorecards", "Make anew what is kept of the readings."),
}


class LazyGroup(click.Group):
    """Knows its commands by name and imports only the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"allied.commands.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """A database that is missing or behind is told in words, not by a traceback."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if not type(error).__module__.startswith("django.db"):
                raise
            refuse(f"The database refused: {error}", "If it is new: allied manage migrate")

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Allied, the management system for strategic alliances."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allied.config.settings")
