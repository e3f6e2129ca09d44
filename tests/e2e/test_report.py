"""The one-file report in a real Chromium: by keyboard, in light and dark, on paper, and with a hostile label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect

from labelwarden.findings.finding import LabelResult, Waived
from labelwarden.findings.scales import Severity
from labelwarden.label.panel import Panel
from labelwarden.reports.checked import Checked
from labelwarden.reports.html import html_report
from labelwarden.text.printed import Text
from labelwarden.text.span import Box
from tests.e2e.conftest import listen
from tests.unit.reports.results import AGE, CLAIM, PAIN, RESULT
from tests.unit.reports.test_html import EVIL, RUN

pytestmark = pytest.mark.e2e

CALM = replace(
    CLAIM,
    title="Names itself calm",
    severity=Severity.MAJOR,
    evidence=(replace(PAIN, quote="Calm Drops", start=0, end=10, boxes=(Box(40, 700, 300, 40),)),),
)
FOUND = replace(RESULT, findings=(CLAIM, CALM, AGE), waived=(Waived(AGE, "waived by J. Doe: known", "waiver"),))


@pytest.fixture
def picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The picture that the findings stand on, taller than a window."""
    monkeypatch.chdir(tmp_path)
    image = Image.new("RGB", (600, 1600), "white")
    ImageDraw.Draw(image).rectangle((10, 20, 310, 60), outline="black")
    image.save("front.png")


def report(folder: Path, *results: LabelResult) -> str:
    file = folder / "report.html"
    file.write_text(html_report([Checked(result, ("US",)) for result in results], RUN), encoding="utf-8")
    return file.as_uri()


def focused(page: Page) -> str:
    """The id of what has the focus."""
    return str(page.evaluate("document.activeElement.id"))


def tabs_to(page: Page, wanted: str, key: str = "Tab") -> Sequence[str]:
    """Presses Tab until `wanted` has the focus; what had it on the way."""
    passed = []
    for _ in range(30):
        page.keyboard.press(key)
        passed.append(focused(page))
        if passed[-1] == wanted:
            return passed
    pytest.fail(f"{wanted} was not reached by {key}: {passed}")


@pytest.mark.usefixtures("picture")
def test_the_keyboard_leads_from_box_to_finding_and_back(page: Page, tmp_path: Path) -> None:
    page.goto(report(tmp_path, FOUND))

    # In the order of the findings, and each box shows that it has the focus.
    assert tabs_to(page, "l1-b2-1-1") == ["l1-b1-1-1", "l1-b2-1-1"]
    fill = page.locator("#l1-b2-1-1 .box").evaluate("box => getComputedStyle(box).fillOpacity")
    assert 0 < float(fill) < 1
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "l1-b1-1-1"
    page.keyboard.press("Tab")

    page.keyboard.press("Enter")
    assert focused(page) == "l1-f2"
    expect(page.locator("#l1-f2")).to_be_in_viewport()
    # From there Tab goes on inside the finding, and its first link leads back to the box.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "show on the picture"
    page.keyboard.press("Enter")
    assert focused(page) == "l1-b2-1-1"
    expect(page.locator("#l1-b2-1-1")).to_be_in_viewport()

    # A mark in the text leads to its finding too; what has no place on a picture is named below it.
    page.locator("figcaption a").focus()
    page.keyboard.press("Enter")
    assert focused(page) == "l1-f3"
    page.locator(".text sup a").first.focus()
    page.keyboard.press("Enter")
    assert focused(page) in {"l1-f1", "l1-f2"}
    page.go_back()
    assert page.evaluate("location.hash") == "#l1-f3"


@pytest.mark.usefixtures("picture")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_anybody_in_light_and_dark(
    browser: Browser, tmp_path: Path, scheme: Literal["light", "dark"]
) -> None:
    address = report(tmp_path, FOUND, replace(RESULT, product="Oats", findings=()))
    with browser.new_context(color_scheme=scheme) as context:
        page = context.new_page()
        complaints = listen(page)
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert complaints == []


@pytest.mark.usefixtures("picture")
def test_it_fits_a_telephone_and_prints_whole(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(report(tmp_path, FOUND))
    assert page.evaluate("document.documentElement.scrollWidth") == 360

    document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    printed = " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in document).split())
    document.close()
    for said in ("Calm Drops", "Names itself calm", "Take the claim out.", "What was not checked", "no legal advice"):
        assert said in printed
    assert "show on the picture" not in printed


def test_a_hostile_label_runs_nothing_and_asks_for_nothing(page: Page, tmp_path: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    evil = f"{EVIL}</style></title><iframe src=https://example.com></iframe>"
    seen = replace(PAIN, quote=evil, start=0, end=len(evil), boxes=(), file=None)
    finding = replace(CLAIM, title=evil, message=evil, evidence=(seen,))
    address = report(
        tmp_path,
        replace(RESULT, product=evil, source=evil, findings=(finding,), panels=(Panel("front", Text(evil)),)),
    )
    page.goto(address)
    expect(page.locator("h2").first).to_contain_text("<script>alert(1)</script>")
    assert page.locator("script, iframe, img").count() == 0
    assert [url for url in asked if not url.startswith("data:")] == [address]
