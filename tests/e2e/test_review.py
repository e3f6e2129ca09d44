from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Server, listen

pytestmark = pytest.mark.e2e

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
DRAWN = SAMPLES / "7oh-tablets-picture"
CLAIM = "product: Quiet Oats\ntype: dietary_supplement\nclaims: [Cures gout within days]\n"

CONDITIONS = (
    *("gout", "diabetes", "asthma", "cancer", "arthritis", "eczema", "psoriasis", "migraine", "depression", "anxiety"),
    *("insomnia", "hepatitis", "malaria", "influenza", "bronchitis", "pneumonia", "glaucoma", "epilepsy", "anemia"),
    *("osteoporosis", "hypertension", "tuberculosis", "lupus", "ulcers", "acne", "herpes", "shingles", "dementia"),
    *("autism", "obesity", "cirrhosis", "gastritis", "colitis", "tinnitus", "vertigo", "sciatica", "rosacea"),
    *("ringworm", "scurvy", "rabies"),
)


def hand_in(page: Page, address: str, *files: Path) -> int:
    """Hands files in as one request, waits until the label is read, and opens it; says its number."""
    page.goto(address)
    with page.expect_response("**/labels") as answer:
        page.set_input_files("#files", list(files))
    number = int(answer.value.json()["labels"][0])
    page.locator(f'.queue-rows tr:not(.reading) a[href="/labels/{number}"]').first.click()
    page.locator("#tally").wait_for()
    return number


def press(page: Page, key: str) -> None:
    """Presses a key once the scripts of the page are there to hear it."""
    page.wait_for_load_state()
    page.keyboard.press(key)


def typed(folder: Path, product: str = "Quiet Oats") -> Path:
    file = folder / "oats.yaml"
    file.write_text(CLAIM.replace("Quiet Oats", product))
    return file


def drawn(file: Path, *lines: str, size: tuple[int, int] = (1200, 500), letters: int = 80) -> Path:
    """A picture of these lines, the first 100 pixels from the top and two letters' height from one to the next."""
    sheet = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(sheet)
    for at, line in enumerate(lines):
        draw.text((80, 100 + 2 * letters * at), line, fill="black", font=ImageFont.load_default(letters))
    sheet.save(file, resolution=150)
    return file


def inside(inner: dict[str, float], outer: dict[str, float], slack: float) -> bool:
    return (
        inner["x"] >= outer["x"] - slack
        and inner["y"] >= outer["y"] - slack
        and inner["x"] + inner["width"] <= outer["x"] + outer["width"] + slack
        and inner["y"] + inner["height"] <= outer["y"] + outer["height"] + slack
    )


def box_on_picture(page: Page, number: int) -> dict[str, float]:
    """The first frame of a finding, in pixels of the picture."""
    frame = page.locator(f'.spot[data-finding="{number}"] .box').first
    sides = frame.evaluate("frame => { const at = frame.getBBox(); return [at.x, at.y, at.width, at.height]; }")
    return dict(zip(("x", "y", "width", "height"), sides, strict=True))


def test_a_drawn_label_is_read_and_its_boxes_lie_on_the_words(page: Page, shared: str) -> None:
    hand_in(page, shared, DRAWN / "label.yaml", DRAWN / "front.png")
    expect(page.locator("h1 .verdict")).to_have_text("fail")
    finding = page.locator(".finding", has_text="Stronger than morphine")
    box = box_on_picture(page, int(finding.get_attribute("data-number") or 0))
    # Where the sample says that these words were drawn.
    x, y, width, height = json.loads((DRAWN / "places.json").read_text())["Stronger than morphine"][0]
    drawn = {"x": x, "y": y, "width": width, "height": height}
    assert inside(box, drawn, slack=25), (box, drawn)
    assert inside(drawn, box, slack=25), (box, drawn)
    page.locator(f'.spot[data-finding="{finding.get_attribute("data-number")}"]').first.click()
    expect(finding).to_have_class(re.compile("current"))


