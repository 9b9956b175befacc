"""A meeting is prepared and agreed by two people on two devices, and goes out."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import HOME

SignIn = Callable[[Page, str], None]


def test_from_the_record_to_an_agenda_that_both_sides_agreed(
    page: Page, second: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, "Solvay, alliance manager")
    sign_in(second, "Quintiles, alliance manager")
    second.set_viewport_size({"width": 390, "height": 844})

    # A meeting is planned beside the clocks of its members.
    page.goto(f"{address}{HOME}meetings/")
    accessible(page)
    page.get_by_role("link", name="Plan a meeting").click()
    clocks = page.locator("#clocks")
    expect(clocks).to_contain_text("America/New_York")
    accessible(page)
    page.get_by_label("Begins at").fill("09:00")
    page.get_by_label("Begins at").blur()
    expect(clocks).to_contain_text("03:00–05:00")
    expect(clocks).to_contain_text("night")
    clocks.get_by_role("button", name="15:00").click()
    expect(page.get_by_label("Begins at")).to_have_value("15:00")
    page.get_by_label("Name").fill("Extraordinary meeting")
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Extraordinary meeting")
    here = page.url

    # The agenda writes itself: one suggestion by one click, the rest by another.
    expect(page.get_by_text("Nothing on the agenda yet")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Take up: Version 3 of the map").click()
    expect(page.locator(".topic")).to_have_count(1)
    page.get_by_role("button", name="Take all shown").click()
    expect(page.locator(".suggestions")).to_contain_text("Nothing more of the record")
    first = page.locator(".topic h3").first
    expect(first).to_have_text("Version 3 of the map")

    # Order by button, in place, removed and undone.
    title = page.locator(".topic h3").nth(1).inner_text()
    page.locator(".topic").nth(1).get_by_role("button", name="Up").click()
    expect(first).to_have_text(title)
    page.locator(".topic").first.get_by_role("link", name="Edit").click()
    form = page.locator(".topic .topic-form")
    form.get_by_label("Minutes").fill("25")
    accessible(page)
    form.get_by_role("button", name="Save").click()
    expect(page.locator(".topic").first).to_contain_text("25 minutes")
    page.locator(".topic").first.get_by_role("button", name="Remove").click()
    expect(first).to_have_text("Version 3 of the map")
    page.get_by_role("button", name="Undo").click()
    expect(first).to_have_text(title)

    # Dragged below the one after it.
    below = page.locator(".topic").nth(1)
    height = (below.bounding_box() or {})["height"]
    page.locator(".topic").first.drag_to(below, target_position={"x": 40, "y": height - 6})
    expect(first).to_have_text("Version 3 of the map")
    accessible(page)

    # One side agrees; the other finds it in its work, on a phone.
    page.get_by_role("button", name="Agree for our side").click()
    expect(page.locator("#messages")).to_contain_text("Quintiles has still to agree.")
    second.goto(f"{address}/")
    second.get_by_role("link", name="Extraordinary meeting").first.click()
    expect(second.locator(".agreement")).to_contain_text("Solvay agreed")
    accessible(second)

    # Meanwhile the agenda changes: what was not seen is not agreed to.
    page.get_by_text("Add a topic").click()
    page.get_by_label("Topic", exact=True).fill("Budget of next year")
    page.get_by_role("button", name="Add it").first.click()
    expect(page.locator("#messages")).to_contain_text("has to agree to it again")
    second.get_by_role("button", name="Agree and send it out").click()
    expect(second.locator("#messages")).to_contain_text("Somebody else changed this")
    expect(second.locator(".topics")).to_contain_text("Budget of next year")

    # Both agree to what it is now, and it goes out.
    second.get_by_role("button", name="Agree for our side").click()
    expect(second.locator("#messages")).to_contain_text("Solvay has still to agree.")
    page.reload()
    page.get_by_role("button", name="Agree and send it out").click()
    expect(page.locator("#messages")).to_contain_text(re.compile("7 members have it by mail"))
    expect(page.locator(".agreement")).to_contain_text("The agenda went out")
    accessible(page)
    second.goto(here)
    second.get_by_role("link", name="The scorecard as frozen for this meeting").click()
    expect(second.get_by_role("heading", level=1)).to_contain_text("Extraordinary meeting")


def test_a_private_address_for_the_calendar(
    page: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, "Quintiles, alliance manager")
    page.goto(f"{address}/me/")
    page.get_by_role("link", name="Your meetings in your calendar program").click()
    accessible(page)
    page.get_by_role("button", name="Make the address").click()
    accessible(page)
    feed = page.get_by_label("The address").input_value()
    answer = page.request.get(feed)
    assert answer.status == 200
    assert "BEGIN:VCALENDAR" in answer.text()
    page.get_by_role("link", name="I have copied it").click()
    page.get_by_role("button", name="Revoke it").click()
    assert page.request.get(feed).status == 404
