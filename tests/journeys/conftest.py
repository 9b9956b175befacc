"""Journeys in a real browser, on the demo as a newcomer starts it, with axe on every page."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

HOME = "/a/solvay-and-quintiles/"
CHROMIUM = os.environ.get("ALLIED_CHROMIUM") or shutil.which("chromium") or ""
KNOWN = ("the server responded with a status of 4", "net::ERR_INTERNET_DISCONNECTED")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in str(item.path):
            item.add_marker(pytest.mark.journey)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ends with the file: while it is open its event loop forbids Django's database to others."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def own_database(name: str) -> dict[str, str]:
    """On PostgreSQL a database of the journeys' own; on SQLite the data folder is enough."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        return {}
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    return {"DATABASE_URL": url.replace("/postgres?", f"/{name}?")}


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


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `allied demo` serves: the product as a newcomer starts it, in a folder of its own."""
    folder, port = tmp_path_factory.mktemp("journeys"), free_port()
    database = own_database("journeys_" + os.environ.get("PYTEST_XDIST_WORKER", "alone"))
    env = {**os.environ, **database, "ALLIED_DATA": str(folder), "PORT": str(port)}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    log = folder / "demo.log"
    with log.open("wb") as out:
        command = [str(Path(sys.executable).parent / "allied"), "demo"]
        process = subprocess.Popen(command, env=env, stdout=out, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://localhost:{port}/account/login/", process, log)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(20)


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
    """`sign_in(page, "Quintiles, alliance manager")` by the demo's one-click door."""

    def through_the_door(page: Page, name: str) -> None:
        page.goto(f"{address}/demo/sign-in/")
        page.get_by_role("button", name=name).first.click()
        page.wait_for_url(f"{address}/")

    return through_the_door


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Fails with what the accessibility checker found on the page."""

    def check(page: Page) -> None:
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()

    return check
