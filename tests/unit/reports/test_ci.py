"""What build servers and code hosts read: JUnit, annotations of GitHub, Markdown."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from labelwarden.findings.finding import Duty, LabelResult
from labelwarden.findings.scales import Outcome, Severity, Sureness, Verdict
from labelwarden.reports.checked import Checked
from labelwarden.reports.github import github_report
from labelwarden.reports.junit import junit_report
from labelwarden.reports.markdown import markdown_report
from tests.unit.reports.results import CLAIM, PAIN, RESULT
from tests.unit.reports.test_html import RUN

GONE = LabelResult("gone.png", None, None, Verdict.ERROR, error="there is no such file")
EVIL = "100%\n::error::x\r\n%0A::error::y <b>&\"' \x1b[31m \u202e \ufffe \x00 @octocat #1 [a](https://x.example) | `x`"


def hostile() -> LabelResult:
    finding = replace(CLAIM, message=EVIL, title=EVIL, evidence=(replace(PAIN, quote=EVIL, file="a,b:c%.png"),))
    return replace(RESULT, source=EVIL, product=EVIL, notes=(EVIL,), findings=(finding,))


def test_junit_fails_what_is_sure_skips_what_a_person_judges_and_passes_what_is_met() -> None:
    met = Duty("us.demo.lot", "No lot number", Outcome.MET, "printed")
    root = ET.fromstring(junit_report([Checked(replace(RESULT, duties=(met,))), Checked(GONE)], RUN))
    assert {name: root.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "4",
        "failures": "1",
        "errors": "1",
        "skipped": "1",
    }
    failure = root.find(".//failure")
    assert failure is not None
    assert failure.get("message") == '"Ends back pain" presents Calm Drops as a treatment'
    assert failure.text == "panel front. Law: 21 U.S.C. 355(a). Do: Take the claim out."
    skipped = root.find(".//skipped")
    assert skipped is not None
    assert (skipped.get("message") or "").startswith("low confidence: a person has to look, experimental rule: ")


def test_junit_holds_hostile_text_as_text() -> None:
    root = ET.fromstring(junit_report([Checked(hostile())], RUN))
    failure = root.find(".//failure")
    assert failure is not None
    assert "<b>&\"' ⟨U+001B⟩[31m" in (failure.get("message") or "")


def test_an_annotation_says_how_sure_the_law_is() -> None:
    basis = replace(CLAIM.basis[0], source=Sureness.SECONDARY)
    said = github_report([Checked(replace(RESULT, findings=(replace(CLAIM, basis=(basis,)),)))], RUN)
    assert "Law: 21 U.S.C. 355(a) (read second-hand)%0A" in said


def test_an_annotation_has_file_title_and_the_whole_message() -> None:
    first, second, last = github_report([Checked(RESULT)], RUN).splitlines()
    assert first == (
        "::error file=front.png,title=critical%3A Claims to end pain (us.demo.pain)::"
        '"Ends back pain" presents Calm Drops as a treatment%0ALaw: 21 U.S.C. 355(a)%0ADo: Take the claim out.'
    )
    assert second.startswith("::warning file=front.png,title=major%3A No age limit")
    assert second.endswith("%0ALow confidence: a person has to look, experimental rule")
    assert last == "Labelwarden, rules of 2026-11-25: 1 checked"


@pytest.mark.parametrize(
    ("result", "begins"),
    [
        (GONE, "::error file=gone.png,title=could not be read::there is no such file"),
        (replace(RESULT, findings=(replace(CLAIM, severity=Severity.MINOR),)), "::warning file=front.png"),
        (replace(RESULT, findings=(replace(CLAIM, severity=Severity.NOTE),)), "::notice file=front.png"),
        (replace(RESULT, source="::error::", findings=(), verdict=Verdict.PASS), "Labelwarden: ::error::: No findings"),
    ],
)
def test_the_level_of_an_annotation(result: LabelResult, begins: str) -> None:
    assert github_report([Checked(result)], RUN).startswith(begins)


def test_a_label_cannot_give_commands_to_a_workflow() -> None:
    lines = github_report([Checked(hostile())], RUN).splitlines()
    assert len(lines) == 2
    (head, _, message) = lines[0].removeprefix("::").partition("::")
    assert head.startswith("error file=a%2Cb%3Ac%25.png,title=critical%3A 100%25 %3A%3Aerror%3A%3Ax")
    assert message.startswith("100%25 ::error::x  %250A::error::y")
    assert "\x1b" not in lines[0]


def test_markdown_says_verdict_words_law_and_remedy() -> None:
    text = markdown_report([Checked(RESULT, ("US",)), Checked(GONE)], RUN)
    for said in (
        "| **fail** | Calm Drops | 2 findings (1 critical, 1 major). |",
        "## FAIL: Calm Drops",
        "### 1. critical: Claims to end pain",
        "> front: **Ends back** / **pain** today",
        "- **Law:** US: [21 U.S.C. 355\\(a\\)](https://uscode.house.gov/)",
        "- **Do:** Take the claim out.",
        "Considered, not flagged (1):",
        "**Could not be read, so nothing was checked.** there is no such file",
        "no legal advice",
    ):
        assert said in text


def test_markdown_shows_hostile_text_and_calls_nobody() -> None:
    text = markdown_report([Checked(hostile())], RUN)
    assert "<b>" not in text
    assert "@octocat" not in text
    assert "](https://x.example)" not in text
    assert "https://x" not in text
    assert "#1 " not in text
    assert not [line for line in text.splitlines() if line.startswith("::")]
    assert "\x1b" not in text
    assert "\u202e" not in text
