"""A workshop on a phone: cards carried by finger, through Chromium's own handling of touches."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Locator, Page, expect

from .conftest import HOME

SignIn = Callable[[Page, str], None]
HELD = 600  # ms: longer than the moment after which a card is carried


@pytest.fixture
def phone(browser: Browser, watched: Callable[[Page], Page]) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    context.set_default_timeout(10_000)
    yield watched(context.new_page())
    context.close()


class Finger:
    """One finger on the glass."""

    def __init__(self, page: Page) -> None:
        self.page, self.x, self.y = page, 0.0, 0.0
        self.glass: CDPSession = page.context.new_cdp_session(page)

    def _send(self, kind: str) -> None:
        points = [] if kind == "touchEnd" else [{"x": self.x, "y": self.y}]
        self.glass.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def down(self, on: Locator) -> None:
        on.scroll_into_view_if_needed()
        box = on.bounding_box()
        assert box is not None
        self.x, self.y = box["x"] + box["width"] / 3, box["y"] + box["height"] / 2
        self._send("touchStart")

    def to(self, x: float, y: float, steps: int = 8) -> None:
        from_x, from_y = self.x, self.y
        for step in range(1, steps + 1):
            self.x = from_x + (x - from_x) * step / steps
            self.y = from_y + (y - from_y) * step / steps
            self._send("touchMove")
            self.page.wait_for_timeout(16)

    def up(self) -> None:
        self._send("touchEnd")


@pytest.fixture
def board(phone: Page, sign_in: SignIn, address: str, request: pytest.FixtureRequest) -> Page:
    """An open workshop with one new card in its tray."""
    sign_in(phone, "Solvay, alliance manager")
    phone.goto(f"{address}{HOME}workshops/add/")
    phone.get_by_label("Name").fill(f"By finger: {request.node.name}"[:100])
    phone.get_by_role("button", name="Prepare it").click()
    phone.get_by_role("button", name="Open the workshop").click()
    phone.get_by_label("New card").fill(title_of(request.node.name))
    phone.get_by_role("button", name="Add", exact=True).click()
    expect(phone.locator(".tray .card", has_text=title_of(request.node.name))).to_be_visible()
    return phone


def title_of(test: str) -> str:
    return f"Card of {test}"[:60]


def test_a_card_is_held_and_carried(board: Page, request: pytest.FixtureRequest) -> None:
    title, finger = title_of(request.node.name), Finger(board)
    card = board.locator(".tray .card", has_text=title)
    finger.down(card)
    board.wait_for_timeout(HELD)
    expect(board.locator(".card.ghost")).to_have_count(1)
    field = board.locator("td [data-field]").first
    expect(field).to_be_visible()  # one without cards, which a phone shows while one is carried
    name = field.get_attribute("data-name")
    box = field.bounding_box()
    assert box is not None
    finger.to(120, min(box["y"] + 15, 780))
    finger.up()
    place = board.locator(f'[data-name="{name}"]')
    expect(place.locator(".card", has_text=title)).to_have_count(1)
    board.reload()
    expect(place).to_contain_text(title)
    expect(board.get_by_role("dialog", name="Card")).not_to_be_visible()


def test_what_is_below_the_screen_comes_when_a_card_is_held_at_its_edge(
    board: Page, request: pytest.FixtureRequest
) -> None:
    title, finger = title_of(request.node.name), Finger(board)
    finger.down(board.locator(".tray .card", has_text=title))
    board.wait_for_timeout(HELD)
    last = board.locator("td [data-field]").last
    finger.to(120, 835)
    board.wait_for_function(
        "() => scrollY + innerHeight >= document.documentElement.scrollHeight - 2"
    )
    expect(last).to_be_in_viewport()
    box = last.bounding_box()
    assert box is not None
    finger.to(120, box["y"] + 15)
    finger.up()
    expect(last).to_contain_text(title)


def test_a_swipe_scrolls_and_a_tap_opens(board: Page, request: pytest.FixtureRequest) -> None:
    title, finger = title_of(request.node.name), Finger(board)
    card = board.locator(".tray .card", has_text=title)
    before = board.evaluate("scrollY")
    finger.down(card)
    finger.to(finger.x, finger.y - 200)
    finger.up()
    board.wait_for_function("(before) => scrollY > before", arg=before)
    expect(board.locator(".ghost")).to_have_count(0)
    expect(board.locator(".tray .card", has_text=title)).to_have_count(1)
    board.evaluate("scrollTo(0, 0)")
    card.get_by_role("link").tap()
    expect(board.get_by_role("dialog", name="Card")).to_be_visible()
