"""The script of the frame: dialogs, drafts that are kept, the palette, keys, the guard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .conftest import HOME

SignIn = Callable[[Page, str], None]
MANAGER = "Quintiles, alliance manager"
NOTES = f"{HOME}notes/objective/1/"


@pytest.fixture
def at_home(page: Page, sign_in: SignIn, address: str) -> Page:
    sign_in(page, MANAGER)
    page.goto(address + HOME)
    return page


def open_palette(page: Page):
    page.keyboard.press("Control+k")
    palette = page.locator("#palette")
    expect(palette).to_be_visible()
    expect(palette.get_by_role("searchbox")).to_be_focused()
    return palette


def test_one_escape_closes_the_palette_whatever_was_typed(at_home: Page) -> None:
    page = at_home
    palette = open_palette(page)
    page.keyboard.type("talent")
    expect(palette.locator(".palette-results a").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(palette).to_be_hidden()
    open_palette(page)
    page.keyboard.press("Escape")
    expect(palette).to_be_hidden()
    assert page.url.endswith(HOME)


def test_arrows_walk_the_results_and_enter_opens_one(at_home: Page, accessible: Callable) -> None:
    page = at_home
    palette = open_palette(page)
    page.keyboard.type("third parties")
    results = palette.locator(".palette-results a")
    expect(results.filter(has_text="Use third parties for excellence").first).to_be_visible()
    accessible(page)
    page.keyboard.press("ArrowDown")
    expect(results.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(palette.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("x")  # typing goes on in the field
    expect(palette.get_by_role("searchbox")).to_have_value("third partiesx")
    page.keyboard.press("Backspace")
    expect(results.first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**objective=**")


def test_dialogs_open_close_and_give_the_focus_back(at_home: Page) -> None:
    page = at_home
    page.keyboard.press("?")
    keys = page.locator("#keys")
    expect(keys).to_be_visible()
    expect(keys.locator("dt").filter(has_text="g s")).to_have_count(1)
    keys.get_by_role("button", name="Close").click()
    expect(keys).to_be_hidden()
    page.keyboard.press("?")
    page.mouse.click(5, 5)  # beside it
    expect(keys).to_be_hidden()
    link = page.get_by_role("link", name="Search").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#palette")).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_keys_lead_through_the_sections_and_can_be_switched_off(at_home: Page) -> None:
    page = at_home
    page.keyboard.type("gs")
    page.wait_for_url("**/scorecard/")
    page.keyboard.press("?")
    page.get_by_label("Single letters work as keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.type("gm")
    page.wait_for_timeout(300)
    assert page.url.endswith("/scorecard/")
    open_palette(page)  # with Ctrl it goes on working
    page.evaluate("localStorage.removeItem('allied.single-keys')")


def test_keys_are_letters_while_one_types(at_home: Page, address: str) -> None:
    page = at_home
    page.goto(address + NOTES)
    page.locator("main textarea").first.fill("")
    page.locator("main textarea").first.press_sequentially("g s?")
    expect(page.locator("main textarea").first).to_have_value("g s?")
    expect(page.locator("#keys")).to_be_hidden()
    assert page.url.endswith(NOTES)
    page.locator("main textarea").first.fill("")


def test_a_draft_outlives_a_broken_server_and_ends_when_it_is_sent(
    context: BrowserContext, sign_in: SignIn, address: str
) -> None:
    page = context.new_page()  # not watched: the server breaks here on purpose
    sign_in(page, MANAGER)
    page.goto(address + NOTES)
    area = page.locator("main textarea").first
    area.fill("Half a thought, not yet sent")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address + HOME)
    page.goto(address + NOTES)
    expect(area).to_have_value("Half a thought, not yet sent")
    expect(page.locator("main")).to_contain_text("Brought back from what you typed here before.")

    broken = f"{address}{NOTES}"
    page.route(broken, lambda route: route.abort() if route.request.method == "POST"
               else route.continue_())  # fmt: skip
    page.get_by_role("button", name="Add note").click()
    page.wait_for_timeout(400)
    page.unroute(broken)
    page.goto(address + NOTES)
    expect(area).to_have_value("Half a thought, not yet sent")

    area.fill("A whole thought of the journey")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("main")).to_contain_text("A whole thought of the journey")
    page.goto(address + NOTES)
    expect(area).to_have_value("")
    assert not page.evaluate("Object.keys(localStorage).some((k) => k.startsWith('allied.draft|'))")


def test_a_draft_of_our_room_never_turns_up_in_the_joint_one(at_home: Page, address: str) -> None:
    page = at_home
    page.get_by_role("button", name="Our room").click()
    page.goto(address + NOTES)
    page.locator("main textarea").first.fill("Only for us")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address + HOME)
    page.get_by_role("button", name="Joint room").click()
    page.goto(address + NOTES)
    expect(page.locator("main textarea").first).to_have_value("")
    page.evaluate("localStorage.clear()")
