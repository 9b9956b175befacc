"""The product as it is served: start, memory of two processes, cold pages in Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from bench.table import show

ALLIED = str(Path(sys.executable).parent / "allied")
PAGES = ["/account/login/", "/", "/a/{slug}/", "/a/{slug}/scorecard/", "/readings/"]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="allied-bench-") as folder:
        env = {**os.environ, "ALLIED_DATA": folder, "ALLIED_DEMO": "1"}
        for words in (["migrate"], ["collectstatic", "--no-input"], ["shell", "-c", LOAD]):
            subprocess.run([ALLIED, "manage", *words], env=env, check=True, capture_output=True)
        port = free_port()
        start = time.perf_counter()
        process = subprocess.Popen(
            [ALLIED, "serve", "--port", str(port)], env=env, stderr=subprocess.DEVNULL
        )
        try:
            wait_for(f"http://localhost:{port}/account/login/")
            begun = time.perf_counter() - start
            cold = cold_pages(f"http://localhost:{port}")
            report(begun, resident(process.pid), cold)
        finally:
            process.terminate()
            process.wait(20)


LOAD = "from allied.demo.load import load_demo; load_demo()"


def report(begun: float, processes: list[float], cold: list[tuple[str, int, int]]) -> None:
    workers = sorted(processes)[-2:]
    show(["start to first page, s", "two processes, MB", "all processes, MB"],
         [(f"{begun:.2f}", sum(workers), sum(processes))])  # fmt: skip
    print()
    show(["cold page", "requests", "kB over the wire"],
         [(name, count, size / 1000) for name, count, size in cold])  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str) -> None:
    for _ in range(2000):
        try:
            urllib.request.urlopen(url, timeout=5)
            return
        except urllib.error.URLError:
            time.sleep(0.01)
    raise SystemExit("the server did not start")


def resident(pid: int) -> list[float]:
    """Resident memory in MB of a process and its children."""
    children = subprocess.run(
        ["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False
    ).stdout
    found = []
    for one in [pid, *map(int, children.split())]:
        line = next(
            text for text in Path(f"/proc/{one}/status").read_text().splitlines() if "VmRSS" in text
        )
        found.append(int(line.split()[1]) / 1000)
    return found


def cold_pages(address: str) -> list[tuple[str, int, int]]:
    """Each page with an empty cache: its requests and the bytes that came over the wire."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if not chromium:
        return []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}/demo/sign-in/")
        page.get_by_role("button", name="Quintiles, alliance manager").first.click()
        page.goto(f"{address}/")
        slug = page.locator('a[href^="/a/"]').first.get_attribute("href").split("/")[2]
        measured = [cold_page(context, address + path.format(slug=slug)) for path in PAGES]
        for path in PAGES * 20:  # under some load before the memory is read
            page.request.get(address + path.format(slug=slug))
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


if __name__ == "__main__":
    main()
