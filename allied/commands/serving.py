"""Commands that serve: demo, serve, and the way to Django's own."""

import os
import sys
import traceback
from collections.abc import Callable
from functools import partial
from typing import Any

import click

from .address import keep_address
from .framework import refuse, start

DEFAULT_PORT = 8000


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), envvar="PORT", default=DEFAULT_PORT)
def demo(port: int) -> None:
    """Make the database, load the demo where it is not yet, and serve it on localhost.

    The data goes to the folder ALLIED_DATA names, `var/` where it names none.
    """
    os.environ["ALLIED_DEMO"] = "1"
    os.environ.setdefault("ALLIED_EMAIL", "file")
    start()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from allied.demo.load import demo_accounts, load_demo

    load_demo(progress=lambda text: click.echo(f"  {text}", err=True))
    _introduce(port, demo_accounts())
    sys.stdout.flush()
    # In place of this process, so that nothing of the loading stays in memory.
    os.execv(sys.executable, [sys.executable, "-m", "allied", "serve", "--port", str(port)])  # noqa: S606


def _introduce(port: int, accounts: list[tuple[str, str, str]]) -> None:
    click.echo(f"\nAllied is at http://localhost:{port}\n")
    click.echo("The sign-in page offers everybody by one click. By password:\n")
    widest = max(len(name) for name, _, _ in accounts)
    address = max(len(email) for _, email, _ in accounts)
    for name, email, password in accounts:
        click.echo(f"  {name.ljust(widest)}  {email.ljust(address)}  {password}")
    click.echo("\nStop it with Ctrl+C.")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), envvar="PORT", default=DEFAULT_PORT)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes."
)
@click.option(
    "--threads", type=click.IntRange(1, 64), default=2, show_default=True, help="In each process."
)
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the product. Refuses while migrations are pending or static files are missing."""
    from .processes import Server

    memory = "/dev/shm"  # noqa: S108  (there the pulse of a process does not wait for a disk)
    Server(
        partial(_loaded, port), workers, bind=f"{host}:{port}", threads=threads, loglevel="warning",
        graceful_timeout=5, worker_tmp_dir=memory if os.path.isdir(memory) else None,
    ).run()  # fmt: skip


def _loaded(port: int) -> Any:
    """All that serves, in the process that forks the others from itself; or a refusal."""
    import gc

    start(serving=True)
    from django.conf import settings
    from django.db import connections

    if not settings.DEBUG and not (settings.STATIC_ROOT / "staticfiles.json").exists():
        refuse("Static files are missing. Run: allied manage collectstatic --no-input")
    checking = _in_a_child(_refuse_pending)  # meanwhile the rest is loaded
    from allied.config.wsgi import application

    _load_pages()
    if os.waitpid(checking, 0)[1] != 0:
        sys.exit(1)
    keep_address(port)
    connections.close_all()  # a connection does not outlive a fork
    gc.collect()
    gc.freeze()  # what is never looked at again by the collector stays shared
    return application


def _in_a_child(check: Callable[[], None]) -> int:
    """The process that checks; it ends with 0 unless it refuses, and what it loads goes with it."""
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            check()
            code = 0
        except Exception:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    return pid


def _refuse_pending() -> None:
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        refuse(f"The database does not answer: {error}")
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        refuse("The database is not up to date. Run: allied manage migrate")


def _load_pages() -> None:
    """All views, and the frame with the tags of every page: the workers share what they read."""
    import xlsxwriter  # noqa: F401
    from django.template.loader import get_template
    from django.urls import reverse

    from allied.foundation.ui.marks import icon

    assert reverse("cockpit:my_work")  # loads and sorts the addresses of all pages
    for name in ("ui/base.html", "cockpit/my_work.html", "cockpit/map.html"):
        get_template(name)
    icon("users")  # opens them all


@click.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Pass on to Django's own commands, such as migrate and collectstatic."""
    from django.core.management import execute_from_command_line

    from allied.foundation.access.admission import every_room

    with every_room("Django's own commands, migrations among them"):
        execute_from_command_line(["allied manage", *arguments])
