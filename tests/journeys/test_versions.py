"""Two people agree a version of the map: proposed, objected to, proposed anew, in force."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import HOME

SignIn = Callable[[Page, str], None]
VERSIONS = f"{HOME}map/versions/"
OBJECTED = "Use the services in existing organizations"
REWORDED = "Use the services of both organizations"


def test_from_a_proposal_to_a_version_in_force(
    page: Page, second: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, "Solvay, alliance manager")
    sign_in(second, "Quintiles, alliance manager")

    # What the demo left open: an objection to one objective of version 3.
    page.goto(address + VERSIONS)
    expect(page.locator("main")).to_contain_text("Quintiles objects to 1 objective")
    accessible(page)
    page.get_by_role("link", name="Version 3").click()
    expect(page.locator("main")).to_contain_text("Name both companies")
    accessible(page)

    # The objective is reworded, and the working map proposed in its place.
    page.goto(f"{address}{HOME}map/list/")
    page.get_by_role("link", name=OBJECTED).first.click()
    page.get_by_label("Title").fill(REWORDED)
    page.get_by_role("button", name="Save").first.click()
    page.goto(f"{address}{VERSIONS}propose/")
    expect(page.locator("main")).to_contain_text("Version 3 is proposed already")
    page.get_by_label("Why").fill("It says now whose services are meant.")
    accessible(page)
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Version 4")

    # On both sides only what changed and the whole are open.
    second.goto(f"{address}/")
    second.get_by_role("link", name="Version 4 of the map", exact=True).click()
    row = second.get_by_role("row").filter(has_text=REWORDED)
    row.get_by_label("Object").check()
    accessible(second)
    second.get_by_role("button", name="Save our answers").click()
    expect(row).to_contain_text("Say what would make it acceptable.")
    accessible(second)
    row.get_by_label("Agree").check()
    second.get_by_role("button", name="Agree to all that is unanswered").click()
    expect(second.locator("main")).to_contain_text("Solvay has still to answer")

    page.get_by_role("link", name="Give our answers").click()
    page.get_by_role("button", name="Agree to all that is unanswered").click()
    expect(page.locator("main")).to_contain_text("the version is in force")
    accessible(page)

    # Both see it; what differs stands on the map.
    second.goto(address + HOME)
    expect(second.locator("#map-agreed")).to_contain_text(re.compile("Version 4 is in force since"))
    accessible(second)
    second.goto(f"{address}{VERSIONS}compare/?before=2&after=4")
    # Other journeys on the same demo may have changed more of the map.
    expect(second.locator(".box.is-reworded").first).to_be_visible()
    expect(second.locator(".link.is-added .link-sign").first).to_be_visible()
    expect(second.locator("main")).to_contain_text(REWORDED)
    accessible(second)
    second.goto(f"{address}{VERSIONS}2/")
    expect(second.locator("main")).to_contain_text("kept with this version")
