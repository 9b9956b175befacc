"""Every page, wide and narrow, light and dark: accessible, nothing sticks out.

On PostgreSQL each is opened once, and nothing may fail or stick out: how the same page looks in
other widths and colours was seen on SQLite.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .axe import bring_axe
from .conftest import CHECKS, HOME

SignIn = Callable[[Page, str], None]
PAGES = [
    "/", "/readings/", "/search/?q=study", "/alliances/new/", "/account/2fa/",
    HOME, f"{HOME}?objective=1", f"{HOME}?edit=1", f"{HOME}map/advice/", f"{HOME}map/list/",
    f"{HOME}map/changes/", f"{HOME}scorecard/", f"{HOME}scorecard/perspectives/",
    f"{HOME}measures/1/", f"{HOME}measures/1/edit/", f"{HOME}measures/1/target/",
    f"{HOME}measures/add/", f"{HOME}readings/", f"{HOME}periods/", f"{HOME}initiatives/",
    f"{HOME}scorecard/import/", f"{HOME}reviews/", f"{HOME}people/", f"{HOME}notes/",
    f"{HOME}history/", f"{HOME}settings/",
    f"{HOME}relationships/", f"{HOME}relationships/1/", f"{HOME}relationships/1/?view=gap&open=2",
    f"{HOME}relationships/1/template/", f"{HOME}relationships/1/counterparts/",
    f"{HOME}relationships/counterparts/1/", f"{HOME}relationships/rounds/4/",
    f"{HOME}relationships/sheets/43/", f"{HOME}relationships/sheets/43/fill/",
]  # fmt: skip


HEIGHT = 860
VIEWS = ((1280, "light"), (1280, "dark"), (390, "dark"), (390, "light"))
OWN_LAYOUT = "script[src*='/map']"  # the map's scripts ask for the width once, when they begin


def test_every_page(
    browser: Browser, watched: Callable[[Page], Page], sign_in: SignIn, address: str,
    accessible: Callable,
) -> None:  # fmt: skip
    with walking(browser) as context:
        page = watched(context.new_page())
        sign_in(page, "Quintiles, alliance manager")
        faults = faults_in(page, address, PAGES, accessible)
    assert not faults, "\n".join(faults)


@contextmanager
def walking(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    if CHECKS:
        bring_axe(context)
    yield context
    context.close()


def faults_in(page: Page, address: str, paths: list[str], accessible: Callable) -> list[str]:
    """Of each page in every view. One load does: styles alone answer to width and scheme."""
    faults = []
    for path in paths:
        page.set_viewport_size({"width": VIEWS[0][0], "height": HEIGHT})
        answer = page.goto(address + path)
        if answer.status != 200:
            faults.append(f"{path}: {answer.status}")
            continue
        for width, scheme in VIEWS if CHECKS else VIEWS[:1]:
            look(page, width, scheme)
            where = f"{path} at {width} in {scheme}"
            faults += sticking_out(page, where)
            faults += inaccessible(page, where, accessible, colours=scheme == "dark")
    return faults


def look(page: Page, width: int, scheme: str) -> None:
    """The page at that width in that scheme, with nothing on its way from one to the other."""
    page.emulate_media(color_scheme=scheme)
    if page.viewport_size["width"] != width:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        if page.locator(OWN_LAYOUT).count():
            page.reload()
    page.evaluate("document.getAnimations().forEach(each => each.cancel())")
    assert page.evaluate(f"matchMedia('(prefers-color-scheme: {scheme})').matches")


def sticking_out(page: Page, path: str) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [f"{path}: {wide} px stick out"] if wide > 0 else []


def inaccessible(
    page: Page, path: str, accessible: Callable, *, colours: bool = False
) -> list[str]:
    try:
        accessible(page, colours=colours)
    except pytest.fail.Exception as error:
        return [f"{path}: {error}"]
    return []


def test_sign_in_by_one_click(page: Page, address: str, accessible: Callable) -> None:
    page.goto(f"{address}/demo/sign-in/")
    accessible(page)
    page.get_by_role("button", name="Quintiles, alliance manager").first.click()
    page.wait_for_url(f"{address}/")
    expect(page.get_by_role("link", name="Enter readings").first).to_be_visible()


def test_sign_in_by_password_and_out(page: Page, address: str, accessible: Callable) -> None:
    page.goto(f"{address}{HOME}")
    assert "/account/login/" in page.url
    accessible(page)
    page.get_by_label("E-mail address").fill("nobody@nowhere.example")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").first.click()
    assert page.locator("main, body").first.inner_text()
    accessible(page)
