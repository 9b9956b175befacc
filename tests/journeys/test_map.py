"""Reading the map and changing it, by mouse and by keyboard."""

from collections.abc import Callable

import pytest
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
    label = "document.activeElement.getAttribute('aria-label')"
    began = page.evaluate(label)
    for way, back in (("ArrowRight", "ArrowLeft"), ("ArrowLeft", "ArrowRight")):
        page.keyboard.press(way)
        if page.evaluate(label) != began:  # not at the end of its row
            page.keyboard.press(back)
        assert page.evaluate(label) == began
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


def test_each_undoes_its_own_change(
    page: Page, second: Page, sign_in: SignIn, address: str
) -> None:
    sign_in(page, MANAGER)
    sign_in(second, "Solvay, alliance manager")
    for who, title in ((page, "Mine alone"), (second, "Theirs alone")):
        who.goto(f"{address}{HOME}?edit=1")
        who.get_by_role("button", name="Objective", exact=True).click()
        who.keyboard.type(title)
        who.keyboard.press("Enter")
        expect(box(who, title)).to_be_visible()
    page.reload()
    expect(box(page, "Theirs alone")).to_be_visible()
    expect(page.locator("[data-undo-said]")).to_contain_text("Mine alone")
    page.keyboard.press("Control+z")
    expect(box(page, "Mine alone")).to_have_count(0)
    expect(box(page, "Theirs alone")).to_be_visible()
    second.keyboard.press("Control+z")
    expect(box(second, "Theirs alone")).to_have_count(0)


def test_a_new_objective_leaves_the_others_where_they_stand(
    page: Page, sign_in: SignIn, address: str
) -> None:
    sign_in(page, MANAGER)
    page.goto(f"{address}{HOME}?edit=1")

    def from_left_to_right() -> list[str]:
        found = page.locator("svg.map a.box").evaluate_all("""boxes => boxes.map((box) => [
          Number(box.querySelector(".box-ground").getAttribute("x")),
          box.getAttribute("aria-label").split(";")[0]])""")
        return [name for _x, name in sorted(found)]

    before = from_left_to_right()
    page.get_by_role("button", name="Objective", exact=True).click()
    page.keyboard.type("Stand alone")
    page.keyboard.press("Enter")
    expect(box(page, "Stand alone")).to_be_visible()
    after = [name for name in from_left_to_right() if name != "Stand alone"]
    at = {name: place for place, name in enumerate(after)}
    pairs = [(a, b) for i, a in enumerate(before) for b in before[i + 1 :]]
    kept = sum(at[a] < at[b] for a, b in pairs)
    assert kept > 0.8 * len(pairs)  # a mirrored map keeps none
    page.keyboard.press("Control+z")
    expect(box(page, "Stand alone")).to_have_count(0)


def test_a_fault_of_a_new_objective_stands_below_its_field(
    page: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, MANAGER)
    page.goto(f"{address}{HOME}?edit=1")
    page.get_by_role("button", name="Objective", exact=True).click()
    page.keyboard.type("Do things right")
    page.keyboard.press("Enter")
    fault = page.locator("#map-add .field:has([name=title]) .fault")
    expect(fault).to_contain_text("already has an objective")
    expect(page.locator("#map-add-name")).to_be_focused()
    expect(page.locator("#map-add-name")).to_have_value("Do things right")
    accessible(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_titles_are_readable_and_bands_are_named(
    page: Page, sign_in: SignIn, address: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, MANAGER)
    for query in ("", "?objective=6"):
        page.goto(f"{address}{HOME}{query}")
        if width == 390 and query:
            continue  # the panel fills the phone
        if width == 390:
            page.get_by_text("Drawing", exact=True).click()
        lettering = page.evaluate("13 * document.querySelector('svg.map').getScreenCTM().a")
        assert lettering >= 12
        if not query:
            assert page.evaluate("document.querySelector('.map-scroll').scrollLeft") == 0
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0


def test_a_page_asks_for_few_things(page: Page, sign_in: SignIn, address: str) -> None:
    sign_in(page, MANAGER)
    page.goto(address, wait_until="networkidle")  # what every page needs is known from here on
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}{HOME}?objective=6", wait_until="networkidle")
    assert len(asked) <= 8, asked


def test_a_committee_goes_round_on_the_wall(
    page: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, MANAGER)
    page.goto(address + HOME)
    page.get_by_role("button", name="Present").first.click()
    way = page.get_by_role("navigation", name="Presented")
    values = page.locator(".map-values")
    values.scroll_into_view_if_needed()
    over = values.evaluate("""(line) => { const box = line.getBoundingClientRect();
      const top = document.elementFromPoint(box.left + box.width - 4, box.top + box.height / 2);
      return line === top || line.contains(top); }""")
    assert over
    box(page, "Use third parties for excellence").click()
    expect(page.get_by_role("heading", name="Use third parties for excellence")).to_be_visible()
    way.get_by_role("link", name="Scorecard").click()
    page.wait_for_url("**/scorecard/")
    accessible(page)
    page.keyboard.type("gv")
    page.wait_for_url("**/reviews/")
    way.get_by_role("link", name="Map").click()
    page.wait_for_url(f"**{HOME}")
    for outside in ("/", "/search/?q=study", "/me/", "/readings/"):
        page.goto(address + outside)
        assert page.url == address + HOME
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="My work").first).to_be_visible()
