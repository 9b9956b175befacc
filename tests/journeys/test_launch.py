"""Starting an alliance from a template, and the first person of the other side."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

SignIn = Callable[[Page, str], None]
Check = Callable[[Page], None]


def test_an_alliance_is_started_from_a_template(
    page: Page, sign_in: SignIn, address: str, accessible: Check
) -> None:
    sign_in(page, "Quintiles, alliance manager")
    page.goto(address)
    page.locator(".bar-switcher summary").click()
    page.get_by_role("link", name="Start an alliance").first.click()
    accessible(page)

    page.get_by_role("button", name="Start the alliance").click()
    expect(page.locator(".fault").first).to_be_visible()
    page.get_by_label("Name of the alliance").fill("Lighthouse")
    page.get_by_label("Partner companies").fill("Acme Biologics")
    page.locator("label.starter", has_text="Co-promotion").click()
    page.get_by_role("button", name="Start the alliance").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Lighthouse")
    expect(page.locator("#messages")).to_contain_text("The map is laid out")
    assert page.locator("[data-map] svg a, [data-map] a[href*='objective=']").count() > 8
    accessible(page)
    page.get_by_role("link", name="What to do next").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Advice")
    expect(page.locator(".sections [aria-current]")).to_have_text("Map")
    accessible(page)

    page.get_by_role("link", name="History").click()
    expect(page.locator("main")).to_contain_text("took a role as founder")
    expect(page.locator("main")).not_to_contain_text("alliance_manager")


def test_the_other_side_is_named_and_can_be_withdrawn(
    page: Page, sign_in: SignIn, address: str, accessible: Check
) -> None:
    sign_in(page, "Quintiles, alliance manager")
    page.goto(f"{address}/alliances/new/")
    page.get_by_label("Name of the alliance").fill("Harbour")
    page.get_by_label("Partner companies").fill("Borealis Instruments")
    page.get_by_role("button", name="Start the alliance").click()
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_role("link", name=re.compile("Invite the alliance manager of Borealis")).click()
    accessible(page)
    page.get_by_label("Name", exact=True).fill("Bo")
    page.get_by_label("E-mail address").fill("bo@borealis.example")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator("main")).to_contain_text("named by Quintiles, not confirmed yet")
    accessible(page)
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator("main")).not_to_contain_text("bo@borealis.example")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_token_is_made_used_and_revoked(
    page: Page, sign_in: SignIn, address: str, accessible: Check, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, "Quintiles, alliance manager")
    page.goto(f"{address}/me/")
    page.get_by_role("link", name="New access token").click()
    accessible(page)
    page.get_by_label("Name", exact=True).fill(f"script {width}")
    page.get_by_role("button", name="Make the token").click()
    accessible(page)
    token = page.get_by_label("The token").input_value()

    def ask() -> int:
        headers = {"Authorization": f"Bearer {token}"}
        answer = page.request.get(f"{address}/api/v1/alliances/", headers=headers)
        return answer.status

    assert ask() == 200
    page.get_by_role("link", name="I have copied it").click()
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name=f"Revoke script {width}").click()
    expect(page.locator("#messages")).to_contain_text("opens nothing any more")
    expect(page.get_by_role("button", name=f"Revoke script {width}")).to_have_count(0)
    assert ask() == 401
