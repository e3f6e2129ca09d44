"""Accounts, roles, tokens and the audit, as people and programs meet them."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from labelwarden.web.running import set_account
from labelwarden.web.settings import Settings
from tests.e2e.conftest import Server, listen

pytestmark = pytest.mark.e2e

PASSWORD = "correct horse battery"
CLAIM = "product: Quiet Oats\ntype: dietary_supplement\nclaims: [Cures gout within days]\n"
LAWFUL = "product: Plain Oats\ntype: food\nclaims: [A good source of fiber]\n"


def log_in(page: Page, address: str, name: str, password: str = PASSWORD) -> None:
    page.goto(f"{address}/login")
    page.locator("#name").fill(name)
    page.locator("#secret").fill(password)
    page.locator("button", has_text="Log in").click()
    expect(page.locator(".who")).to_contain_text(name)


@contextmanager
def another(browser: Browser) -> Iterator[Page]:
    """The browser of somebody else."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    complaints = listen(page)
    yield page
    context.close()
    assert complaints == []


def ask(address: str, token: str, text: str | None = None) -> tuple[int, dict[str, object]]:
    """What a program gets that sends this token, and a text where one is given."""
    heads = {"Authorization": f"Bearer {token}"}
    data = None
    if text is not None:
        heads["Content-Type"] = "multipart/form-data; boundary=b"
        data = f'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n{text}\r\n--b--\r\n'.encode()
    try:
        with urllib.request.urlopen(urllib.request.Request(address, data, heads), timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def test_an_admin_lets_people_and_programs_in_and_out_again(
    page: Page, browser: Browser, server: Server, tmp_path: Path
) -> None:
    set_account(Settings(tmp_path / "data"), "dora", "admin", PASSWORD, by="test")
    address = server()
    page.goto(address)
    expect(page.locator("h1")).to_have_text("Log in")
    log_in(page, address, "dora")
    (tmp_path / "oats.yaml").write_text(CLAIM)
    page.set_input_files("#files", [tmp_path / "oats.yaml"])
    page.locator("tr.open a").first.wait_for()

    # A reader sees everything and decides nothing.
    page.locator("nav a", has_text="Admin").click()
    page.locator("#new-name").fill("ed")
    page.locator("#new-role").select_option("read-only")
    page.locator("button", has_text="Add").click()
    said = page.locator("#admin .notice").text_content() or ""
    password = said.rpartition(" ")[2].strip()
    with another(browser) as reader:
        log_in(reader, address, "ed", password)
        expect(reader.locator("#drop")).to_have_count(0)
        reader.locator("tr.open a").first.click()
        expect(reader.locator(".finding").first).to_be_visible()
        expect(reader.locator("[data-act=accept]")).to_have_count(0)
        reader.goto(f"{address}/playground?pack=us.7oh")
        reader.locator("#words").fill("7-OH tablets cure chronic pain")
        reader.locator("button.main", has_text="Try").click()
        expect(reader.locator("#tried")).to_contain_text("us.7oh.disease-claim")
        expect(reader.locator("nav a", has_text="Admin")).to_have_count(0)
        assert (answer := reader.goto(f"{address}/admin")) is not None
        assert answer.status == 403

        # A changed role holds at once, a disabled account is out at once.
        row = page.locator("tr", has_text="read-only").filter(has_text="ed")
        row.locator("select").select_option("reviewer")
        row.locator("button", has_text="Set").click()
        expect(page.locator("#admin .notice")).to_contain_text("ed is reviewer")
        reader.goto(address)
        expect(reader.locator("#drop")).to_be_visible()
        page.get_by_role("button", name="Disable: ed").click()
        expect(page.locator("#admin .notice")).to_contain_text("kept out")
        reader.goto(address)
        expect(reader.locator("h1")).to_have_text("Log in")
    expect(page.locator("#admin")).to_contain_text("account disabled")

    # A token of one's own lets a program in until it is revoked.
    page.goto(f"{address}/account")
    page.locator("#token-name").fill("shop import")
    page.locator("button", has_text="Make it").click()
    token = (page.locator("#secret").text_content() or "").strip()
    code, made = ask(f"{address}/api/v1/labels", token, LAWFUL)
    assert (code, made) == (202, {"labels": [2]})
    page.get_by_role("button", name="Revoke shop import").click()
    expect(page.locator("#own")).to_contain_text("revoked")
    assert ask(f"{address}/api/v1/labels", token)[0] == 401

    page.locator(".who button").click()
    expect(page.locator("h1")).to_have_text("Log in")


def test_labels_that_passed_are_drawn_looked_at_and_counted(page: Page, server: Server, tmp_path: Path) -> None:
    address = server()
    page.goto(f"{address}/admin")
    page.locator("#audit-share").fill("100")
    page.locator("button", has_text="Keep these settings").click()
    expect(page.locator("#admin")).to_contain_text("0.05 → 1.0")
    files = []
    for number in range(2):
        files.append(tmp_path / f"plain-{number}.yaml")
        files[-1].write_text(LAWFUL.replace("Plain", f"Plain {number}"))
    page.goto(address)
    page.set_input_files("#files", files)
    expect(page.locator("tr.passed")).to_have_count(2)
    page.locator("nav a", has_text="Audit").click()
    expect(page.locator("main")).to_contain_text("2 wait")
    page.get_by_role("button", name=re.compile("Nothing was missed on Plain 0")).click()
    expect(page.locator("#miss-rate")).to_contain_text("0.0 % (0 of 1 looked at)")
    page.locator("a", has_text="Plain 1").click()
    page.locator("#missed summary").click()
    page.locator("#missed-words").fill("A good source of fiber")
    page.locator("#missed button.main").click()
    expect(page.locator("main")).to_contain_text("Found by reviewers")
    page.goto(f"{address}/dashboard")
    expect(page.locator("#miss-rate")).to_contain_text("50.0 % (1 of 2 looked at)")
    expect(page.locator("main")).to_contain_text("with 95 % confidence between")
    # It was no fault after all: the record stays, and counts no longer.
    page.goto(f"{address}/audit")
    page.get_by_role("button", name=re.compile("Withdraw what was recorded on Plain 1")).click()
    expect(page.locator("#miss-rate")).to_contain_text("0.0 % (0 of 1 looked at)")


def test_two_reviewers_with_accounts_decide_at_once_and_each_signs(
    page: Page, browser: Browser, server: Server, tmp_path: Path
) -> None:
    settings = Settings(tmp_path / "data")
    for name, role in (("dora", "admin"), ("ed", "reviewer")):
        set_account(settings, name, role, PASSWORD, by="test")
    address = server()
    log_in(page, address, "dora")
    (tmp_path / "oats.yaml").write_text(CLAIM)
    page.set_input_files("#files", [tmp_path / "oats.yaml"])
    page.locator("tr.open a").first.click()
    page.locator(".finding").first.wait_for()
    with another(browser) as other:
        log_in(other, address, "ed")
        other.goto(page.url)
        page.locator("#f1 [data-act=accept]").click()
        expect(page.locator("#f1")).to_have_attribute("data-state", "accepted")
        other.locator("#f1 [data-act=legal]").click()
        expect(other.locator("#f1 [role=alert]")).to_contain_text("dora recorded")
        other.locator("#f1 [data-act=undo]").click()
        expect(other.locator("#f1")).to_have_attribute("data-state", "open")
        other.locator("#f1 [data-act=legal]").click()
        expect(other.locator("#f1 .state")).to_contain_text("by ed")
    page.reload()
    trail = page.locator("#trail")
    expect(trail.locator("li")).to_have_count(3)
    expect(trail).to_contain_text("dora")
    expect(trail).to_contain_text("ed")
