"""Every page, wide and narrow, light and dark: accessible, nothing sticks out.

On PostgreSQL each is opened, and nothing may fail or stick out; what the accessibility checker has
to say of the same page it has said on SQLite.
"""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from .conftest import HOME

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


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page(
    browser: Browser, watched: Callable[[Page], Page], sign_in: SignIn, address: str,
    accessible: Callable, width: int,
) -> None:  # fmt: skip
    context = browser.new_context(viewport={"width": width, "height": 860})
    page = watched(context.new_page())
    sign_in(page, "Quintiles, alliance manager")
    faults = faults_in(page, address, PAGES, accessible)
    context.close()
    assert not faults, "\n".join(faults)


def faults_in(page: Page, address: str, paths: list[str], accessible: Callable) -> list[str]:
    """Of each page, by light and by dark."""
    faults = []
    for path in paths:
        page.emulate_media(color_scheme="light")
        answer = page.goto(address + path)
        if answer.status != 200:
            faults.append(f"{path}: {answer.status}")
            continue
        faults += sticking_out(page, path)
        if "DATABASE_URL" in os.environ:
            continue
        faults += inaccessible(page, path, accessible)
        page.emulate_media(color_scheme="dark")  # the colours are the styles' alone: one load does
        page.evaluate("document.getAnimations().forEach(each => each.cancel())")
        assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        faults += inaccessible(page, f"{path} in dark", accessible, colours=True)
    return faults


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


def test_sign_in_by_password_and_out(page: Page, address: str, accessible: Callable) -> None:
    page.goto(f"{address}{HOME}")
    assert "/account/login/" in page.url
    accessible(page)
    page.get_by_label("E-mail address").fill("nobody@nowhere.example")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").first.click()
    assert page.locator("main, body").first.inner_text()
    accessible(page)
