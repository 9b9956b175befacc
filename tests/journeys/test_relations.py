"""Relationship scorecards: a template, a counterpart, a round, the link in another browser."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import HOME

SignIn = Callable[[Page, str], None]
MANAGER = "Quintiles, alliance manager"


def test_from_a_template_to_the_matrix(
    page: Page, second: Page, sign_in: SignIn, address: str, accessible: Callable
) -> None:
    sign_in(page, MANAGER)
    link = invited(page, address, accessible)
    answered(second, link, accessible)
    page.goto(f"{address}{HOME}relationships/")
    page.get_by_role("link", name="Customers of the journey").click()
    row = page.locator("table.matrix tbody tr", has_text="North Clinic")
    expect(row.locator("td.whole")).to_contain_text("1.00")
    expect(row).to_contain_text("−")
    expect(row).to_contain_text("wide")
    accessible(page)
    page.get_by_role("link", name="Unfold Openness").click()
    expect(page.locator("table.matrix thead")).to_contain_text("Bad news early")
    accessible(page)
    row.locator("td.whole a").click()
    expect(page.locator("main")).to_contain_text("Answers come late.")
    accessible(page)
    page.get_by_role("link", name="Write what was agreed").click()
    page.get_by_label("Agreed for the next quarter").fill("Answer within a day.")
    page.get_by_role("button", name="Save").click()
    closed(page, accessible)
    second.goto(link)
    expect(second.get_by_role("heading", name="This link does not work")).to_be_visible()
    accessible(second)


def invited(page: Page, address: str, accessible: Callable) -> str:
    """A template with one counterpart, our view of it, and the link it is sent."""
    page.goto(f"{address}{HOME}relationships/add/")
    accessible(page)
    page.get_by_label("Name").fill("Customers of the journey")
    page.get_by_role("button", name="Make it").click()
    accessible(page)
    page.get_by_role("link", name="Add criterion Openness").click()
    accessible(page)
    page.get_by_label("Short name").fill("Invoices clear")
    page.get_by_label("Question or statement").fill("Share of invoices without a question")
    page.get_by_label("Answered by").select_option("percentage")
    page.get_by_label("Judged by").select_option("red_flag_goal")
    page.get_by_label("Target").fill("95")
    page.get_by_label("Red flag").fill("99")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_label("Target")).to_have_attribute("aria-invalid", "true")
    accessible(page)
    page.get_by_label("Red flag").fill("80")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("link", name="Counterparts", exact=True).click()
    page.get_by_role("link", name="Add counterpart").click()
    page.get_by_label("Name").fill("North Clinic")
    page.get_by_label("E-mail address of the contact").fill("north@clinic.example")
    accessible(page)
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("link", name="Matrix", exact=True).click()
    page.get_by_role("link", name="Open the round of this quarter").click()
    page.get_by_role("button", name="Open it").click()
    accessible(page)
    page.get_by_role("link", name="Fill North Clinic").click()
    for group in page.locator("fieldset.steps").all():
        group.locator("label").nth(-2).click()  # the best answer: before it stands no answer
    again = page.get_by_role("group", name="We would choose each other again.")
    again.get_by_label("yes").check()
    accessible(page)
    page.get_by_role("button", name="Send our view").click()
    page.get_by_role("link", name="Invite by link").click()
    page.get_by_role("button", name="Send the link").click()
    accessible(page)
    return page.get_by_label("The link, shown this once").input_value()


def answered(page: Page, link: str, accessible: Callable) -> None:
    """In another browser, by keyboard, with a draft that outlives the window."""
    page.goto(link)
    expect(page.locator("body")).to_contain_text("Quintiles asks")
    expect(page.locator("body")).not_to_contain_text("Solvay")
    accessible(page)
    first = page.get_by_role("group", name="Questions and problems are answered quickly.")
    first.get_by_label("1").focus()
    page.keyboard.press("ArrowRight")
    expect(first.get_by_label("2")).to_be_checked()
    page.get_by_text("Note: Quick to answer").click()
    page.get_by_label("Note on “Quick to answer”").fill("Answers come late.")
    expect(page.get_by_role("status")).to_have_text("Kept as a draft")
    page.reload()
    expect(first.get_by_label("2")).to_be_checked()
    page.set_viewport_size({"width": 390, "height": 844})
    accessible(page)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("body")).to_contain_text("Thank you.")
    accessible(page)
    page.get_by_role("button", name="Correct it").click()
    third = page.get_by_role("group", name="Bad news is told early and straight.")
    third.get_by_label("3").check()
    page.get_by_role("button", name="Send the correction").click()
    expect(page.locator("body")).to_contain_text("Thank you.")


def closed(page: Page, accessible: Callable) -> None:
    page.get_by_role("link", name="Customers of the journey").click()
    page.get_by_role("link", name="Who has answered").first.click()
    page.get_by_role("link", name="Close the round…").click()
    accessible(page)
    page.get_by_role("button", name="Close it").click()
    expect(page.locator("main")).to_contain_text("it stays as it is")
    accessible(page)
