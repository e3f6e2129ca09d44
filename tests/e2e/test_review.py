from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Server, listen

pytestmark = pytest.mark.e2e

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
DRAWN = SAMPLES / "7oh-tablets-picture"
CLAIM = "product: Quiet Oats\ntype: dietary_supplement\nclaims: [Cures gout within days]\n"


def hand_in(page: Page, address: str, *files: Path) -> None:
    """Hands files in, waits until they are read, and opens the most urgent label."""
    page.goto(address)
    page.set_input_files("#files", list(files))
    page.locator("tr.open a").first.click()
    page.locator(".finding").first.wait_for()


def typed(folder: Path) -> Path:
    file = folder / "oats.yaml"
    file.write_text(CLAIM)
    return file


def inside(inner: dict[str, float], outer: dict[str, float], slack: float) -> bool:
    return (
        inner["x"] >= outer["x"] - slack
        and inner["y"] >= outer["y"] - slack
        and inner["x"] + inner["width"] <= outer["x"] + outer["width"] + slack
        and inner["y"] + inner["height"] <= outer["y"] + outer["height"] + slack
    )


def box_on_picture(page: Page, number: int) -> dict[str, float]:
    """The first box of a finding, in pixels of the picture."""
    rect = page.locator(f'.spot[data-finding="{number}"] rect.box').first
    return {name: float(rect.get_attribute(name) or "nan") for name in ("x", "y", "width", "height")}


def test_a_drawn_label_is_read_and_its_boxes_lie_on_the_words(page: Page, server: Server) -> None:
    hand_in(page, server(), DRAWN / "label.yaml", DRAWN / "front.png")
    expect(page.locator(".verdict")).to_have_text("fail")
    finding = page.locator(".finding", has_text="Stronger than morphine")
    box = box_on_picture(page, int(finding.get_attribute("data-number") or 0))
    # Where the sample says that these words were drawn.
    x, y, width, height = json.loads((DRAWN / "places.json").read_text())["Stronger than morphine"][0]
    drawn = {"x": x, "y": y, "width": width, "height": height}
    assert inside(box, drawn, slack=25), (box, drawn)
    assert inside(drawn, box, slack=25), (box, drawn)
    page.locator(f'.spot[data-finding="{finding.get_attribute("data-number")}"]').first.click()
    expect(finding).to_have_class(re.compile("current"))


def test_keys_go_from_finding_to_finding_and_decide(page: Page, server: Server) -> None:
    address = server()
    hand_in(page, address, DRAWN / "label.yaml", DRAWN / "front.png")
    total = page.locator(".finding").count()
    page.keyboard.press("j")
    expect(page.locator("#f2")).to_have_class(re.compile("current"))
    page.keyboard.press("ArrowUp")
    expect(page.locator("#f1")).to_have_class(re.compile("current"))
    page.keyboard.press("a")
    expect(page.locator("#f1")).to_have_attribute("data-state", "accepted")
    expect(page.locator('.spot[data-finding="1"]').first).to_have_class(re.compile("settled"))
    expect(page.locator("#f2")).to_have_class(re.compile("current"))
    page.keyboard.press("d")
    page.keyboard.press("Enter")
    expect(page.locator("#f2 [role=alert]")).to_contain_text("Say why")
    page.locator("#f2 [data-act=dismiss]").click()
    page.keyboard.type("quoted from a study")
    page.keyboard.press("Enter")
    expect(page.locator("#f2")).to_have_attribute("data-state", "dismissed")
    page.keyboard.press("l")
    expect(page.locator("#f3")).to_have_attribute("data-state", "needs legal")
    expect(page.locator("#tally")).to_have_text(f"{total - 3} open of {total}")
    page.keyboard.press("k")
    page.keyboard.press("k")
    page.keyboard.press("u")
    expect(page.locator("#f2")).to_have_attribute("data-state", "open")
    page.keyboard.press("h")
    expect(page.locator("#trail")).to_contain_text("quoted from a study")
    assert page.locator("#trail li").count() == 4
    page.keyboard.press("z")
    expect(page.locator("#sheet")).to_have_class(re.compile("zoomed"))


def test_a_pdf_is_read_and_its_boxes_lie_on_the_page(page: Page, server: Server, tmp_path: Path) -> None:
    from PIL import Image, ImageDraw, ImageFont

    sheet = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(sheet)
    draw.text((120, 300), "Dietary Supplement", fill="black", font=ImageFont.load_default(60))
    draw.text((120, 900), "Cures diabetes and gout", fill="black", font=ImageFont.load_default(70))
    sheet.save(tmp_path / "leaflet.pdf", resolution=150)
    hand_in(page, server(), tmp_path / "leaflet.pdf")
    finding = page.locator(".finding", has_text=re.compile("diabetes|gout")).first
    box = box_on_picture(page, int(finding.get_attribute("data-number") or 0))
    picture = page.locator("svg image").first
    scale = float(picture.get_attribute("width") or 0) / 1240
    line = {"x": 120 * scale, "y": 890 * scale, "width": 900 * scale, "height": 110 * scale}
    assert inside(box, line, slack=20 * scale), (box, line)


