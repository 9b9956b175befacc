"""From an interview to a workshop with two people in it, in two browsers."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import HOME

SignIn = Callable[[Page, str], None]
SOON = 6_000  # others' changes appear within about 2 s; the rest is a busy machine's
SAID = "We check every site twice. Nobody knows what it costs."


def test_from_an_interview_to_a_voice(
    page: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, "Quintiles, alliance manager")
    page.goto(f"{address}{HOME}interviews/add/")
    page.get_by_label("Or an executive, by role").fill("Head of trials")
    page.get_by_label("of the company").select_option(label="Solvay")
    page.get_by_role("button", name="Start the interview").click()
    accessible(page)
    page.get_by_role("link", name="Write the answer").first.click()
    page.get_by_label("Answer").fill(SAID)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Mark sentences").click()
    page.get_by_role("checkbox", name="We check every site twice.").check()
    page.get_by_label("Or a new candidate").fill("Check each site once")
    accessible(page)
    page.get_by_role("button", name="Mark them").click()
    expect(page.locator("mark")).to_have_text("We check every site twice.")
    select_words(page, "Nobody knows what it costs.")
    bar = page.locator("[data-mark-bar]")
    expect(bar).to_contain_text("Nobody knows what it costs.")
    bar.get_by_label("Gather it under").select_option(label="Check each site once")
    accessible(page)
    bar.get_by_role("button", name="Mark it").click()
    page.get_by_role("link", name="Check each site once").first.click()
    expect(page.locator(".voice")).to_have_count(2)
    accessible(page)


def select_words(page: Page, words: str) -> None:
    """As a mouse or the keyboard would select them."""
    page.evaluate(
        """(words) => {
            const walker = document.createTreeWalker(document.querySelector(".said"), 4);
            for (let node; (node = walker.nextNode());) {
                const at = node.data.indexOf(words);
                if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + words.length);
            }
        }""",
        words,
    )


def test_two_people_in_one_workshop(
    page: Page, second: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, "Quintiles, alliance manager")
    page.goto(f"{address}{HOME}workshops/add/")
    page.get_by_label("Name").fill("Two at one board")
    page.get_by_role("button", name="Prepare it").click()
    board = page.url
    sign_in(second, "Solvay, head of research")
    second.goto(board)
    expect(second.locator("main")).to_contain_text("being prepared")
    page.get_by_role("button", name="Open the workshop").click()
    expect(second.get_by_label("New card")).to_be_visible(timeout=SOON)
    accessible(page)

    for title in ("Sort me by mouse", "Sort me by keys"):
        page.get_by_label("New card").fill(title)
        page.get_by_role("button", name="Add", exact=True).click()
        expect(second.locator(".card", has_text=title)).to_be_visible(timeout=SOON)

    # By mouse, seen by the other.
    cell = page.locator("td [data-field]").nth(6)
    name = cell.get_attribute("data-name") or ""
    page.locator(".card", has_text="Sort me by mouse").drag_to(cell)
    theirs = second.locator(f'[data-name="{name}"]')
    expect(theirs).to_contain_text("Sort me by mouse", timeout=SOON)

    # By keys: lifted, two fields down from the tray, laid down; the focus stays with the card.
    link = second.locator(".card", has_text="Sort me by keys").get_by_role("link")
    link.focus()
    for key in ("Space", "ArrowDown", "ArrowDown", "ArrowRight", "Enter"):
        second.keyboard.press(key)
    expect(page.locator("tbody tr").nth(1)).to_contain_text("Sort me by keys", timeout=SOON)
    expect(second.locator(".card", has_text="Sort me by keys").get_by_role("link")).to_be_focused()

    # Two moves of one card: the second person is told both places and repeats.
    second.locator(".card", has_text="Sort me by mouse").get_by_role("link").click()
    dialog = second.get_by_role("dialog", name="Card")
    expect(dialog).to_be_visible()
    accessible(second)
    page.locator(".card", has_text="Sort me by mouse").drag_to(
        page.locator("td [data-field]").nth(1)
    )
    expect(page.locator("td [data-field]").nth(1)).to_contain_text("Sort me by mouse")
    expect(second.locator("#board td [data-field]").nth(1)).to_contain_text(
        "Sort me by mouse", timeout=SOON
    )
    dialog.get_by_label("Move to").select_option("tray")
    dialog.get_by_role("button", name="Move", exact=True).click()
    told = second.locator("[data-told]")
    expect(told).to_contain_text("Quintiles, alliance manager moved")
    accessible(second)
    told.get_by_role("button", name="Repeat my move").click()
    expect(page.locator('[data-field="tray"]')).to_contain_text("Sort me by mouse", timeout=SOON)

    # Votes, each partner's apart.
    page.get_by_role("button", name="Open the voting").click()
    more = second.locator(".card", has_text="Sort me by keys").get_by_label("One vote more")
    more.click(timeout=SOON + 10_000)
    expect(page.locator(".card", has_text="Sort me by keys")).to_contain_text(
        re.compile(r"Solvay\s*1\s*Quintiles\s*0"), timeout=SOON
    )
    accessible(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Close the workshop").click()
    expect(second.get_by_label("New card")).to_have_count(0, timeout=SOON)
    page.get_by_role("link", name="Record").first.click()
    expect(page.locator("tbody")).to_contain_text("Sort me by keys")
    accessible(page)


def test_a_card_is_moved_by_a_menu_on_a_phone(
    page: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, "Solvay, alliance manager")
    page.goto(f"{address}{HOME}workshops/add/")
    page.get_by_label("Name").fill("On a phone")
    page.get_by_role("button", name="Prepare it").click()
    page.get_by_role("button", name="Open the workshop").click()
    page.get_by_label("New card").fill("Small screen")
    page.get_by_role("button", name="Add", exact=True).click()
    page.locator(".card", has_text="Small screen").get_by_role("link").click()
    dialog = page.get_by_role("dialog", name="Card")
    dialog.get_by_label("Move to").select_option(index=3)
    dialog.get_by_role("button", name="Move", exact=True).click()
    expect(page.locator("td", has_text="Small screen")).to_be_visible()
    accessible(page)
