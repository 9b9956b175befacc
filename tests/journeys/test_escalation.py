"""From an open question to the end of its escalation, by two people on two devices."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import HOME

SignIn = Callable[[Page, str], None]


def state(page: Page, holds: str, accepts: str) -> None:
    page.get_by_role("link", name="State our position").click()
    page.get_by_label("What we hold").fill(holds)
    page.get_by_label("What would be acceptable").fill(accepts)
    page.get_by_role("button", name="Save").click()


def test_from_a_question_to_the_end_of_its_escalation(
    page: Page, second: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, "Solvay, alliance manager")
    sign_in(second, "Quintiles, alliance manager")
    second.set_viewport_size({"width": 390, "height": 844})

    # The ladder: one side proposes a change, the other agrees it on a phone.
    page.goto(f"{address}{HOME}committees/ladder/")
    page.get_by_role("link", name="Propose a change").click()
    accessible(page)
    page.get_by_label("Why this ladder").fill("Sponsors need longer")
    page.get_by_label("Days on level 4").fill("15")
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_text("has still to agree")).to_be_visible()
    second.goto(f"{address}/")
    second.get_by_role("link", name="The ladder of escalation").click()
    accessible(second)
    second.get_by_role("button", name="Agree for our side").click()
    expect(second.get_by_text("The ladder is in force.")).to_be_visible()
    accessible(second)

    # An open question is escalated from its page; the draft begins with its words.
    page.goto(f"{address}{HOME}decisions/")
    page.get_by_role("link", name="One plan template for all compounds").click()
    page.get_by_role("link", name="Escalate", exact=True).click()
    accessible(page)
    expect(page.get_by_label("Matter", exact=True)).to_have_value(
        "One plan template for all compounds"
    )
    page.get_by_role("button", name="Begin the draft").click()
    here = page.url

    # Each side states what it holds; the other reads it beside its own.
    state(page, "One template, ours.", "Yours, with our chapter on safety.")
    second.goto(here)
    expect(second.locator(".standpoints")).to_contain_text("One template, ours.")
    state(second, "Two templates are no harm.", "One, if the sites need not change theirs.")
    accessible(second)

    # Presented in writing, the clock runs, and both see whose turn it is.
    second.get_by_role("button", name="Present it: the clock starts").click()
    expect(
        second.get_by_text("Must act:").or_(second.get_by_text("Nobody holds a seat"))
    ).to_be_visible()
    accessible(second)
    page.reload()

    # Up a level by agreement of both sides: one asks, the other agrees.
    level = page.locator(".stages li.here").inner_text()
    page.get_by_role("button", name="One level up, if the other side agrees").click()
    expect(page.get_by_text("wants it one level up now")).to_be_visible()
    second.reload()
    second.get_by_role("button", name="One level up, if the other side agrees").click()
    expect(second.locator(".stages li.here")).not_to_have_text(level)
    accessible(second)

    # It is on the list, and ends with a decision that stands on the log.
    page.goto(f"{address}{HOME}escalations/")
    accessible(page)
    page.get_by_role("link", name="One plan template for all compounds").click()
    page.get_by_role("link", name="Record the decision").click()
    accessible(page)
    page.get_by_label("What was decided").fill("One template, with the chapter on safety.")
    page.get_by_role("button", name="Record it").click()
    expect(page.locator(".outcome")).to_contain_text("One template, with the chapter on safety.")
    expect(page.get_by_role("link", name="of the decision log")).to_be_visible()
    accessible(page)
    second.reload()
    expect(second.locator(".outcome")).to_contain_text("One template, with the chapter on safety.")
    expect(second.get_by_role("link", name="Change our position")).to_have_count(0)
