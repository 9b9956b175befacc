"""Initiatives: the chart, a milestone, money; and a measure that is retired and brought back."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import HOME

SignIn = Callable[[Page, str], None]
MANAGER = "Quintiles, alliance manager"
MAP = "Map of overlapping responsibilities (RACI)"


def test_follow_an_initiative(
    page: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, MANAGER)
    page.goto(address)
    expect(page.get_by_role("heading", name="Where work and result part")).to_be_visible()
    page.goto(f"{address}{HOME}initiatives/")
    expect(page.locator(".gantt-plot .g-bar")).to_have_count(8)
    expect(page.locator("main")).to_contain_text("Milestones green, measure red")
    accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    accessible(page)
    page.reload()
    expect(page.locator(".g-today").first).to_be_in_viewport()  # it opens at today
    assert page.evaluate("document.querySelector('.gantt').scrollLeft") > 0
    page.locator(".gantt-names a", has_text=MAP).click()
    accessible(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator("main")).to_contain_text("3 of 4 milestones are done.")
    page.get_by_role("button", name="Done today: Who gives up what is decided").click()
    expect(page.locator("main")).to_contain_text("4 of 4 milestones are done.")
    page.get_by_text("Enter money spent").click()
    page.get_by_label("Amount, EUR").fill("a lot")
    page.get_by_role("button", name="Enter it").click()
    expect(page.get_by_label("Amount, EUR")).to_have_value("a lot")
    accessible(page)
    page.get_by_label("Amount, EUR").fill("15,000")
    page.get_by_role("button", name="Enter it").click()
    expect(page.locator("main")).to_contain_text("220,000 EUR")


def test_retire_a_measure_and_bring_it_back(
    page: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, MANAGER)
    page.goto(f"{address}{HOME}measures/outlived/")
    accessible(page)
    page.goto(f"{address}{HOME}scorecard/")
    page.get_by_role("link", name="Stakeholder coverage").first.click()
    page.get_by_role("link", name="Edit", exact=True).first.click()
    page.get_by_role("link", name="Take it off the scorecard").click()
    page.get_by_role("button", name="Retire this measure").click()
    expect(page.get_by_label("Reason")).to_have_attribute("aria-invalid", "true")
    accessible(page)
    page.get_by_label("Reason").fill("Every stakeholder is covered.")
    page.get_by_role("button", name="Retire this measure").click()
    expect(page.get_by_role("heading", name="Retired")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Every stakeholder is covered.")
    accessible(page)
    page.get_by_role("button", name="Bring back Stakeholder coverage").click()
    expect(page.locator("main")).to_contain_text("then brought back by")
    accessible(page)