def test_keys_go_from_finding_to_finding_and_decide(page: Page, shared: str) -> None:
    hand_in(page, shared, DRAWN / "label.yaml", DRAWN / "front.png")
    total = page.locator(".finding").count()
    press(page, "j")
    expect(page.locator("#f2")).to_have_class(re.compile("current"))
    expect(page.locator("#f2")).to_be_focused()
    press(page, "ArrowUp")
    expect(page.locator("#f1")).to_have_class(re.compile("current"))
    press(page, "a")
    expect(page.locator("#f1")).to_have_attribute("data-state", "accepted")
    expect(page.locator('.spot[data-finding="1"]').first).to_have_class(re.compile("settled"))
    expect(page.locator("#f2")).to_have_class(re.compile("current"))
    press(page, "d")
    press(page, "Enter")
    expect(page.locator("#f2 [role=alert]")).to_contain_text("Say why")
    page.locator("#f2 [data-act=dismiss]").click()
    page.keyboard.type("quoted from a study")
    press(page, "Enter")
    expect(page.locator("#f2")).to_have_attribute("data-state", "dismissed")
    expect(page.locator("#f3")).to_be_focused()
    press(page, "l")
    expect(page.locator("#f3")).to_have_attribute("data-state", "needs legal")
    expect(page.locator("#tally")).to_have_text(f"{total - 3} open of {total}")
    expect(page.locator("#f4")).to_be_focused()
    press(page, "d")
    press(page, "ArrowUp")
    expect(page.locator("#f4 textarea")).to_have_value("quoted from a study")
    press(page, "Escape")
    expect(page.locator("#f4")).to_be_focused()
    press(page, "u")  # on an open finding: what was decided last
    expect(page.locator("#f3")).to_have_attribute("data-state", "open")
    expect(page.locator("#f3")).to_be_focused()
    press(page, "k")
    press(page, "u")
    expect(page.locator("#f2")).to_have_attribute("data-state", "open")
    press(page, "h")
    expect(page.locator("#trail")).to_contain_text("quoted from a study")
    assert page.locator("#trail li").count() == 5
    press(page, "z")
    expect(page.locator("#sheet")).to_have_class(re.compile("zoomed"))
    press(page, "?")
    expect(page.locator("#keys")).to_be_visible()
    press(page, "Escape")
    expect(page.locator("#keys")).to_be_hidden()


def test_law_letters_remedy_and_near_misses_are_one_key_away(page: Page, shared: str, tmp_path: Path) -> None:
    hand_in(page, shared, typed(tmp_path))
    expect(page.locator("#f1 dl")).to_be_hidden()
    press(page, "o")
    for word in ("Why", "Law", "Do", "Rule", "Near misses"):
        expect(page.locator("#f1 dt", has_text=re.compile(f"^{word}$"))).to_be_visible()
    press(page, "s")
    expect(page.locator("#considered ul")).to_be_visible()
    press(page, "c")
    expect(page.locator("#checklist h3").first).to_be_visible()


def test_comments_on_a_finding_and_on_the_label_stay(page: Page, shared: str, tmp_path: Path) -> None:
    hand_in(page, shared, typed(tmp_path))
    press(page, "e")
    page.keyboard.type("asked the supplier")
    press(page, "Enter")
    expect(page.locator("#f1 .said")).to_contain_text("anna “asked the supplier”")
    expect(page.locator("#f1")).to_have_attribute("data-state", "open")
    press(page, "t")
    page.keyboard.type("the second batch of this week")
    page.locator("#remark button").click()
    expect(page.locator(".list > section > .said")).to_contain_text("the second batch of this week")
    page.locator(".list > section > .said button", has_text="Withdraw").click()
    expect(page.locator(".list > section > .said")).to_have_count(0)
    press(page, "h")
    assert page.locator("#trail li", has_text="comment").count() == 2
    expect(page.locator("#trail li").first).to_contain_text("withdrawn")


def test_what_the_rules_missed_is_added_by_keys(page: Page, shared: str, tmp_path: Path) -> None:
    hand_in(page, shared, typed(tmp_path))
    press(page, "m")
    page.keyboard.type("within days")
    page.locator("#missed-reason").fill("promises speed")
    page.locator("#missed button").click()
    expect(page.locator(".list section", has_text="Found by reviewers")).to_contain_text("claim: promises speed")


def test_a_pdf_is_read_and_its_boxes_lie_on_the_page(page: Page, shared: str, tmp_path: Path) -> None:
    leaflet = drawn(
        tmp_path / "leaflet.pdf", "Dietary Supplement", "", "", "", "Cures gout", size=(1240, 1754), letters=100
    )
    hand_in(page, shared, leaflet)
    finding = page.locator(".finding", has_text="gout").first
    box = box_on_picture(page, int(finding.get_attribute("data-number") or 0))
    picture = page.locator("svg image").first
    scale = float(picture.get_attribute("width") or 0) / 1240
    line = {"x": 80 * scale, "y": 890 * scale, "width": 900 * scale, "height": 140 * scale}
    assert inside(box, line, slack=20 * scale), (box, line)


