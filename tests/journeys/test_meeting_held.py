"""A meeting is held on two devices: recorded by both, without a connection, signed off, locked."""

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Locator, Page, expect

from .conftest import HOME

SignIn = Callable[[Page, str], None]
SOON = 8_000  # others' entries appear within about 2 s; the rest is a busy machine's
OURS, THEIRS = "Quintiles, alliance manager", "Solvay, alliance manager"


def find_meeting(page: Page, address: str, body: str) -> str:
    """The page of the meeting of the body that has not begun."""
    found = []
    for number in range(1, 12):
        url = f"{address}{HOME}meetings/{number}/hold/"
        text = page.request.get(url).text()
        if "Begin the meeting</button>" in text:
            found.append((text.partition("<h1")[2].partition("</h1>")[0], url))
    wanted = next(url for title, url in found if body in title)
    page.goto(wanted)
    return wanted


def line(page: Page) -> Locator:
    return page.get_by_label("What is to be recorded")


def record(page: Page, text: str, *more: str) -> None:
    """As one types: the line, Enter, and what else it asks for."""
    line(page).press_sequentially(text)
    line(page).press("Enter")
    for each in more:
        page.keyboard.type(each)
        page.keyboard.press("Enter")
    expect(line(page)).to_have_value("")


def record_dissent(page: Page, text: str, whose: str) -> None:
    line(page).press_sequentially(f"/x {text}")
    line(page).press("Enter")
    page.keyboard.type(whose)
    page.keyboard.press("Enter")


def test_held_on_two_devices(
    page: Page, second: Page, context: BrowserContext, sign_in: SignIn, address: str,
    accessible: Callable,
) -> None:  # fmt: skip
    second.set_viewport_size({"width": 390, "height": 844})  # minutes are taken on a phone, too
    sign_in(page, OURS)
    meeting = find_meeting(page, address, "Joint development committee")
    accessible(page)
    page.get_by_role("button", name="Begin the meeting").click()
    sign_in(second, THEIRS)
    second.goto(meeting)
    page.get_by_role("button", name="All others are present").click()
    expect(second.locator(".quorum")).to_contain_text("Quorum is there", timeout=SOON)

    # Both write at once; each sees what the other wrote.
    record(page, "Two of three sites **began**.")
    record(second, "The third waits for its contract.")
    for each in (page, second):
        expect(each.locator(".current .line")).to_have_count(2, timeout=SOON)
    record(page, "/d The contract is signed by January.")
    record(page, "/a Send the contract to the site", "Quintiles, site management")
    line(page).press_sequentially("/a Nobody can do this")
    line(page).press("Enter")
    page.keyboard.type("Nobody")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Choose somebody of this alliance.")).to_be_visible()
    expect(line(page)).to_have_value("Nobody can do this")
    line(page).fill("")
    page.locator(".kind.of-note").click()
    # With that dissent Solvay would be against: refused, with the way on and what was typed.
    record_dissent(second, "January is too late.", "Solvay, head of clinical research")
    expect(second.get_by_text("Solvay is against")).to_be_visible()
    expect(second.get_by_role("link", name="Escalate it")).to_be_visible()
    expect(line(second)).to_have_value("January is too late.")
    second.get_by_label("Whose dissent").fill("Quintiles, site management")
    second.get_by_label("It counts as").select_option("abstains")
    second.get_by_role("button", name="Record", exact=True).click()
    expect(second.locator(".of-action.line")).to_contain_text("site management", timeout=SOON)
    expect(page.locator(".of-dissent.line")).to_contain_text("site management", timeout=SOON)
    expect(page.locator(".of-decision.line")).to_contain_text("site management abstains")
    accessible(page)
    accessible(second)

    # The next topic, without leaving the line: the other sees it.
    line(page).press("Alt+ArrowDown")
    for each in (page, second):
        expect(each.locator("#at-hand")).to_contain_text("Who reads contracts", timeout=SOON)

    connection_lost(page, second, context)
    raise_a_topic(page, second, context, accessible)

    # An entry is changed in place, removed, and put back.
    page.locator(".line", has_text="Kept one").get_by_role("link", name="Change").click()
    page.get_by_label("Text").fill("Kept one, in better words")
    page.get_by_role("button", name="Save").click()
    expect(second.locator(".line", has_text="in better words")).to_be_visible(timeout=SOON)
    page.locator(".line", has_text="Kept two").get_by_role("button", name="Remove").click()
    expect(second.locator(".line", has_text="Kept two")).to_have_count(0, timeout=SOON)
    page.get_by_role("button", name="Undo").click()
    expect(second.locator(".line", has_text="Kept two")).to_be_visible(timeout=SOON)

    on_the_wall(page)
    end_and_sign(page, second, accessible)


def connection_lost(page: Page, second: Page, context: BrowserContext) -> None:
    """Three entries typed without a connection, one of them after the tab was opened again."""
    context.set_offline(True)
    for number in ("one", "two", "three"):
        record(page, f"Kept {number}")
    expect(page.locator("[data-waiting]")).to_contain_text("3 entries wait", timeout=SOON)
    line(page).press_sequentially("Half a sen")
    context.set_offline(False)
    for number in ("one", "two", "three"):
        expect(second.locator(".line", has_text=f"Kept {number}")).to_have_count(1, timeout=20_000)
    texts = second.locator(".current .line-text").all_inner_texts()
    assert [text.strip() for text in texts] == ["Kept one", "Kept two", "Kept three"]
    expect(page.locator("[data-waiting]")).to_be_hidden()
    expect(line(page)).to_have_value("Half a sen")
    line(page).fill("")

    # Closed before the connection is back, and opened again.
    context.set_offline(True)
    record(page, "Written in the lift")
    url = page.url
    page.goto("about:blank")
    context.set_offline(False)
    page.goto(url)
    expect(second.locator(".line", has_text="Written in the lift")).to_have_count(1, timeout=20_000)


