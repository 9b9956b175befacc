"""The accessibility checker, told to hurry: of the same page it says the same in half the time."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

FIELDS = """class {
    key = Symbol();
    get(of) { return of[this.key]; }
    set(of, value) { of[this.key] = value; return this; }
    has(of) { return Object.hasOwn(of, this.key); }
    delete(of) { return delete of[this.key]; }
}"""
"""In place of a WeakMap: axe keeps each private field in one, of thousands of colours a page."""

ONCE = """(() => {
    const colour = axe.commons.color.Color.prototype, read = colour.parseString, known = new Map();
    colour.parseString = function (text) {
        if (!known.has(text)) {
            read.call(this, text);
            known.set(text, [this.r, this.g, this.b, this.alpha]);
        }
        [this.r, this.g, this.b, this.alpha] = known.get(text);
        return this;
    };
})()"""
"""A page has few colours; axe reads each anew for every element that has it."""

AXE = Axe().axe_script
HURRIED = f"((WeakMap) => {{{AXE}}})({FIELDS});\n{ONCE}"
QUICKLY = """more => axe
    .run({resultTypes: ["violations"], selectors: false, xpath: false, ancestry: false,
          elementRef: false, ...more})
    .then(found => found.violations.length)"""
"""Where nothing is wrong, nobody needs the addresses of what was looked at."""
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""The rules that can tell otherwise of the same page in other colours."""


def bring_axe(context: BrowserContext) -> None:
    """For many pages: each that opens has it from the start, and it is sent but once."""
    context.add_init_script(HURRIED)


def check(page: Page, *, colours: bool = False) -> None:
    """Fails with what was found on the page. `colours`: only of those."""
    more = COLOURS if colours else {}
    if not page.evaluate("'axe' in window"):
        page.evaluate(HURRIED)
    if page.evaluate(QUICKLY, more):
        pytest.fail(Axe().run(page, options=more).generate_report())
