"""Entering readings, importing a sheet with a fault, freezing a review."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import HOME

SignIn = Callable[[Page, str], None]
MANAGER = "Quintiles, alliance manager"


def test_enter_readings_with_a_fault_first(
    page: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, MANAGER)
    page.goto(address)
    page.get_by_role("link", name="Enter readings").first.click()
    accessible(page)
    values = page.locator('main input[name$="value"], main input[name^="value"]')
    notes = page.locator('main [name$="note"], main [name^="note"]')
    values.nth(0).fill("67.5")
    values.nth(1).fill("=1+1")
    notes.nth(0).fill("Survey of December")
    page.get_by_role("button", name="Save all").first.click()
    expect(values.nth(0)).to_have_value("67.5")
    expect(values.nth(1)).to_have_value("=1+1")
    expect(notes.nth(0)).to_have_value("Survey of December")
    expect(page.locator("main [aria-invalid=true]").first).to_be_visible()
    accessible(page)
    values.nth(1).fill("24")
    page.get_by_role("button", name="Save all").first.click()
    expect(page.locator("body")).to_contain_text(re.compile("2 readings|saved", re.I))
    page.goto(f"{address}{HOME}scorecard/")
    expect(page.locator("main")).to_contain_text("67.5")


def test_import_a_sheet_with_a_fault_then_without(
    page: Page, sign_in: SignIn, address: str, accessible: Callable, tmp_path: Path
) -> None:
    head = "perspective,theme,objective,measure,unit,direction,preset,frequency,weight,"
    head += "baseline,target,period,actual,note\n"
    row = "Process,Collaboration,Use third parties for excellence,Advisers heard,n,higher,"
    row += "baseline to target,quarter,1,0,10,2006-Q3,{},from the sheet\n"
    sheet = tmp_path / "scorecard.csv"
    sheet.write_text(head + row.format("many"))
    sign_in(page, MANAGER)
    page.goto(f"{address}{HOME}scorecard/import/")
    accessible(page)
    page.locator('input[type="file"]').set_input_files(sheet)
    page.get_by_role("button", name="Look at it").first.click()
    expect(page.locator("main")).to_contain_text("many")
    expect(page.locator("main")).to_contain_text("actual")
    accessible(page)
    page.goto(f"{address}{HOME}scorecard/")
    expect(page.locator("main")).not_to_contain_text("Advisers heard")
    sheet.write_text(head + row.format("7"))
    page.goto(f"{address}{HOME}scorecard/import/")
    page.locator('input[type="file"]').set_input_files(sheet)
    page.get_by_role("button", name="Look at it").first.click()
    accessible(page)
    page.get_by_role("button", name="Import it").click()
    page.goto(f"{address}{HOME}scorecard/")
    expect(page.locator("main")).to_contain_text("Advisers heard")


def test_two_people_enter_the_same_reading(
    page: Page, second: Page, sign_in: SignIn, address: str
) -> None:
    sign_in(page, MANAGER)
    sign_in(second, "Solvay, alliance manager")
    page.goto(f"{address}{HOME}scorecard/")
    page.get_by_role("link", name="Loyalty index").first.click()
    second.goto(page.url)
    for who, value in ((second, "72"), (page, "74")):
        who.get_by_label(re.compile("^Value")).first.fill(value)
        who.get_by_label(re.compile("^Note")).first.fill("entered in the crowd")
        who.get_by_role("button", name="Save").first.click()
    expect(page.locator("main")).to_contain_text("72")
    expect(page.get_by_label(re.compile("^Value")).first).to_have_value("74")


def test_freeze_a_review_and_compare(
    page: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, MANAGER)
    page.goto(f"{address}{HOME}reviews/")
    accessible(page)
    page.get_by_role("link", name=re.compile("Freeze|New review")).first.click()
    page.get_by_label("Name").fill("Committee in the journey")
    page.get_by_role("button", name=re.compile("Freeze")).first.click()
    expect(page.get_by_role("heading", name="Committee in the journey").first).to_be_visible()
    accessible(page)


def freeze(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}{HOME}reviews/freeze/")
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Freeze it").click()
    expect(page.get_by_role("heading", name=name).first).to_be_visible()


def test_freeze_two_reviews_and_compare_them(
    page: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, MANAGER)
    page.goto(f"{address}{HOME}reviews/freeze/")
    page.get_by_role("button", name="Freeze it").click()
    expect(page.locator("main .fault").first).to_be_visible()  # ours, not the browser's bubble
    freeze(page, address, "Before the survey")
    page.goto(f"{address}{HOME}scorecard/")
    page.get_by_role("link", name="People who would choose").first.click()
    page.get_by_label(re.compile("^Value")).first.fill("20")
    page.get_by_label(re.compile("^Note")).first.fill("A bad quarter")
    page.get_by_role("button", name="Save").first.click()
    expect(page.locator("main")).to_contain_text("A bad quarter")
    freeze(page, address, "After the survey")
    page.get_by_role("link", name="What moved since the one before").click()
    accessible(page)
    main = page.locator("main")
    expect(main).to_contain_text(re.compile("Earlier.*Before the.*Later.*After the", re.S))
    moved = main.locator("tr", has_text="People who would choose")
    expect(moved).to_contain_text("Off track")
    expect(moved).to_contain_text("worse")
    page.goto(f"{address}{HOME}reviews/")
    for label, name in (("Earlier", "Before the survey"), ("Later", "After the survey")):
        chosen = page.get_by_label(label).locator("option", has_text=name)
        page.get_by_label(label).select_option(chosen.get_attribute("value"))
    page.get_by_role("button", name="Compare").click()
    expect(main.locator("tr", has_text="People who would choose")).to_be_visible()


def test_share_a_private_measure(
    page: Page, second: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, MANAGER)
    page.goto(address)
    page.get_by_role("button", name="Our room").first.click()
    page.goto(f"{address}{HOME}measures/add/")
    objective = page.get_by_label("Objective", exact=True)
    objective.select_option(label="Use third parties for excellence")
    page.get_by_label("Name", exact=True).fill("Our own advisers")
    page.get_by_label("Source").fill("Our ledger")
    page.get_by_role("button", name="Add measure").click()
    expect(page.get_by_role("heading", name="Our own advisers")).to_be_visible()
    here = page.url
    sign_in(second, "Solvay, alliance manager")
    assert (second.goto(here) or pytest.fail("no answer")).status == 404
    page.get_by_role("link", name="Share with the partner").click()
    expect(page.locator("main")).to_contain_text("Name: Our own advisers")
    expect(page.locator("main")).to_contain_text("Source: Our ledger")
    accessible(page)
    page.get_by_role("button", name="Share it").click()
    expect(page.locator("main")).to_contain_text("Our own advisers")
    second.goto(here)
    expect(second.get_by_role("heading", name="Our own advisers")).to_be_visible()