def raise_a_topic(page: Page, second: Page, context: BrowserContext, accessible: Callable) -> None:
    """One with a fault that comes back, one that waits for the connection; both appear there."""
    form = second.locator("[data-raise]")
    second.get_by_text("Add a topic").click()
    expect(form.get_by_label("Topic")).to_be_focused()
    opened, composer = (at.bounding_box() for at in (form, second.locator("[data-composer]")))
    assert opened["y"] + opened["height"] <= composer["y"], "the form lies behind the line"
    form.get_by_label("Topic").fill("Strike at the port")
    form.get_by_label("Owner").fill("Nobody")
    accessible(second)
    form.get_by_role("button", name="Add it").click()
    expect(form.get_by_text("Choose somebody of this alliance.")).to_be_visible()
    expect(form.get_by_label("Topic")).to_have_value("Strike at the port")
    form.get_by_label("Owner").fill("Solvay, head of clinical research")
    form.get_by_role("button", name="Add it").click()
    for each in (page, second):
        raised = each.locator("[data-point]", has_text="Strike at the port")
        expect(raised).to_contain_text("raised in the meeting", timeout=SOON)
    expect(form).to_be_hidden()

    context.set_offline(True)
    page.get_by_text("Add a topic").click()
    page.locator("[data-raise]").get_by_label("Topic").fill("Typed without a connection")
    page.keyboard.press("Enter")
    expect(page.locator("[data-waiting]")).to_contain_text("One entry waits", timeout=SOON)
    context.set_offline(False)
    waited = second.locator("[data-point]", has_text="Typed without a connection")
    expect(waited).to_have_count(1, timeout=20_000)
    expect(page.locator("[data-waiting]")).to_be_hidden()


def on_the_wall(page: Page) -> None:
    page.get_by_role("button", name="Present").first.click()
    expect(page.locator(".at-hand")).to_contain_text("Who reads contracts")
    expect(page.get_by_label("What is to be recorded")).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(page.locator(".of-decision.line")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_label("What is to be recorded")).to_be_visible()


def end_and_sign(page: Page, second: Page, accessible: Callable) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="End the meeting").click()
    expect(page.locator("h1")).to_contain_text("Minutes")
    expect(page.locator(".minutes")).to_contain_text(re.compile(r"Decision \d+"))
    expect(page.locator(".minutes")).to_contain_text("carried over")
    accessible(page)
    minutes = page.url
    page.get_by_role("button", name="Sign off for Quintiles").click()
    expect(page.locator(".signing")).to_contain_text("signed off")

    # Two go on writing on pages that lose the connection: one closes it, the other stays.
    closed, open_ = (second.context.new_page() for _ in range(2))
    for each in (closed, open_):
        each.goto(minutes.replace("minutes", "hold"))

    # The other side corrects one word first: the sign-off is taken back, and that is said.
    second.goto(minutes)
    accessible(second)
    second.get_by_role("link", name="Correct", exact=True).click()
    record(second, "Poland was not decided.")
    expect(second.locator("[data-told]")).to_contain_text("Quintiles must sign", timeout=SOON)
    second.goto(minutes)
    second.get_by_role("button", name="Sign off for Solvay").click()
    page.goto(minutes)
    expect(page.locator(".minutes")).to_contain_text("Poland was not decided.")
    written_too_late(second, closed, open_)
    page.get_by_role("button", name="Sign off for Quintiles").click()
    expect(page.locator(".page-head")).to_contain_text("signed off and locked")
    page.get_by_text("Write an addendum").click()
    page.get_by_label("Addendum").fill("The site is in Gdansk.")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".addendum")).to_contain_text("Gdansk")
    accessible(page)
    shown_and_offered(second, open_, minutes, accessible)


def written_too_late(second: Page, closed: Page, open_: Page) -> None:
    second.context.set_offline(True)
    record(closed, "Said in the lift")
    record(closed, "/d Poland is decided in March.")
    closed.get_by_text("Add a topic").click()
    closed.locator("[data-raise]").get_by_label("Topic").fill("A topic not sent")
    closed.close()
    line(open_).press_sequentially("Half a sentence")


def shown_and_offered(second: Page, open_: Page, minutes: str, accessible: Callable) -> None:
    """Nothing of it was recorded, nothing is lost: it waits below the head of the minutes."""
    second.context.set_offline(False)
    text = open_.get_by_label("What you wrote")
    expect(text).to_be_visible(timeout=20_000)  # the open page found out by itself
    said = text.input_value()
    for each in ("Said in the lift", "Decision: Poland is decided in March.",
                 "Half a sentence", "Topic: A topic not sent"):  # fmt: skip
        assert said.count(each) == 1, (each, said)
    open_.close()
    second.goto(minutes)
    expect(second.get_by_label("What you wrote")).to_have_value(said)
    expect(second.locator(".addendum")).to_have_count(1)
    accessible(second)

    # Without a connection it stays; with one it is an addendum, and gone from here.
    second.context.set_offline(True)
    second.get_by_role("button", name="Add it as an addendum").click()
    expect(second.locator(".left-behind [role=status]")).to_contain_text("It stays here")
    second.context.set_offline(False)
    second.get_by_role("button", name="Add it as an addendum").click()
    expect(second.locator(".addendum", has_text="Said in the lift")).to_have_count(1)
    expect(second.locator(".addendum").last).to_contain_text("Topic: A topic not sent")
    expect(second.locator(".left-behind")).to_be_hidden()
    second.reload()
    expect(second.locator(".left-behind")).to_be_hidden()
