"""Reading the map and changing it, by mouse and by keyboard."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import HOME

MANAGER = "Quintiles, alliance manager"
SignIn = Callable[[Page, str], None]


def box(page: Page, title: str):
    return page.locator(f'svg.map a.box[aria-label^="{title}"]')


def test_trace_an_objective(
    page: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, MANAGER)
    page.goto(address + HOME)
    accessible(page)
    box(page, "Use third parties for excellence").click()
    expect(page.get_by_role("heading", name="Use third parties for excellence")).to_be_visible()
    expect(page.locator("svg.map a.box[data-state]").first).to_be_attached()
    expect(page.get_by_role("link", name="Stakeholder coverage")).to_be_visible()
    accessible(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Use third parties for excellence")).to_have_count(0)


def test_walk_the_map_by_keyboard(page: Page, sign_in: SignIn, address: str) -> None:
    sign_in(page, MANAGER)
    page.goto(address + HOME)
    first = box(page, "Use third parties for excellence")
    first.focus()
    page.keyboard.press("ArrowUp")
    walked = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert walked
    assert not walked.startswith("Use third parties")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=walked.split(";")[0]).first).to_be_visible()


def test_add_rename_link_and_undo_by_keyboard(
    page: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, MANAGER)
    page.goto(f"{address}{HOME}?edit=1")
    accessible(page)
    page.get_by_role("button", name="Objective", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Learn from every study")
    page.keyboard.press("Enter")
    made = box(page, "Learn from every study")
    expect(made).to_be_visible()
    made.focus()
    page.keyboard.press("F2")
    page.keyboard.press("Control+A")
    page.keyboard.type("Learn from each study")
    page.keyboard.press("Enter")
    renamed = box(page, "Learn from each study")
    expect(renamed).to_be_visible()
    links = page.locator("svg.map g.link").count()
    renamed.focus()
    page.keyboard.press("l")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("svg.map g.link")).to_have_count(links + 1)
    page.keyboard.press("Control+z")
    expect(page.locator("svg.map g.link")).to_have_count(links)
    box(page, "Learn from each study").focus()
    page.keyboard.press("Delete")
    expect(box(page, "Learn from each study")).to_have_count(0)


def test_move_by_mouse_and_undo(page: Page, sign_in: SignIn, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 1500})
    sign_in(page, MANAGER)
    page.goto(f"{address}{HOME}?edit=1")
    moved = box(page, "Do things right")
    start, bands = moved.bounding_box(), page.locator("svg.map g.band")
    before = start["y"]
    target = bands.first.bounding_box()
    page.mouse.move(start["x"] + 60, start["y"] + 50)
    page.mouse.down()
    page.mouse.move(target["x"] + 400, target["y"] + 60, steps=12)
    page.mouse.up()
    page.wait_for_timeout(800)
    assert abs(box(page, "Do things right").bounding_box()["y"] - before) > 100
    page.get_by_role("button", name="Undo").first.click()
    page.wait_for_timeout(800)
    assert abs(box(page, "Do things right").bounding_box()["y"] - before) < 30


def test_two_people_change_the_same_objective(
    page: Page, second: Page, sign_in: SignIn, address: str
) -> None:
    sign_in(page, MANAGER)
    sign_in(second, "Solvay, alliance manager")
    page.goto(address + HOME)
    link = box(page, "Manage investments better").get_attribute("data-id")
    edit = f"{address}{HOME}map/objectives/{link}/edit/"
    page.goto(edit)
    second.goto(edit)
    second.get_by_label("Title").fill("Manage investments well")
    second.get_by_role("button", name="Save").first.click()
    page.get_by_label("Title").fill("Invest better together")
    page.get_by_role("button", name="Save").first.click()
    expect(page.locator("main")).to_contain_text("Manage investments well")
    expect(page.get_by_label("Title").first).to_have_value("Invest better together")
