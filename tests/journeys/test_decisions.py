"""A question refused in the wrong body, raised in the right one, voted on a phone, superseded."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

HOME = "/a/solvay-and-quintiles/"
Watch = Callable[[Page], Page]


@pytest.fixture
def phone(browser: Browser, watched: Watch) -> Page:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    context.set_default_timeout(10_000)
    yield watched(context.new_page())
    context.close()


def raised(page: Page, address: str) -> None:
    page.goto(f"{address}{HOME}decisions/raise/")
    page.get_by_label("What is to be decided?").fill("Pay for a joint training?")
    page.get_by_label("Situation").fill("Both train their own people on the same protocol.")
    page.get_by_label("Option 1").fill("Pay for it together")
    page.get_by_label("For it").first.fill("One language")
    page.get_by_label("Option 2").fill("Each its own")
    page.get_by_label("Against it").nth(1).fill("Twice the work")
    page.get_by_label("Body that decides").select_option(label="Project team")
    page.get_by_label("Matter").select_option(label="Budget of an initiative")
    page.get_by_label("Amount").fill("250,000")
    page.get_by_label("Currency").fill("EUR")
    page.get_by_role("button", name="Raise it", exact=True).click()


def test_refused_raised_decided_and_superseded(
    page: Page, phone: Page, address: str, sign_in: Callable[[Page, str], None],
    accessible: Callable[[Page], None],
) -> None:  # fmt: skip
    sign_in(page, "Solvay, alliance manager")
    raised(page, address)
    expect(page.get_by_text("up to 100,000")).to_be_visible()
    page.wait_for_load_state()
    accessible(page)
    page.get_by_role("button", name="Raise it in Joint steering committee").click()
    page.wait_for_url(re.compile(r"/decisions/\d+/$"))
    expect(page.get_by_role("heading", name="Pay for a joint training?")).to_be_visible()
    page.wait_for_load_state()
    accessible(page)
    here = page.url

    sign_in(phone, "Quintiles, president of clinical development")
    phone.goto(here)
    accessible(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.get_by_role("link", name="Decide for this").first.tap()
    phone.wait_for_url(re.compile(r"/take/"))
    accessible(phone)
    phone.get_by_role("button", name="members were for it: record").tap()
    expect(phone.get_by_role("heading", name="How it was decided")).to_be_visible()
    expect(phone.locator(".decided-text")).to_have_text("Pay for it together")
    accessible(phone)

    page.goto(here)
    page.get_by_role("link", name="Take it up anew").click()
    page.get_by_label("What is to be decided?").fill("Train in one place only?")
    page.get_by_role("button", name="Raise it", exact=True).click()
    page.get_by_role("link", name="Decide for this").last.click()
    page.get_by_role("button", name="members were for it: record").click()
    page.goto(here)
    expect(page.get_by_text("No longer in force")).to_be_visible()


@pytest.mark.parametrize("where", ["decisions/", "deliberation/", "proposals/"])
def test_pages_are_accessible(
    page: Page, phone: Page, address: str, sign_in: Callable[[Page, str], None],
    accessible: Callable[[Page], None], where: str,
) -> None:  # fmt: skip
    for screen in (page, phone):
        sign_in(screen, "Quintiles, alliance manager")
        screen.goto(f"{address}{HOME}{where}")
        accessible(screen)
        width = screen.viewport_size["width"]
        assert screen.evaluate("document.documentElement.scrollWidth") <= width
