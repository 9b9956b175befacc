"""Every page of governance, wide and narrow, light and dark: accessible, nothing sticks out."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page

from .conftest import HOME
from .test_pages import faults_in, walking

SignIn = Callable[[Page, str], None]
PAGES = [
    f"{HOME}committees/", f"{HOME}committees/1/", f"{HOME}committees/1/edit/",
    f"{HOME}committees/1/rights/", f"{HOME}committees/1/seats/add/",
    f"{HOME}committees/seats/1/", f"{HOME}committees/add/", f"{HOME}committees/ladder/",
    f"{HOME}committees/matters/", f"{HOME}committees/matters/1/",
    f"{HOME}meetings/", f"{HOME}meetings/plan/", f"{HOME}meetings/series/?body=1",
    f"{HOME}meetings/5/", f"{HOME}meetings/7/", f"{HOME}meetings/7/edit/",
    f"{HOME}meetings/7/cancel/", f"{HOME}meetings/7/hold/", f"{HOME}meetings/3/hold/",
    f"{HOME}meetings/3/minutes/", f"{HOME}meetings/1/minutes/", f"{HOME}meetings/7/pack/",
    f"{HOME}topics/1/edit/", "/me/calendar/",
    f"{HOME}decisions/", f"{HOME}decisions/?state=taken&importance=3", f"{HOME}decisions/5/",
    f"{HOME}decisions/5/anew/", f"{HOME}decisions/5/look-back/", f"{HOME}decisions/16/",
    f"{HOME}decisions/16/coin/", f"{HOME}decisions/16/edit/", f"{HOME}decisions/16/take/",
    f"{HOME}decisions/16/withdraw/", f"{HOME}decisions/raise/", f"{HOME}deliberation/",
    f"{HOME}escalations/", f"{HOME}escalations/1/", f"{HOME}escalations/2/",
    f"{HOME}escalations/2/decide/", f"{HOME}escalations/2/edit/",
    f"{HOME}escalations/2/pause/", f"{HOME}escalations/2/return/",
    f"{HOME}escalations/2/standpoint/", f"{HOME}escalations/2/withdraw/",
    f"{HOME}escalations/add/", f"{HOME}proposals/", f"{HOME}proposals/1/", f"{HOME}proposals/3/",
    f"{HOME}proposals/3/decline/", f"{HOME}proposals/3/take-up/", f"{HOME}proposals/3/withdraw/",
    f"{HOME}proposals/suggest/",
    f"{HOME}actions/", f"{HOME}actions/?show=all", f"{HOME}actions/4/",
    f"{HOME}actions/4/edit/", f"{HOME}actions/add/",
]  # fmt: skip
JOURNAL = [f"{HOME}journal/", f"{HOME}journal/write/?decision=5"]


def test_every_page_of_governance(
    browser: Browser, watched: Callable[[Page], Page], sign_in: SignIn, address: str,
    accessible: Callable,
) -> None:  # fmt: skip
    with walking(browser) as context:
        page = watched(context.new_page())
        sign_in(page, "Quintiles, alliance manager")
        faults = faults_in(page, address, PAGES, accessible)
        page.goto(f"{address}{HOME}")
        page.locator(".room-switch button[value=ours]").click()
        page.wait_for_load_state()
        faults += faults_in(page, address, JOURNAL, accessible)
    assert not faults, "\n".join(faults)