def test_of_two_reviewers_the_slower_one_is_told(page: Page, browser: Browser, shared: str, tmp_path: Path) -> None:
    hand_in(page, shared, typed(tmp_path))
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
    number = hand_in(page, server(*options), typed(tmp_path))
    rule = page.locator("#f1 dd.rule a").text_content() or ""
    page.locator("#f1 [data-act=accept]").click()
    expect(page.locator("#f1")).to_have_attribute("data-state", "accepted")
    changed = next(file for file in rules.rglob("*.yaml") if f"id: {rule}\n" in file.read_text())
    head, mark, rest = changed.read_text().partition(f"id: {rule}\n")
    changed.write_text(head + mark + rest.replace("title: ", "title: Anew, ", 1))
    page.goto(f"{server(*options)}/labels/{number}")
    expect(page.locator("#f1")).to_have_attribute("data-state", "reopened")
    expect(page.locator("#f1 .state")).to_contain_text("Reopened")


def test_a_word_is_corrected_and_the_label_checked_again(page: Page, shared: str, tmp_path: Path) -> None:
    hand_in(page, shared, drawn(tmp_path / "front.png", "Dietary Supplement", "Cures diabetes fast"))
    expect(page.locator(".findings")).to_contain_text("diabetes")
    press(page, "w")
    page.locator(".chip", has_text="diabetes").click()
    page.locator("#right").fill("hunger")
    press(page, "Enter")
    expect(page.locator("main")).to_contain_text('anna put "hunger" for "diabetes" on front.png')
    expect(page.locator(".text").first).to_contain_text("Cures hunger fast")
    expect(page.locator(".findings")).not_to_contain_text("diabetes")
    press(page, "U")
    expect(page.locator(".findings")).to_contain_text("diabetes")
    expect(page.locator("main > .notice.words", has_text="hunger")).to_have_count(0)
    press(page, "h")
    expect(page.locator("#trail")).to_contain_text("taken back")


