"""The product as it is served: start, memory of two processes, cold pages in Chromium.

Start is from the command to the last byte of the sign-in page, with bytecode compiled beforehand,
as pip does when it installs. Beside the time on the clock stands the processor's time of all the
server's processes until then: on a machine that does other work the clock tells little.

Memory is what the two processes that serve and their parent take together after eight people at a
time have asked for some hundreds of pages, shared memory counted once (PSS); that is held to the
limit. Beside it what is resident of the two, where what they share is counted in each.

Cold pages are loaded by Chromium with an empty cache: all requests, all bytes over the wire.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

from bench.table import show
from tests.support.processes import descendants

ALLIED = str(Path(sys.executable).parent / "allied")
LOAD = "from allied.demo.load import load_demo; load_demo()"
SHOWN = ["/account/login/", "/", "/a/{slug}/", "/a/{slug}/scorecard/", "/readings/"]
MORE = ["measures/1/", "scorecard/perspectives/", "initiatives/", "people/", "notes/", "history/"]
PAGES = [*SHOWN, *(f"/a/{{slug}}/{page}" for page in MORE), "/a/{slug}/scorecard/export.xlsx"]
PEOPLE, ROUNDS = 8, 5
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SECONDS, MEGABYTES, REQUESTS, BYTES = 2.0, 160.0, 8, 100_000  # the limits


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="allied-bench-") as folder:
        env = environment(folder)
        for words in (["migrate"], ["collectstatic", "--no-input"], ["shell", "-c", LOAD]):
            subprocess.run([ALLIED, "manage", *words], env=env, check=True, capture_output=True)
        starts = [start(env) for _ in range(3)]
        address, process = serve(env)
        try:
            visit(address)
            slug = under_load(address)
            memory = resident(process.pid)
            cold = cold_pages(address, slug)
        finally:
            stop(process)
    return report(min(starts), memory, cold)


def environment(folder: str) -> dict[str, str]:
    env = {**os.environ, "ALLIED_DATA": folder, "ALLIED_DEMO": "1"}
    env["PYTHONPYCACHEPREFIX"] = f"{folder}/bytecode"
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return env


def serve(env: dict[str, str]) -> tuple[str, "subprocess.Popen[bytes]"]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return f"http://localhost:{port}", subprocess.Popen(
        [ALLIED, "serve", "--port", str(port)], env=env
    )


def stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    process.wait(20)


def start(env: dict[str, str]) -> tuple[float, float]:
    """Seconds by the clock and by the processor until the first page has come."""
    began = time.perf_counter()
    address, process = serve(env)
    try:
        visit(address)
        return time.perf_counter() - began, sum(map(processor_seconds, family(process.pid)))
    finally:
        stop(process)


def visit(address: str) -> None:
    for _ in range(3000):
        try:
            urllib.request.urlopen(f"{address}/account/login/", timeout=60).read()
            return
        except urllib.error.URLError:
            time.sleep(0.01)
    raise SystemExit("the server did not start")


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    return [pid, *descendants(pid)]


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> tuple[float, float]:
    """Megabytes resident in the two that serve, and what all three take with the shared once."""

    def of(one: int, name: str) -> float:
        text = Path(f"/proc/{one}/smaps_rollup").read_text()
        return int(re.search(rf"^{name}:\s+(\d+)", text, re.MULTILINE)[1]) / 1000  # type: ignore[index]

    parent, *workers = family(pid)
    together = sum(of(one, "Pss") for one in [parent, *workers])
    return sum(of(one, "Rss") for one in workers), together


def under_load(address: str) -> str:
    """Eight people at once ask for every page some times; the slug of the alliance they see."""
    door = urllib.request.build_opener()
    people = re.findall(r'name="person" value="(\d+)"', ask(door, f"{address}/demo/sign-in/"))
    openers = [sign_in(address, person) for person in people[:PEOPLE]]
    slug = re.search(r'href="/a/([\w-]+)/"', ask(openers[0], address))[1]  # type: ignore[index]
    for path in PAGES:  # where a page does not exist the whole measurement is worth nothing
        ask(openers[0], address + path.format(slug=slug))

    def look(opener: Any) -> None:
        for path in PAGES * ROUNDS:
            try:
                ask(opener, address + path.format(slug=slug))
            except urllib.error.HTTPError as error:
                if error.code >= 500:
                    raise

    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(look, openers))
    return slug


def sign_in(address: str, person: str) -> Any:
    """What opens pages as one of the demo's cast."""
    jar = urllib.request.HTTPCookieProcessor(CookieJar())
    opener = urllib.request.build_opener(jar)
    door = f"{address}/demo/sign-in/"
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', ask(opener, door))[1]  # type: ignore[index]
    form = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "person": person})
    opener.open(door, form.encode(), timeout=60).read()
    return opener


def ask(opener: Any, url: str) -> str:
    return opener.open(url, timeout=60).read().decode(errors="replace")


def cold_pages(address: str, slug: str) -> list[tuple[str, int, int]]:
    """Each page with an empty cache: its requests and the bytes that came over the wire."""
    from playwright.sync_api import sync_playwright

    from tests.support.chromium import chromium

    browser_path = chromium()
    if not browser_path:
        return []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        context = browser.new_context()
        measured = [cold_page(context, address + SHOWN[0])]
        page = context.new_page()
        page.goto(f"{address}/demo/sign-in/")
        page.get_by_role("button", name="Quintiles, alliance manager").first.click()
        paths = [*SHOWN[1:], *(f"/a/{slug}/{name}" for name in MORE)]
        measured += [cold_page(context, address + path.format(slug=slug)) for path in paths]
        browser.close()
    return measured


def cold_page(context: Any, url: str) -> tuple[str, int, int]:
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[int] = []
    devtools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(url, wait_until="networkidle")
    page.close()
    return "/" + url.split("/", 3)[3], len(sizes), int(sum(sizes))


def report(
    begun: tuple[float, float],
    memory: tuple[float, float],
    cold: list[tuple[str, int, int]],
) -> int:
    show(["start to first page", "s"],
         [("by the clock, best of 3", begun[0]), ("by the processor", begun[1])])  # fmt: skip
    print()
    show(["memory after load", "MB"],
         [("two processes, resident", memory[0]),
          ("all processes, shared memory once", memory[1])])  # fmt: skip
    print()
    show(["cold page", "requests", "kB over the wire"],
         [(name, count, size / 1000) for name, count, size in cold])  # fmt: skip
    over = memory[1] > MEGABYTES or begun[0] > SECONDS
    return int(over or any(n > REQUESTS or size > BYTES for _, n, size in cold))


if __name__ == "__main__":
    sys.exit(main())
