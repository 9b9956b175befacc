"""From the map to its poster: the choices, the preview, the files."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import HOME

SignIn = Callable[[Page, str], None]
MANAGER = "Quintiles, alliance manager"


def test_make_a_poster(page: Page, sign_in: SignIn, address: str, accessible: Callable) -> None:
    sign_in(page, MANAGER)
    page.goto(f"{address}{HOME}")
    page.get_by_role("link", name="Poster").click()
    expect(page.locator(".answer")).to_contain_text("objectives on A3")
    preview = page.locator(".poster-preview img")
    expect(preview).to_have_js_property("complete", True)
    assert preview.evaluate("image => image.naturalWidth") > 0
    accessible(page)
    page.get_by_label("Without").check()
    page.get_by_label("A1").check()
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".answer")).to_contain_text("objectives on A1")
    expect(page.get_by_label("Without")).to_be_checked()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    name = download.value.suggested_filename
    assert re.fullmatch(r"solvay-and-quintiles-map-version-2-\d{4}-\d\d-\d\d\.pdf", name)
    with open(download.value.path(), "rb") as file:
        assert file.read(5) == b"%PDF-"
