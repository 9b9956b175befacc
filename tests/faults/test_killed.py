"""The server is killed with SIGKILL during a meeting of eight writers.

Every entry that was acknowledged is there after the restart, and what the devices send again,
since they do not know what arrived, is there once.
"""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import psycopg
import pytest
from msgspec import Struct, field

from tests.journeys.conftest import free_port, wait_for

pytestmark = pytest.mark.database  # runs on both: it makes databases of its own

KINDS = ("note", "decision", "action", "dissent")
ENOUGH, AT_MOST = 120, 30.0  # entries acknowledged before the kill; seconds waited for them
TOKEN = "t" * 32
ROOT = Path(__file__).parents[2]


class Stage(Struct):
    """A database of its own, and the server on it."""

    folder: Path
    env: dict[str, str]
    port: int
    hold: str = ""
    topic: int = 0
    writers: list["Writer"] = field(default_factory=list)

    @contextmanager
    def server(self) -> Iterator["Server"]:
        log = self.folder / "server.log"
        command = [sys.executable, "-m", "allied", "serve", "--port", str(self.port)]
        with log.open("ab") as out:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdout=out, stderr=out, start_new_session=True
            )
        server = Server(process)
        try:
            wait_for(f"http://127.0.0.1:{self.port}/account/login/", process, log)
            yield server
        finally:
            server.kill()


class Server(Struct):
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """Master and workers at once, with no chance to tidy up."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Writer(Struct):
    """One person's device: what it wrote in order, and what of it was acknowledged."""

    name: str
    session: str
    written: list[dict[str, str]] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)

    def write_until_cut_off(self, stage: Stage) -> None:
        while True:
            number = len(self.written)
            kind = KINDS[number % len(KINDS)]
            text = f"entry-{self.name[-1]}-{number}."
            values = {"kind": kind, "text": text, "key": str(uuid4()), "topic": str(stage.topic)}
            values |= {"owner": "Writer 0", "due_on": "2030-01-01"} if kind == "action" else {}
            values |= {"whose": "Writer 1"} if kind == "dissent" else {}
            self.written.append(values)
            if not self.send(stage, values):
                return

    def send(self, stage: Stage, values: dict[str, str]) -> bool:
        """Whether the server was there."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{stage.port}{stage.hold}write/", urlencode(values).encode(),
            {"Cookie": f"sessionid={self.session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN,
             "Accept": "application/json"},
        )  # fmt: skip
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                assert answer.status == 200
                answer.read()
        except urllib.error.HTTPError as error:
            self.refused.append(f"{error.code} {error.read()[:300]!r}")
            return False
        except OSError:
            return False
        self.acknowledged.add(values["text"])
        return True

    def page(self, stage: Stage) -> str:
        request = urllib.request.Request(
            f"http://127.0.0.1:{stage.port}{stage.hold}live/",
            headers={"Cookie": f"sessionid={self.session}"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read().decode()


def own_database(name: str) -> dict[str, str]:
    """On PostgreSQL a database of that name; on SQLite the data folder is enough."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        return {}
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    return {"DATABASE_URL": url.replace("/postgres?", f"/{name}?")}


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    env = {**os.environ, **own_database(f"killed_{worker}")}
    env |= {"ALLIED_DATA": str(tmp_path), "ALLIED_DEBUG": "1", "PYTHONPATH": str(ROOT)}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "tests.faults.stage"]
    said = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    told = json.loads(said.stdout)
    writers = [Writer(**each) for each in told["writers"]]
    return Stage(tmp_path, env, free_port(), told["hold"], told["topic"], writers)


def all_at_once(stage: Stage, act: str) -> list[threading.Thread]:
    threads = [
        threading.Thread(target=getattr(writer, act), args=(stage,)) for writer in stage.writers
    ]
    for thread in threads:
        thread.start()
    return threads


def acknowledged(stage: Stage) -> set[str]:
    return set().union(*(set(writer.acknowledged) for writer in stage.writers))


def shown(stage: Stage) -> Counter[str]:
    return Counter(re.findall(r"entry-\d-\d+\.", stage.writers[0].page(stage)))


def test_what_was_acknowledged_survives_and_nothing_is_there_twice(stage: Stage) -> None:
    with stage.server() as server:
        threads = all_at_once(stage, "write_until_cut_off")
        until = time.monotonic() + AT_MOST
        while len(acknowledged(stage)) < ENOUGH and time.monotonic() < until:
            time.sleep(0.01)
        server.kill()
        for thread in threads:
            thread.join(60)
    assert [writer.refused for writer in stage.writers] == [[]] * 8
    before = acknowledged(stage)
    assert len(before) >= ENOUGH // 4, "hardly anything was written before the kill"
    assert all(writer.acknowledged for writer in stage.writers)
    with stage.server():
        found = shown(stage)
        assert before - set(found) == set()
        # A device that got no answer sends again, and so does one that closed before it got one.
        for writer in stage.writers:
            for values in writer.written[-6:]:
                assert writer.send(stage, values)
        found = shown(stage)
    written = {values["text"] for writer in stage.writers for values in writer.written}
    assert set(found) == written
    assert {text: count for text, count in found.items() if count > 1} == {}
