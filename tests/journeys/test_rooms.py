"""The two rooms as people meet them."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import HOME

SignIn = Callable[[Page, str], None]
SECRET = "Our floor for the day rate, never to be said across the table"


def enter_our_room(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Our room|Quintiles$|Solvay$")).first.click()


def test_a_private_note_is_shared_by_an_explicit_act(
    page: Page, second: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, "Quintiles, alliance manager")
    page.goto(address + HOME)
    enter_our_room(page)
    page.goto(f"{address}{HOME}notes/")
    accessible(page)
    page.get_by_role("link", name="On the alliance itself").click()
    accessible(page)
    page.locator("main textarea").first.fill(SECRET)
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("main")).to_contain_text(SECRET)

    sign_in(second, "Solvay, alliance manager")
    for path in (f"{HOME}notes/", f"{HOME}history/", "/search/?q=day+rate", "/"):
        second.goto(address + path)
        expect(second.locator("main")).not_to_contain_text("day rate, never")

    page.locator("article, li, .note", has_text=SECRET).last.get_by_role(
        "link", name=re.compile("Share")
    ).click()
    accessible(page)
    expect(page.locator("main")).to_contain_text(SECRET)
    page.locator("main").get_by_role("button", name=re.compile("Share")).first.click()
    second.goto(f"{address}{HOME}notes/")
    expect(second.locator("main")).to_contain_text(SECRET)


def test_present_mode_shows_the_joint_room_alone(
    page: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, "Quintiles, alliance manager")
    page.goto(address + HOME)
    page.get_by_role("button", name="Present").first.click()
    expect(page.get_by_role("link", name="My work")).to_have_count(0)
    accessible(page)
    page.get_by_role("button", name=re.compile("Leave|Stop|End")).first.click()
    expect(page.get_by_role("link", name="My work").first).to_be_visible()


def test_whoever_has_left_sees_nothing(page: Page, sign_in: SignIn, address: str) -> None:
    page.goto(f"{address}/demo/sign-in/")
    left = page.locator("button.demo-player", has_text="has left").first
    left.click()
    assert page.goto(address + HOME).status == 404
