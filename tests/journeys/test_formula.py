"""Writing a formula: with a fault, from the list, looked at, saved; what it is computed from."""

import re
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from .conftest import HOME

SignIn = Callable[[Page, str], None]
MANAGER = "Quintiles, alliance manager"
DERIVED = "Net present value of the whole joint portfolio"


def open_measure(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}{HOME}scorecard/")
    page.get_by_role("link", name=name).first.click()


def test_write_a_formula(page: Page, sign_in: SignIn, address: str, accessible: Callable) -> None:
    sign_in(page, MANAGER)
    open_measure(page, address, "Return on shared development costs")
    page.get_by_role("link", name="Formula").first.click()
    accessible(page)
    text = page.get_by_label("Formula", exact=True)
    text.fill("percent([Milestone payments made as planned] / ")
    page.get_by_role("button", name=re.compile("^Stakeholder coverage")).click()
    expect(text).to_be_focused()
    expect(text).to_have_value(re.compile(r"/ +\[Stakeholder coverage\]$"))
    text.press("End")
    page.get_by_role("button", name="Save the formula").click()
    expect(page.get_by_role("alert")).to_contain_text("Character 8")
    expect(text).to_have_value(re.compile(r"\[Stakeholder coverage\]$"))
    accessible(page)
    text.fill("percent([Milestone payments made as planned] / [Stakeholder coverage]) / 10")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="What it would give")).to_be_visible()
    expect(page.locator("main")).to_contain_text("2006-Q3")
    accessible(page)
    page.get_by_role("button", name="Save the formula").click()
    expect(page.get_by_role("heading", name="Computed by a formula")).to_be_visible()
    expect(page.locator("main")).to_contain_text("computed")
    expect(page.get_by_role("heading", name="Enter or correct a reading")).to_have_count(0)
    accessible(page)


def test_a_reading_moves_what_is_computed_from_it(
    page: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, MANAGER)
    open_measure(page, address, "Compounds in joint development")
    expect(page.get_by_role("heading", name="Computed from this measure")).to_be_visible()
    page.get_by_label("Period", exact=True).fill("2006-Q3")
    page.get_by_label(re.compile("^Value")).first.fill("7")
    page.get_by_label(re.compile("^Note")).first.fill("One more")
    page.get_by_role("button", name="Save").first.click()
    page.get_by_role("link", name=DERIVED).first.click()
    expect(page.locator("main")).to_contain_text("2,415")
    accessible(page)


def test_without_scripts(browser: Browser, sign_in: SignIn, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, MANAGER)
    open_measure(page, address, DERIVED)
    page.get_by_role("link", name="Change formula").click()
    text = page.get_by_label("Formula", exact=True)
    text.fill("2 *")
    page.get_by_role("button", name=re.compile("^Net present value of compound")).click()
    expect(text).to_have_value("2 * [Net present value of compound]")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("main")).to_contain_text("690 EUR million")
    context.close()
