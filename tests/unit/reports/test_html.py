"""The one-file report holds everything in its order, asks nothing of the net, and lets no text become markup."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from labelwarden.findings.finding import LabelResult
from labelwarden.findings.scales import Verdict
from labelwarden.label.panel import Panel
from labelwarden.reports.checked import Checked
from labelwarden.reports.html import html_report
from labelwarden.reports.run_info import RunInfo
from labelwarden.text.printed import Text
from tests.unit.reports.results import CLAIM, PAIN, RESULT

RUN = RunInfo(
    date(2026, 11, 25),
    ("US",),
    (("us.demo", "2026.11.1"),),
    9,
    "ab" * 32,
    (("--engine", "auto"),),
    ("Fake 1.0",),
    pack_digests={"us.demo": "cd" * 32},
)
EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\" onload='x' {{ 7 * 7 }} \u202e\x1b[31m"


def page(*results: LabelResult) -> LexborHTMLParser:
    return LexborHTMLParser(html_report([Checked(result, ("US",)) for result in results], RUN))


@pytest.fixture
def picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Image.new("RGB", (600, 400), "white").save("front.png")
    return tmp_path / "front.png"


def test_it_says_everything_in_the_order_of_a_file_for_a_lawyer(picture: Path) -> None:
    tree = page(RESULT)

    headings = [heading.text() for heading in tree.css("h1, h2, h3")]
    assert headings == [
        "Label report",
        "Calm Drops",
        "Picture",
        "Findings (2)",
        "Text, as it was read",
        "Checklist",
        "Considered, not flagged (1)",
        "What was not checked",
        "How this was made",
        "Inputs",
        "Packs of rules",
    ]
    text = tree.body.text() if tree.body else ""
    for said in (
        "2 findings (1 critical, 1 major).",
        "21 U.S.C. 355(a)",
        "Maker 5 (2025-06-25)",
        "Take the claim out.",
        "Found nowhere in front, back.",
        "experimental rule",
        "“cure anything”",
        "Not visible on what was given, so not checked (6): No lot number 0;",
        "front.png: 96 % of what looks like print was read",
        "us.demo 2026.11.1",
        "cd" * 32,
        "front.png: two products on one picture",
        "Only rules for US were put to this label.",
        "ab" * 32,
        "Fake 1.0",
        "--engine auto",
        hashlib.sha256(picture.read_bytes()).hexdigest(),
        "no legal advice",
    ):
        assert said in text


@pytest.mark.usefixtures("picture")
def test_a_box_lies_where_the_words_stand_and_leads_to_its_finding_and_back() -> None:
    tree = page(RESULT)

    link = tree.css_first("svg a")
    assert link is not None
    assert link.attributes["href"] == "#l1-f1"
    assert link.attributes["aria-label"] == "Finding 1, critical: Claims to end pain"
    frames = [frame.attributes["d"] for frame in link.css(".box")]
    # Padded by 2, and half the stroke.
    assert frames == ["M7 17L313 17L313 63L7 63ZM7 67L103 67L103 113L7 113Z"]
    back = tree.css_first("#l1-f1 .show a")
    assert back is not None
    assert back.attributes["href"] == f"#{link.attributes['id']}"
    assert [mark.text() for mark in tree.css(".text mark.critical")] == ["Ends back\npain"]


@pytest.mark.usefixtures("picture")
def test_a_finding_without_a_place_is_named_below_the_first_picture() -> None:
    caption = page(RESULT).css_first("figcaption")
    assert caption is not None
    assert caption.text() == "front.png · without a place on a picture: 2"


@pytest.mark.usefixtures("picture")
def test_nothing_is_fetched_and_only_this_style_sheet_is_allowed() -> None:
    html = html_report([Checked(RESULT, ("US",))], RUN)
    tree = LexborHTMLParser(html)

    style = tree.css_first("style")
    policy = tree.css_first('meta[http-equiv="Content-Security-Policy"]')
    assert style is not None
    assert policy is not None
    digest = base64.b64encode(hashlib.sha256(style.text().encode()).digest()).decode()
    assert policy.attributes["content"] == (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not tree.css("script, iframe, object, embed, [style]")
    sources = [node.attributes.get("src") or node.attributes.get("href") for node in tree.css("img, image, link, use")]
    assert all(source and source.startswith("data:") for source in sources)
    assert "url(" not in style.text()
    assert "@import" not in style.text()


@pytest.mark.parametrize("evil", [EVIL, "=HYPERLINK(1)", "%0A::error::x", "</style></title><b>", "javascript:alert(1)"])
def test_text_of_a_label_never_becomes_markup(evil: str) -> None:
    panel = Panel("front", Text(evil))
    seen = replace(PAIN, quote=evil, start=0, end=len(evil), boxes=(), file=None)
    finding = replace(CLAIM, message=f'"{evil}" is a claim', evidence=(seen,))
    result = replace(
        RESULT, product=evil, source=evil, notes=(evil,), findings=(finding,), panels=(panel,), verdict=Verdict.REVIEW
    )
    plain = page(replace(result, product="x", source="x", notes=("x",), findings=(), panels=()))
    tree = page(result)

    assert not tree.css("script, img")
    assert not [n for n in tree.css("*") if any(name and name.startswith("on") for name in n.attributes)]
    assert len(tree.css("b, style, title")) == len(plain.css("b, style, title"))
    assert all(re.match(r"#|https://|data:,", a.attributes.get("href") or "") for a in tree.css("a, link"))
    assert "\u202e" not in (tree.html or "")
    assert "\x1b" not in (tree.html or "")


def test_a_label_that_could_not_be_read_says_why_and_claims_nothing() -> None:
    result = LabelResult("gone.png", None, None, Verdict.ERROR, error="there is no such file")
    text = page(result).body
    assert text is not None
    assert "Could not be read, so nothing was checked." in text.text()
    assert "there is no such file" in text.text()
    assert "Findings" not in text.text()


def test_several_labels_begin_with_a_list_of_them() -> None:
    tree = page(RESULT, replace(RESULT, product="Oats", findings=(), verdict=Verdict.PASS))
    rows = [[cell.text().split("\n")[0] for cell in row.css("td")] for row in tree.css("header tbody tr")]
    assert rows == [
        ["fail", "Calm Dropsfront.png", "2 findings (1 critical, 1 major)."],
        ["pass", "Oatsfront.png", "No findings among the rules that were put to this label."],
    ]
    assert tree.css_first("#l2-name") is not None


def test_a_picture_that_is_gone_is_told_and_the_rest_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    figure = page(RESULT).css_first("figure")
    assert figure is not None
    assert "front.png: there is no such file" in figure.text()


@pytest.mark.parametrize(("remedy", "said"), [("Take the claim out.", 1), ("Say something else.", 2)])
def test_a_remedy_is_said_once_where_it_is_the_same_and_each_time_where_it_differs(remedy: str, said: int) -> None:
    other = replace(CLAIM, remedy=remedy, fingerprint="other", evidence=(replace(PAIN, boxes=(), file=None),))
    tree = page(replace(RESULT, findings=(CLAIM, other), panels=RESULT.panels[2:]))
    assert len(tree.css("dd.do")) == said
    assert ("as for finding 1" in (tree.body.text() if tree.body else "")) == (said == 1)


def test_a_letter_is_named_with_the_sections_that_it_cites() -> None:
    letters = (
        replace(CLAIM.precedents[0], cites=("201(g)(1)(B)", "505(a)"), url="https://www.fda.gov/x"),
        replace(CLAIM.precedents[1], cites=("301(d)",)),
    )
    tree = page(replace(RESULT, findings=(replace(CLAIM, precedents=letters),), panels=RESULT.panels[2:]))
    told = [" ".join(node.text().split()) for node in tree.css(".finding dd div")]
    assert told == [
        "Maker 1 (2025-06-21) cites sections 201(g)(1)(B), 505(a) of the Act",
        "Maker 2 (2025-06-22) cites section 301(d) of the Act",
    ]
