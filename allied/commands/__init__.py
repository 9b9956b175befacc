"""The command `allied`. Each subcommand loads what it needs when it is called."""

from .group import main

__all__ = ["main"]
