"""A target under negotiation is answered by the other side; joint wins drafted and put forward."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import HOME

SignIn = Callable[[Page, str], None]
OURS, THEIRS = "Solvay, alliance manager", "Quintiles, alliance manager"
MEASURE = "Duplicated activities"


def test_a_counter_offer_is_agreed(
    page: Page, second: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, OURS)
    page.goto(address)
    expect(page.get_by_role("link", name="One target to agree")).to_be_visible()
    page.get_by_role("link", name="One target to agree").click()
    accessible(page)
    page.get_by_role("link", name=MEASURE).click()
    expect(page.locator("main")).to_contain_text("Monitoring visits cannot be joined")
    accessible(page)
    page.get_by_role("link", name="Counter-offer", exact=True).click()
    page.get_by_label("Target", exact=False).first.fill("14")
    page.get_by_label("Comment").fill("Halfway.")
    accessible(page)
    page.get_by_role("button", name="Put forward").click()
    expect(page.locator("main")).to_contain_text("countered")

    sign_in(second, THEIRS)
    second.goto(f"{address}{HOME}targets/")
    expect(second.locator("main")).to_contain_text("Halfway.")
    second.get_by_label(f"Our answer to {MEASURE}").select_option("agree")
    second.get_by_role("button", name="Save the answers").click()
    expect(second.get_by_role("status")).to_contain_text("One answer saved.")
    accessible(second)
    page.reload()
    expect(page.locator("main")).to_contain_text("agreed")


def test_joint_wins_are_drafted_and_put_forward(
    page: Page, second: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, OURS)
    page.goto(f"{address}{HOME}map/joint-wins/")
    accessible(page)
    page.locator("textarea").first.fill("Fewer surprises in the committee")
    page.get_by_role("button", name="Put forward").click()
    expect(page.get_by_role("status")).to_contain_text("One put forward.")
    sign_in(second, THEIRS)
    second.goto(f"{address}{HOME}map/joint-wins/")
    expect(second.locator("main")).to_contain_text("Fewer surprises in the committee")
    accessible(second)
