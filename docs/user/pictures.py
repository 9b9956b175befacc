"""Takes the pictures of the handbook from the demo: `make pictures`.

Starts `allied demo` in a folder of its own on a free port, signs in as its people by the demo's
door, and writes `docs/user/pictures/`. Names given after the command take those pictures only.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.chromium import chromium

from .small_png import small_png

FOLDER = Path(__file__).parent / "pictures"
ALLIANCE = "/a/solvay-and-quintiles/"
AGENCIES = "/a/state-department-and-usaid-joint-goals-2022/"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
    "--font-render-hinting=none", "--disable-lcd-text",
]  # fmt: skip
QUINTILES, SOLVAY = "Quintiles, alliance manager", "Solvay, alliance manager"
STATE = "State Department, goal leader"
Act = Callable[[Page], object]


class Shot(Struct, frozen=True):
    """One picture: whose screen, which page, what is done on it, which part of it is shown."""

    name: str
    who: str
    path: str
    clip: str = "main > *"
    act: Act | None = None
    room: str = "joint"
    width: int = 1280
    longest: int = 1100
    pad: int = 12


FAULTY = """perspective,theme,objective,measure,direction,baseline,target,period,actual
Process,Collaboration,Develop transparent cost drivers,Invoices agreed,higher,70,95,2006-Q3,78
Process,Collaboration,Develop transparent cost drivers,Invoices agreed,higher,70,95,2006-Q5,81
Process,Collaboration,Develop transparent cost drivers,Drivers agreed,upwards,10,10,2006-Q3,"1,234"
Process,,Manage resources for the best use of talent,Duplicated activities,,,,2005-Q4,24
"""


def choose_box(title: str) -> Act:
    return lambda page: page.locator("svg .box", has_text=title).click()


def type_readings(page: Page) -> None:
    values = page.locator("[data-readings] [data-value]")
    for place, text in enumerate(["61", "2 6", "69", "about 75"]):
        values.nth(place).fill(text)
    page.get_by_role("button", name="Save all").click()
    page.wait_for_load_state()
    page.evaluate("document.activeElement.blur()")


def look_at_faulty_sheet(page: Page) -> None:
    file = {"name": "scorecard.csv", "mimeType": "text/csv", "buffer": FAULTY.encode()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Look at it").click()
    page.wait_for_load_state()


def open_measure(name: str) -> Act:
    def act(page: Page) -> None:
        page.locator("table.board a", has_text=name).first.click()
        page.wait_for_load_state()

    return act


def preview_of(name: str) -> Act:
    def act(page: Page) -> None:
        open_measure(name)(page)
        page.get_by_role("link", name="Change formula").click()
        page.get_by_role("button", name="Preview").click()
        page.wait_for_load_state()

    return act


def share_private_note(page: Page) -> None:
    page.locator("article.ours a").first.click()
    page.locator("a", has_text="Share with the partner").first.click()
    page.wait_for_load_state()


def search_for(text: str) -> Act:
    def act(page: Page) -> None:
        page.keyboard.press("Control+k")
        page.keyboard.type(text)
        page.locator(".palette-results a").first.wait_for()

    return act


def compare_reviews(page: Page) -> None:
    page.get_by_role("button", name="Compare").click()
    page.wait_for_load_state()


def open_sheet(name: str) -> Act:
    def act(page: Page) -> None:
        page.locator("table.matrix tr", has_text=name).locator("td.whole a").click()
        page.wait_for_load_state()

    return act


def follow_link(name: str) -> Act:
    def act(page: Page) -> None:
        open_sheet(name)(page)
        page.get_by_role("link", name="Invite by link").click()
        page.get_by_role("button", name="Send the link").click()
        page.goto(page.get_by_label("The link, shown this once").input_value())

    return act


def hold_it(page: Page) -> None:
    """A meeting under way: those present, a note, a decision and an action in the making."""
    page.get_by_role("button", name="Begin the meeting").click()
    page.get_by_role("button", name="All others are present").click()
    page.locator(".quorum.reached").wait_for()
    words = page.locator(".composer textarea")
    for line in (
        "Both teams need a second planner until the summer.",
        "/d Resource planning of Quintiles joins the team of the first compound.",
    ):
        words.fill(line)
        words.press("Enter")
        page.locator(".line", has_text=line.removeprefix("/d ")).wait_for()
    words.fill("/a Name the planner for the second compound")
    page.get_by_label("Owner").fill("Solvay, alliance manager")
    page.evaluate("document.activeElement.blur()")


def show_map(page: Page) -> None:
    drawn = page.locator(".pack-map img")
    drawn.scroll_into_view_if_needed()
    drawn.evaluate("(image) => image.decode()")
    page.evaluate("scrollTo(0, 0)")


SHOTS = [
    Shot("sign-in", "", "/account/login/"),
    Shot("my-work", QUINTILES, "/", longest=760),
    Shot("search", QUINTILES, ALLIANCE, "#palette", search_for("cost"), pad=16),
    Shot("map", QUINTILES, ALLIANCE, ".page-head, #map-sheet"),
    Shot("map-traced", QUINTILES, ALLIANCE, act=choose_box("Manage resources"), longest=840),
    Shot("map-phone", QUINTILES, ALLIANCE, "body", width=390, longest=800, pad=0),
    Shot(
        "map-editing", QUINTILES, f"{ALLIANCE}?edit=1", act=choose_box("Bring compounds"),
        longest=640,
    ),
    Shot("poster", QUINTILES, f"{ALLIANCE}map/poster/", longest=800),
    Shot("versions", QUINTILES, f"{ALLIANCE}map/versions/", longest=700),
    Shot(
        "versions-compared", QUINTILES, f"{ALLIANCE}map/versions/compare/?before=1&after=2",
        longest=900,
    ),
    Shot("workshop", QUINTILES, f"{ALLIANCE}workshops/1/", longest=900),
    Shot("targets", SOLVAY, f"{ALLIANCE}targets/", longest=640),
    Shot("outlived", QUINTILES, f"{ALLIANCE}measures/outlived/", longest=420),
    Shot("advice", STATE, f"{AGENCIES}map/advice/", longest=700),
    Shot("scorecard", QUINTILES, f"{ALLIANCE}scorecard/", ".board-group:nth-of-type(2)"),
    Shot(
        "measure", QUINTILES, f"{ALLIANCE}scorecard/", act=open_measure("Duplicated"),
        longest=760,
    ),
    Shot("measure-form", QUINTILES, f"{ALLIANCE}measures/add/", "fieldset:nth-of-type(2)"),
    Shot(
        "formula", QUINTILES, f"{ALLIANCE}scorecard/", "main > *",
        preview_of("Net present value of the whole"), longest=760,
    ),
    Shot("readings", QUINTILES, "/readings/", act=type_readings),
    Shot("periods", QUINTILES, f"{ALLIANCE}periods/", longest=330),
    Shot("initiatives", QUINTILES, f"{ALLIANCE}initiatives/", longest=620),
    Shot("reviews", QUINTILES, f"{ALLIANCE}reviews/"),
    Shot("review-compare", QUINTILES, f"{ALLIANCE}reviews/", act=compare_reviews, longest=760),
    Shot(
        "import-faults", QUINTILES, f"{ALLIANCE}scorecard/import/", act=look_at_faulty_sheet
    ),
    Shot("relationships", QUINTILES, f"{ALLIANCE}relationships/1/", longest=760),
    Shot(
        "relationship-sheet", QUINTILES, f"{ALLIANCE}relationships/1/", longest=620,
        act=open_sheet("Investigator site, Belgium 1"),
    ),
    Shot(
        "relationship-link", QUINTILES, f"{ALLIANCE}relationships/1/", longest=560,
        act=follow_link("Investigator site, Germany 3"),
    ),
    Shot(
        "our-room", QUINTILES, ALLIANCE, "body", choose_box("Create value"), "ours",
        longest=820, pad=0,
    ),
    Shot("share", QUINTILES, f"{ALLIANCE}notes/", act=share_private_note, room="ours"),
    Shot("present", QUINTILES, ALLIANCE, "body", room="present", longest=900, pad=0),
    Shot("people", SOLVAY, f"{ALLIANCE}people/", longest=620),
    Shot("start", QUINTILES, "/alliances/new/"),
    Shot("committee", QUINTILES, f"{ALLIANCE}committees/1/", longest=640),
    Shot("agenda", QUINTILES, f"{ALLIANCE}meetings/7/", longest=720),
    Shot("decisions", QUINTILES, f"{ALLIANCE}decisions/", longest=620),
    Shot("decision", QUINTILES, f"{ALLIANCE}decisions/16/", longest=740),
    Shot("deliberation", QUINTILES, f"{ALLIANCE}deliberation/", longest=640),
    Shot("escalation", QUINTILES, f"{ALLIANCE}escalations/2/", longest=700),
    Shot("proposals", QUINTILES, f"{ALLIANCE}proposals/", longest=420),
    Shot("actions", QUINTILES, f"{ALLIANCE}actions/", longest=520),
    Shot("pack", QUINTILES, f"{ALLIANCE}meetings/7/pack/", act=show_map, longest=720),
    Shot("minutes", QUINTILES, f"{ALLIANCE}meetings/3/minutes/", longest=760),
    Shot("meeting", QUINTILES, f"{ALLIANCE}meetings/7/hold/", act=hold_it, longest=920),
]  # fmt: skip


@contextmanager
def demo() -> Iterator[str]:
    """The address of a demo in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="allied-pictures-"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {**os.environ, "ALLIED_DATA": str(folder), "PORT": str(port)}
    env.pop("DATABASE_URL", None)
    log = folder / "demo.log"
    command = [str(Path(sys.executable).parent / "allied"), "demo"]
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=env, stdout=out, stderr=subprocess.STDOUT)  # noqa: S603
    try:
        _wait_for(f"http://localhost:{port}/account/login/", process, log)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(3000):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(url, timeout=2)  # noqa: S310
            return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"The demo did not start:\n{log.read_text()}")


