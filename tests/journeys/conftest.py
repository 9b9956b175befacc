"""Journeys in a real browser, on the demo as a newcomer starts it, with axe on every page."""

import fcntl
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support.chromium import chromium

from .axe import check

HOME = "/a/solvay-and-quintiles/"
CHROMIUM = os.environ.get("ALLIED_CHROMIUM") or chromium() or ""
CHECKS = "DATABASE_URL" not in os.environ
KNOWN = ("the server responded with a status of 4", "net::ERR_INTERNET_DISCONNECTED")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
    "--js-flags=--min-semi-space-size=32 --max-semi-space-size=64",  # fewer, larger collections
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in str(item.path):
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.database)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ends with the file: while it is open its event loop forbids Django's database to others."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(3000):  # five minutes: a busy machine loads the demo slowly
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the demo did not start:\n{log.read_text()}")


class Copies:
    """The demo, made once by `allied demo` as a newcomer makes it, and copies of it to serve."""

    def __init__(self, folder: Path) -> None:
        self.seed, self.url = folder / "demo", os.environ.get("DATABASE_URL", "")
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # another worker makes it, or has made it
            if not self.seed.exists():
                self._make()

    def _make(self) -> None:
        making = self.seed.with_name("making")
        making.mkdir()
        self._database("journeys")
        with served("demo", making, self._env(making, "journeys")):
            pass
        making.rename(self.seed)

    @contextmanager
    def copy(self, folder: Path, name: str) -> Iterator[str]:
        """A copy that nobody else changes, served; its address."""
        shutil.copytree(self.seed, folder, dirs_exist_ok=True)
        self._database(name, "TEMPLATE journeys")
        env = {"ALLIED_DEMO": "1", "ALLIED_EMAIL": "file", **self._env(folder, name)}
        with served("serve", folder, env) as address:
            yield address
        self._database(name, drop=True)

    def _database(self, name: str, how: str = "", *, drop: bool = False) -> None:
        """On PostgreSQL a database of that name; on SQLite the data folder is enough."""
        if not self.url:
            return
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            if not drop:
                connection.execute(f"CREATE DATABASE {name} {how}")

    def _env(self, folder: Path, name: str) -> dict[str, str]:
        own = {"DATABASE_URL": self.url.replace("/postgres?", f"/{name}?")} if self.url else {}
        return {**own, "ALLIED_DATA": str(folder)}


@contextmanager
def served(command: str, folder: Path, more: dict[str, str]) -> Iterator[str]:
    """The product serving from a data folder; where."""
    port, log = free_port(), folder / f"{command}.log"
    env = {**os.environ, **more, "PORT": str(port)}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    with log.open("wb") as out:
        program = [str(Path(sys.executable).parent / "allied"), command]
        process = subprocess.Popen(program, env=env, stdout=out, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://localhost:{port}/account/login/", process, log)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="session")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Copies:
    base = tmp_path_factory.getbasetemp()
    return Copies(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


@pytest.fixture(scope="module")
def address(copies: Copies, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the demo is served, for this file alone: no journey meets what another changed."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with copies.copy(tmp_path_factory.mktemp("journeys"), f"journeys_{worker}") as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def watched() -> Iterator[Callable[[Page], Page]]:
    """Watches a page: any error of a script, of the policy or of the server fails the test."""
    faults: list[str] = []

    def watch(page: Page) -> Page:
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: said.type == "error" and faults.append(said.text))
        page.on("response", lambda got: got.status >= 500 and faults.append(got.url))
        return page

    yield watch
    assert [fault for fault in faults if not any(known in fault for known in KNOWN)] == []


@pytest.fixture
def page(context: BrowserContext, watched: Callable[[Page], Page]) -> Page:
    return watched(context.new_page())


@pytest.fixture
def second(browser: Browser, watched: Callable[[Page], Page]) -> Iterator[Page]:
    """Another person's browser."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    yield watched(context.new_page())
    context.close()


@pytest.fixture
def sign_in(address: str) -> Callable[[Page, str], None]:
    """`sign_in(page, "Quintiles, alliance manager")`: as the demo's door does, without its page.

    The page itself stays where it is. `test_pages.py` goes through the door by a click.
    """
    door = f"{address}/demo/sign-in/"

    def through_the_door(page: Page, name: str) -> None:
        said = page.request.get(door).text()
        person = found(rf'value="(\d+)" aria-label="{re.escape(name)}', said)
        token = found(r'name="csrfmiddlewaretoken" value="(\w+)"', said)
        form = {"person": person, "csrfmiddlewaretoken": token}
        assert page.request.post(door, form=form, max_redirects=0).status == 302

    return through_the_door


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, f"{pattern} is not in the page"
    return match[1]


@pytest.fixture
def accessible() -> Callable[..., None]:
    """Fails with what the accessibility checker found on the page. `colours`: only of those.

    On PostgreSQL it has nothing to add: it has looked at the same page on SQLite.
    """
    return check if CHECKS else lambda page, **_: None