def on_screen(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where a point of the picture is on the screen."""
    where = page.locator("svg[data-picture]").first.evaluate(
        "(svg, [x, y]) => { const p = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM()); return [p.x, p.y]; }",
        [x, y],
    )
    return float(where[0]), float(where[1])


def test_a_region_is_drawn_read_put_right_and_told_in_the_report(page: Page, shared: str, tmp_path: Path) -> None:
    hand_in(page, shared, drawn(tmp_path / "front.png", "Dietary Supplement", "Quiet oats every day"))
    expect(page.locator(".findings")).not_to_contain_text("gout")
    page.locator("[data-act=region]").click()
    page.mouse.move(*on_screen(page, 60, 250))
    page.mouse.down()
    page.mouse.move(*on_screen(page, 500, 300), steps=3)
    page.mouse.move(*on_screen(page, 1000, 370), steps=3)
    page.mouse.up()
    text = page.locator("#supply-text")
    expect(text).to_have_value(re.compile("Quiet oats every day"))
    text.fill("Cures gout every day")
    page.locator(".supply button.main").click()
    note = 'anna had a region of front.png read again and supplied "Cures gout every day"'
    expect(page.locator("main > .notice.words").first).to_contain_text(note)
    finding = page.locator(".finding", has_text="Cures gout")
    box = box_on_picture(page, int(finding.get_attribute("data-number") or 0))
    assert inside(box, {"x": 60, "y": 250, "width": 940, "height": 120}, slack=10), box
    with page.expect_download() as report:
        page.locator("text=Report (HTML)").click()
    said = report.value.path().read_text()
    assert "anna had a region of front.png read again" in said
    assert "[region 1]" in said


def test_a_region_is_moved_and_read_by_keys_alone(page: Page, shared: str, tmp_path: Path) -> None:
    hand_in(page, shared, drawn(tmp_path / "front.png", "Dietary Supplement", "Cures diabetes fast"))
    press(page, "r")
    expect(page.locator("#sheet")).to_be_focused()
    before = page.locator(".drawn").bounding_box()
    press(page, "ArrowLeft")
    press(page, "Shift+ArrowRight")
    press(page, "Shift+ArrowRight")
    after = page.locator(".drawn").bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] < before["x"]
    assert after["width"] > before["width"]
    press(page, "Enter")
    expect(page.locator("#supply-text")).to_be_focused()
    expect(page.locator("#supply-text")).to_have_value(re.compile("diabetes"))
    page.locator(".supply [name=instead]").check()
    page.locator("#supply-text").fill("Cures hunger fast")
    page.locator(".supply button.main").click()
    expect(page.locator("main > .notice.words").first).to_contain_text("what was read there before is struck")
    expect(page.locator(".findings")).not_to_contain_text("diabetes")
    press(page, "r")
    press(page, "Escape")
    expect(page.locator(".drawn")).to_have_count(0)


def test_a_catalogue_becomes_labels_and_bad_rows_are_told(page: Page, shared: str, tmp_path: Path) -> None:
    shop = tmp_path / "shop.csv"
    rows = [f"{n},Wren Tonic {n},{'Cures gout' if n % 10 == 1 else 'A good source of fiber'}\n" for n in range(1, 31)]
    shop.write_text("id,title,description\n" + "".join(rows) + "31,,\n")
    page.goto(shared)
    with page.expect_response("**/labels") as answer:
        page.set_input_files("#files", [shop])
    number = answer.value.json()["labels"][0]
    expect(page.locator(".catalogues li", has_text="31 products")).to_contain_text(
        "1 could not be read", timeout=60_000
    )
    page.goto(f"{shared}/labels/{number}")
    expect(page.locator("main")).to_contain_text("31 products")
    expect(page.locator("main li", has_text="row 31")).to_contain_text("expected a product with text")
    page.locator("text=work through them").click()
    expect(page.locator(".queue-rows tbody tr")).to_have_count(3)
    press(page, "j")
    press(page, "Enter")
    expect(page.locator("h1")).to_contain_text("Wren Tonic")
    expect(page.locator(".finding")).to_contain_text("Cures gout")


def test_a_catalogue_for_a_program_is_sent_to_batch(page: Page, shared: str, tmp_path: Path) -> None:
    shop = tmp_path / "many.csv"
    shop.write_text("id,title,description\n" + "".join(f"{n},Oats,Fiber\n" for n in range(1001)))
    page.goto(shared)
    page.set_input_files("#files", [shop])
    expect(page.locator("tr.failed", has_text="many.csv")).to_contain_text("labelwarden batch many.csv", timeout=60_000)


def test_many_files_are_dropped_at_once_and_pictures_go_to_their_label(page: Page, shared: str) -> None:
    page.goto(shared)
    page.evaluate(
        """() => {
          const dropped = new DataTransfer();
          const yaml = (n) => `product: Dropped ${n}\\ntype: food\\nclaims: [A good source of fiber]\\n`;
          for (let n = 1; n <= 60; n += 1) dropped.items.add(new File([yaml(n)], `dropped-${n}.yaml`));
          dropped.items.add(new File(["product: Pictured\\nimages: [seen.png]\\n"], "pictured.yaml"));
          dropped.items.add(new File(["no picture"], "seen.png"));
          const target = document.querySelector("#drop");
          for (const type of ["dragover", "drop"]) {
            target.dispatchEvent(new DragEvent(type, { dataTransfer: dropped, bubbles: true, cancelable: true }));
          }
        }"""
    )
    expect(page.locator("#drop-state")).to_have_text("61 labels handed in.", timeout=60_000)
    page.locator("#q").fill("Dropped 60")
    expect(page.locator(".queue-rows td a")).to_have_count(1)
    expect(page.locator(".queue-rows td a")).to_have_text("Dropped 60")
    page.locator("#q").fill("pictured")
    expect(page.locator(".queue-rows td a")).to_have_count(1)
    expect(page.locator(".queue-rows td a")).to_have_text("pictured.yaml, seen.png")


def test_a_folder_is_dropped_with_what_is_in_its_folders(page: Page, shared: str, tmp_path: Path) -> None:
    (tmp_path / "range" / "spring").mkdir(parents=True)
    (tmp_path / "range" / "one.yaml").write_text(CLAIM)
    (tmp_path / "range" / "spring" / "two.yaml").write_text(CLAIM)
    (tmp_path / "range" / ".notes").write_text("of the system, and nobody's")
    page.goto(shared)
    zone = page.locator("#drop").bounding_box()
    assert zone is not None
    place = {"x": zone["x"] + 40, "y": zone["y"] + 40}
    data = {"items": [], "files": [str(tmp_path / "range")], "dragOperationsMask": 1}
    session = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, **place, "data": data})
    expect(page.locator("#drop-state")).to_have_text("2 labels handed in.")


def test_forty_findings_on_two_hundred_words_are_gone_through_by_key(page: Page, shared: str, tmp_path: Path) -> None:
    sheet = Image.new("RGB", (1500, 2300), "white")
    draw = ImageDraw.Draw(sheet)
    for n, condition in enumerate(CONDITIONS):
        verb = ("Cures", "Treats", "Prevents", "Heals")[n % 4]
        place = (60 + 720 * (n // 20), 140 + 105 * (n % 20))
        draw.text(place, f"{verb} {condition} within {n + 2} days", fill="black", font=ImageFont.load_default(38))
    sheet.save(tmp_path / "front.png")
    hand_in(page, shared, tmp_path / "front.png")
    total = page.locator(".finding").count()
    assert total >= 40
    assert page.locator(".chip").count() >= 195
    press(page, "z")
    for number in range(2, total + 1):
        press(page, "j")
        assert page.evaluate("document.activeElement.id") == f"f{number}"
    where = page.evaluate(
        """() => [...document.querySelectorAll(".finding.current, .spot.current")].map((one) => {
          const frame = one.closest(".list, .sheet").getBoundingClientRect(), box = one.getBoundingClientRect();
          return box.bottom > frame.top && box.top < frame.bottom && box.right > frame.left && box.left < frame.right;
        })"""
    )
    assert len(where) >= 1
    assert all(where)
    assert page.locator(".finding.current").count() == 1


def test_the_queue_stands_beside_and_leads_from_label_to_label(page: Page, server: Server, tmp_path: Path) -> None:
    page.goto(server())
    for name in ("Alder", "Birch", "Cedar"):
        with page.expect_response("**/labels"):
            page.set_input_files("#files", [typed(tmp_path, name)])
    expect(page.locator("tr.open")).to_have_count(3)
    press(page, "n")
    expect(page.locator("h1")).to_contain_text("Alder")
    lane = page.locator("#lane")
    expect(lane).to_be_visible()
    assert [name.split()[0] for name in lane.locator(".name").all_text_contents()] == ["Alder", "Birch", "Cedar"]
    for number in range(1, page.locator(".finding").count() + 1):
        expect(page.locator(f"#f{number}")).to_have_class(re.compile("current"))
        press(page, "a")
        expect(page.locator(f"#f{number}")).to_have_attribute("data-state", "accepted")
    expect(lane.locator("li.done")).to_contain_text("Alder")
    expect(page.locator("#onward")).to_contain_text("Next: Birch")
    press(page, "n")
    expect(page.locator("h1")).to_contain_text("Birch")
    press(page, "p")
    expect(page.locator("h1")).to_contain_text("Alder")
    press(page, "b")
    expect(lane).to_be_hidden()
    press(page, "N")
    expect(page.locator("h1")).to_contain_text("Birch")
    expect(lane).to_be_hidden()
    # On a telephone it is there when it is asked for.
    page.set_viewport_size({"width": 390, "height": 844})
    press(page, "n")
    expect(page.locator("h1")).to_contain_text("Cedar")
    expect(lane).to_be_hidden()
    page.locator("[data-act=lane]").click()
    expect(lane).to_be_visible()
    expect(page.locator("[data-act=lane]")).to_have_attribute("aria-expanded", "true")


def test_a_report_and_the_record_are_taken_out(page: Page, shared: str, tmp_path: Path) -> None:
    hand_in(page, shared, typed(tmp_path))
    page.locator("#f1 [data-act=legal]").click()
    expect(page.locator("#f1")).to_have_attribute("data-state", "needs legal")
    with page.expect_download() as report:
        page.locator("text=Report (HTML)").click()
    assert "Quiet Oats" in report.value.path().read_text()
    page.goto(shared)
    with page.expect_download() as record:
        page.locator("text=all decisions (CSV)").click()
    assert ",anna,legal," in record.value.path().read_text()
