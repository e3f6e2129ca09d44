"""Rules in the making, in the browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Server
from tests.own_pack import OWN

pytestmark = pytest.mark.e2e

SELECTED = "e => e.value.slice(e.selectionStart, e.selectionEnd)"


def test_a_rule_of_ones_own_is_edited_tried_and_taken(page: Page, server: Server, tmp_path: Path) -> None:
    folder = tmp_path / "rules" / "us"
    folder.mkdir(parents=True)
    (folder / "moon.yaml").write_text(OWN)
    address = server("--rules", str(tmp_path / "rules"))
    label = tmp_path / "oats.yaml"
    label.write_text("product: Dusty Oats\ntype: food\nclaims: [With moon dust]\n")
    page.goto(address)
    page.set_input_files("#files", [label])
    page.locator("tr.open a").first.wait_for()

    # From its rule to the line on which it begins.
    page.goto(f"{address}/rules/us.moon.dust")
    page.locator("a", has_text="Open it in the playground").click()
    editor = page.locator("#pack-text")
    expect(editor).to_have_value(re.compile("pack: us.moon"))
    assert editor.evaluate(SELECTED) == "  - id: us.moon.dust"

    # Faults show while one types, and lead to their place.
    editor.fill(OWN.replace("severity: major", "severity: dreadful"))
    fault = page.locator("#tried button", has_text="line 10, column 15")
    fault.click()
    assert editor.evaluate(SELECTED) == "dreadful"

    # What the queue would gain and lose.
    editor.fill(OWN.replace("[moon dust]", "[star dust]").replace("With moon", "With star"))
    # Tried at once: the look for faults, which begins a moment after the last key, does not take its place.
    page.locator("input[name=target][value=queue]").check()
    page.locator("button.main", has_text="Try").click()
    expect(page.locator("#tried")).to_contain_text("Gained: 0. Lost: 1.")
    expect(page.locator("#tried")).to_contain_text("3 of 3 examples come out as they say")
    expect(page.locator("#tried a")).to_have_text("Dusty Oats")
    with page.expect_download() as taken:
        page.locator("#take").click()
    assert taken.value.suggested_filename == "moon.yaml"
    assert "star dust" in taken.value.path().read_text()
    # Nothing of it is kept.
    assert (folder / "moon.yaml").read_text() == OWN


def test_a_new_rule_is_put_to_a_catalogue(page: Page, shared: str, tmp_path: Path) -> None:
    page.goto(f"{shared}/playground")
    page.locator("summary", has_text="Begin a new rule").click()
    page.locator("#new").fill("us.moon.dust")
    page.locator("#new-kind").select_option("forbidden-phrase")
    page.locator("#new-first").fill("moon dust")
    page.locator("button", has_text="Write it for me").click()
    expect(page.locator("#pack-text")).to_have_value(re.compile("id: us.moon.dust"))
    shop = tmp_path / "shop.csv"
    rows = [f"{number},Oats {number},{'With moon dust' if number % 2 else 'Plain'}" for number in range(1, 6)]
    shop.write_text("\n".join(["id,title,description", *rows]))
    page.locator("input[name=target][value=catalogue]").check()
    page.locator("input[name=catalogue]").set_input_files(shop)
    page.locator("button.main", has_text="Try").click()
    expect(page.locator("#tried")).to_contain_text("Gained: 3. Lost: 0. 3 of 5 labels differ.")
    expect(page.locator("#tried")).to_contain_text("row 1, Oats 1")