def test_of_two_reviewers_the_slower_one_is_told(page: Page, browser: Browser, server: Server, tmp_path: Path) -> None:
    hand_in(page, server(), typed(tmp_path))
    other = browser.new_context().new_page()
    complaints = listen(other)
    other.goto(page.url)
    page.locator("#f1 [data-act=accept]").click()
    expect(page.locator("#f1")).to_have_attribute("data-state", "accepted")
    other.locator("#f1 [data-act=dismiss]").click()
    other.locator("#f1 textarea").fill("a quotation")
    other.locator("#f1 [data-send=dismiss]").click()
    expect(other.locator("#f1 [role=alert]")).to_contain_text("meanwhile")
    expect(other.locator("#f1")).to_have_attribute("data-state", "accepted")
    assert complaints == []
    other.context.close()


def test_a_decision_is_open_again_after_its_rule_has_changed(page: Page, server: Server, tmp_path: Path) -> None:
    from labelwarden.rules.files import builtin_folder

    rules = tmp_path / "rules"
    for source in builtin_folder().rglob("*.yaml"):
        copy = rules / source.relative_to(builtin_folder())
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(source.read_bytes())
    options = ("--no-builtin-rules", "--rules", str(rules))
    hand_in(page, server(*options), typed(tmp_path))
    path = page.url.rpartition("/labels/")[2]
    rule = page.locator("#f1 dd.rule a").text_content() or ""
    page.locator("#f1 [data-act=accept]").click()
    expect(page.locator("#f1")).to_have_attribute("data-state", "accepted")
    changed = next(file for file in rules.rglob("*.yaml") if f"id: {rule}\n" in file.read_text())
    head, mark, rest = changed.read_text().partition(f"id: {rule}\n")
    changed.write_text(head + mark + rest.replace("title: ", "title: Anew, ", 1))
    page.goto(f"{server(*options)}/labels/{path}")
    expect(page.locator("#f1")).to_have_attribute("data-state", "reopened")
    expect(page.locator("#f1 .state")).to_contain_text("Reopened")


def test_a_word_is_corrected_and_the_label_checked_again(page: Page, server: Server, tmp_path: Path) -> None:
    from PIL import Image, ImageDraw, ImageFont

    sheet = Image.new("RGB", (1200, 500), "white")
    draw = ImageDraw.Draw(sheet)
    for at, line in enumerate(("Dietary Supplement", "Cures diabetes fast")):
        draw.text((80, 100 + 160 * at), line, fill="black", font=ImageFont.load_default(80))
    sheet.save(tmp_path / "front.png")
    hand_in(page, server(), tmp_path / "front.png")
    expect(page.locator(".findings")).to_contain_text("diabetes")
    page.locator("#correct summary").click()
    page.locator(".chip", has_text="diabetes").click()
    page.locator("#right").fill("hunger")
    page.locator("#correct-form button.main").click()
    expect(page.locator("main")).to_contain_text('anna put "hunger" for "diabetes" on front.png')
    expect(page.locator(".text").first).to_contain_text("Cures hunger fast")
    expect(page.locator(".findings")).not_to_contain_text("diabetes")


def test_a_report_and_the_record_are_taken_out(page: Page, server: Server, tmp_path: Path) -> None:
    address = server()
    hand_in(page, address, typed(tmp_path))
    page.locator("#f1 [data-act=legal]").click()
    expect(page.locator("#f1")).to_have_attribute("data-state", "needs legal")
    with page.expect_download() as report:
        page.locator("text=Report (HTML)").click()
    assert "Quiet Oats" in report.value.path().read_text()
    page.goto(address)
    with page.expect_download() as record:
        page.locator("text=all decisions (CSV)").click()
    assert ",anna,legal," in record.value.path().read_text()


def test_the_playground_tells_faults_while_one_types_and_what_a_pack_finds(page: Page, server: Server) -> None:
    page.goto(f"{server()}/playground?pack=us.7oh")
    page.locator("#words").fill("7-OH tablets cure chronic pain")
    page.locator("button.main", has_text="Try").click()
    expect(page.locator("#tried")).to_contain_text("us.7oh.disease-claim")
    editor = page.locator("#pack-text")
    editor.fill(editor.input_value().replace("severity: critical", "severity: dreadful", 1))
    expect(page.locator("#tried")).to_contain_text(re.compile(r"line \d+, column \d+"))
    with page.expect_download() as taken:
        page.locator("#take").click()
    assert "severity: dreadful" in taken.value.path().read_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_fit_and_can_be_read(browser: Browser, server: Server, scheme: str, width: int) -> None:
    address = server()
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    complaints = listen(page)
    hand_in(page, address, DRAWN / "label.yaml", DRAWN / "front.png")
    label = page.url
    for there in (address, label, f"{address}/rules", f"{address}/playground", f"{address}/dashboard"):
        page.goto(there)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, there
        assert page.evaluate(UNNAMED) == [], there
        assert page.evaluate(FAINT) == [], there
    assert complaints == []
    context.close()


UNNAMED = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a')]
  .filter(e => !(e.labels?.length || e.textContent.trim() || e.getAttribute('aria-label')))
  .map(e => e.outerHTML)"""
"""Controls without a name that a screen reader could say."""

FAINT = """() => {
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const linear = v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => [r, g, b].map(v => linear(v / 255))
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const found = [];
  for (const e of document.querySelectorAll('body *:not(svg *)')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || !e.offsetParent) continue;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) found.push(`${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 30)}`);
  }
  return found; }"""
"""Words whose contrast to their ground is below 4.5, the least that WCAG AA asks for."""
