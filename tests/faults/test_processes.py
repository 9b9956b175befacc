"""The processes that serve stand and fall together, and whoever asks meanwhile gets an answer."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.journeys.conftest import free_port, wait_for
from tests.support.processes import descendants

ROOT = Path(__file__).parents[2]
PROCESSES = 3
pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a server with a database of its own, in a file."""
    env = environment(tmp_path_factory.mktemp("served"))
    assert run("manage", "migrate", "--verbosity", "0", env=env).returncode == 0
    return env


def environment(folder: Path) -> dict[str, str]:
    env = {**os.environ, "ALLIED_DATA": str(folder), "ALLIED_DEBUG": "1", "PYTHONPATH": str(ROOT)}
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        env.pop(name, None)
    return env


def run(*words: str, env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "allied", *words]
    return subprocess.run(
        command, cwd=ROOT, env=env, check=False, capture_output=True, text=True, timeout=60
    )


@contextmanager
def served(env: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """A server of three processes; its port is in its environment."""
    log = Path(env["ALLIED_DATA"]) / "server.log"
    command = [sys.executable, "-m", "allied", "serve", "--workers", str(PROCESSES)]
    with log.open("ab") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=out, stderr=out, start_new_session=True
        )
    try:
        wait_for(page(env), process, log)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def page(env: dict[str, str]) -> str:
    return f"http://127.0.0.1:{env['PORT']}/account/login/"


def answers(env: dict[str, str]) -> bool:
    with urllib.request.urlopen(page(env), timeout=60) as answer:
        return answer.status == 200 and bool(answer.read())


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def all_serve(pid: int) -> bool:
    """Whether all are there, and past the moment after the fork when a signal finds no ear."""
    family = descendants(pid)
    return len(family) == PROCESSES and all(map(listens, family))


def listens(pid: int) -> bool:
    links = (os.readlink(each) for each in Path(f"/proc/{pid}/fd").iterdir() if each.is_symlink())
    try:
        caught = re.search(r"SigCgt:\s*(\w+)", Path(f"/proc/{pid}/status").read_text())
        is_set = bool(int(caught[1], 16) & 1 << signal.SIGABRT - 1)
        return is_set and "anon_inode:[eventpoll]" in set(links)
    except FileNotFoundError:  # it, or one of its files, has just been closed
        return False


def until(true: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Whether it becomes true in that time."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.parametrize("place", [0, 1], ids=["the eldest", "a younger one"])
def test_where_one_is_killed_all_are_started_anew_and_nobody_is_turned_away(env, place):
    env = {**env, "PORT": str(free_port())}
    with served(env) as server:
        assert until(lambda: all_serve(server.pid))
        before = descendants(server.pid)
        os.kill(before[place], signal.SIGKILL)
        for _ in range(20):
            assert answers(env)
        assert until(lambda: not any(map(is_alive, before)))
        assert until(lambda: len(descendants(server.pid)) == PROCESSES)
        assert not set(before) & set(descendants(server.pid))
        assert answers(env)


@pytest.mark.parametrize("how", ["SIGTERM", "Ctrl+C"])
def test_an_end_leaves_no_process(env, how):
    env = {**env, "PORT": str(free_port())}
    with served(env) as server:
        assert until(lambda: all_serve(server.pid))
        family = descendants(server.pid)
        if how == "Ctrl+C":  # a terminal tells the whole family
            os.killpg(server.pid, signal.SIGINT)
        else:
            server.terminate()
        assert server.wait(20) == 0
        assert until(lambda: not any(map(is_alive, family)), 10)


def test_a_reload_changes_the_processes_under_a_server_that_goes_on(env):
    env = {**env, "PORT": str(free_port())}
    with served(env) as server:
        assert until(lambda: all_serve(server.pid))
        before = descendants(server.pid)
        server.send_signal(signal.SIGHUP)
        assert until(lambda: not any(map(is_alive, before)))
        assert answers(env)
        assert server.poll() is None


def test_a_start_that_is_refused_says_why_once_and_ends(tmp_path):
    env = {**environment(tmp_path), "PORT": str(free_port())}
    ended = run("serve", env=env)
    assert ended.returncode == 1
    assert ended.stderr == "The database is not up to date. Run: allied manage migrate\n"
