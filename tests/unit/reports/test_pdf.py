"""The PDF holds what the page holds, as text that can be searched, whatever letters a label has."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from labelwarden.findings.finding import LabelResult
from labelwarden.findings.scales import Verdict
from labelwarden.label.panel import Panel
from labelwarden.reports.checked import Checked
from labelwarden.reports.pdf import pdf_report
from labelwarden.text.printed import Text
from tests.unit.reports.results import CLAIM, PAIN, RESULT
from tests.unit.reports.test_html import EVIL, RUN


@pytest.fixture(autouse=True)
def picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Image.new("RGB", (600, 400), "white").save("front.png")


def text_of(*results: LabelResult) -> str:
    """All text of the report, with the breaks of its lines as spaces."""
    document = pypdfium2.PdfDocument(pdf_report([Checked(result, ("US",)) for result in results], RUN))
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    finally:
        document.close()


def test_it_says_everything_in_the_order_of_the_page() -> None:
    text = text_of(RESULT)
    place = 0
    for said in (
        "Label report",
        "FAIL",
        "2 findings (1 critical, 1 major).",
        "front.png · without a place on a picture: 2",
        "Findings (2)",
        "Claims to end pain",
        "21 U.S.C. 355(a)",
        "Maker 5 (2025-06-25)",
        "Take the claim out.",
        "Found nowhere in front, back.",
        "Text, as it was read",
        "Checklist",
        "Not visible (6)",
        "Considered, not flagged (1)",
        "What was not checked",
        "How this was made",
        "ab" * 32,
        "front.png: two products on one picture",
        "cd" * 32,
        "no legal advice",
    ):
        assert said in text[place:], said
        place = text.index(said, place)


def test_letters_that_the_font_lacks_are_shown_by_their_number() -> None:
    words = "½ ≥ 5 µg ﬁber ™ Żółć μικρό 茶 \U0001f600"
    text = text_of(replace(RESULT, panels=(Panel("front", Text(words)),), findings=()))
    assert "≥ 5 µg" in text
    assert "Żółć μικρό" in text
    assert "⟨U+8336⟩ ⟨U+1F600⟩" in text


def test_hostile_text_stays_text() -> None:
    seen = replace(PAIN, quote=EVIL, start=0, end=len(EVIL), boxes=(), file=None)
    finding = replace(CLAIM, message=EVIL, title=EVIL, remedy=EVIL, evidence=(seen,))
    evil = replace(RESULT, product=EVIL * 9, source=EVIL, findings=(finding,), panels=(Panel("front", Text(EVIL)),))
    pdf = pdf_report([Checked(evil, ("US",))], RUN)
    assert "<script>alert(1)</script>" in text_of(evil)
    assert b"/JavaScript" not in pdf
    # Links are of the law and of letters, which come from rule files.
    assert set(re.findall(rb"/URI \((.*?)\)", pdf)) == {b"https://uscode.house.gov/"}


def test_the_same_labels_and_rules_give_the_same_file() -> None:
    assert pdf_report([Checked(RESULT)], RUN) == pdf_report([Checked(RESULT)], RUN)


def test_several_labels_of_which_one_could_not_be_read() -> None:
    text = text_of(RESULT, LabelResult("gone.png", None, None, Verdict.ERROR, error="there is no such file"))
    assert "2 labels · Label report" in text
    assert "Could not be read, so nothing was checked." in text
    assert "there is no such file" in text