class Studio:
    """A browser with the demo's people signed in, each in a window of the width asked for."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.windows: dict[tuple[str, int], Page] = {}
        self.blank = browser.new_page()

    def window(self, who: str, width: int) -> Page:
        if (who, width) not in self.windows:
            height = 800 if width < 600 else 900
            context = self.browser.new_context(
                viewport={"width": width, "height": height}, device_scale_factor=1,
                locale="en-GB", timezone_id="Europe/Brussels", color_scheme="light",
                reduced_motion="reduce",
            )  # fmt: skip
            page = self.windows[who, width] = context.new_page()
            if who:
                self._sign_in(page, who)
        return self.windows[who, width]

    def _sign_in(self, page: Page, who: str) -> None:
        page.goto(f"{self.address}/demo/sign-in/")
        page.get_by_role("button", name=who).first.click()
        page.wait_for_url(f"{self.address}/")

    def take(self, shot: Shot) -> bytes:
        page = self.window(shot.who, shot.width)
        page.goto(self.address + shot.path)
        if shot.room != "joint":
            page.locator(f".room-switch button[value={shot.room}]").click()
            page.wait_for_load_state()
        if shot.act:
            shot.act(page)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(300)
        picture = page.screenshot(
            full_page=True, clip=_clip(page, shot), animations="disabled", caret="hide"
        )
        if shot.room != "joint":
            page.goto(self.address + ALLIANCE)
            page.locator("button[name=view][value=joint]").click()
        return small_png(picture, self.blank)


_BOXES = """(all) => all.map((each) => each.getBoundingClientRect())
  .filter((box) => box.width && box.height)
  .map(({ left, top, right, bottom }) => [left, top + scrollY, right, bottom + scrollY])"""


def _clip(page: Page, shot: Shot) -> dict[str, float]:
    """The box round all that the selector finds, no longer than wanted, within the page."""
    boxes = page.locator(shot.clip).evaluate_all(_BOXES)
    left = max(0, min(box[0] for box in boxes) - shot.pad)
    top = max(0, min(box[1] for box in boxes) - shot.pad)
    right = min(shot.width, max(box[2] for box in boxes) + shot.pad)
    bottom = min(max(box[3] for box in boxes) + shot.pad, top + shot.longest)
    whole = page.evaluate("document.documentElement.scrollHeight")
    return {"x": left, "y": top, "width": right - left, "height": min(bottom, whole) - top}


def main(names: Sequence[str]) -> None:
    wanted = [shot for shot in SHOTS if not names or shot.name in names]
    browser_path = os.environ.get("ALLIED_CHROMIUM") or chromium()
    FOLDER.mkdir(exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        studio = Studio(browser, address)
        for shot in wanted:
            data = studio.take(shot)
            (FOLDER / f"{shot.name}.png").write_bytes(data)
            print(f"{shot.name}.png {len(data) / 1000:.0f} kB", flush=True)  # noqa: T201
        browser.close()
    for stale in {*FOLDER.glob("*.png")} - {FOLDER / f"{shot.name}.png" for shot in SHOTS}:
        stale.unlink()


if __name__ == "__main__":
    main(sys.argv[1:])
