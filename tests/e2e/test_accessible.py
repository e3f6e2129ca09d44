from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Server, listen
from tests.e2e.test_review import DRAWN, hand_in

pytestmark = pytest.mark.e2e

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
"""axe-core, which looks for barriers. It comes with a package of the tests and is no part of what is shipped."""


def barriers(page: Page) -> list[str]:
    """What axe finds serious or critical: the rule, and the first element that breaks it."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    return [
        f"{page.url}: {broken['id']} ({broken['impact']}): {broken['nodes'][0]['html'][:200]}"
        for broken in found["violations"]
        if broken["impact"] in ("serious", "critical")
    ]


@pytest.fixture(scope="module")
def label(browser: Browser, shared: str) -> str:
    """The address of a label with findings, of which one is settled and one opened."""
    context = browser.new_context()
    page = context.new_page()
    number = hand_in(page, shared, DRAWN / "label.yaml", DRAWN / "front.png")
    page.keyboard.press("a")
    page.locator("#f1.settled").wait_for()
    context.close()
    return f"{shared}/labels/{number}"


@pytest.fixture(scope="module")
def catalogue(browser: Browser, shared: str, tmp_path_factory: pytest.TempPathFactory) -> int:
    """The number of a catalogue with a row that cannot be read, which has the next number but one."""
    shop = tmp_path_factory.mktemp("shop") / "shop.csv"
    shop.write_text("id,title,description\n1,Wren Tonic,Cures gout\n2,,\n")
    context = browser.new_context()
    page = context.new_page()
    page.goto(shared)
    with page.expect_response("**/labels") as answer:
        page.set_input_files("#files", [shop])
    number = int(answer.value.json()["labels"][0])
    page.locator(".catalogues li", has_text="1 could not be read").wait_for()
    context.close()
    return number


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_fit_and_have_no_barrier(
    browser: Browser, shared: str, label: str, catalogue: int, scheme: str, width: int
) -> None:
    page, complaints = opened(browser, scheme, width)
    labels = (f"labels/{catalogue}", f"labels/{catalogue + 2}")
    pages = ("", "rules", "rules/us.7oh.disease-claim", "playground", "dashboard", "audit", "account", "admin")
    for name in (*pages, *labels):
        answer = page.goto(f"{shared}/{name}")
        assert answer is not None
        assert answer.ok, page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
        assert barriers(page) == []
    page.goto(label)
    for key in ("o", "r"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    page.locator("#supply-text").wait_for()
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    assert barriers(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert barriers(page) == []
    assert complaints == []
    page.context.close()


def test_the_login_has_no_barrier(browser: Browser, server: Server, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("a-token-of-twenty-characters-or-more")
    address = server("--token-file", str(tmp_path / "token"))
    for scheme in ("light", "dark"):
        for width in (1280, 390):
            page, complaints = opened(browser, scheme, width)
            page.goto(f"{address}/login")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert barriers(page) == []
            assert complaints == []
            page.context.close()


def opened(browser: Browser, scheme: str, width: int) -> tuple[Page, list[str]]:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    return page, listen(page)
