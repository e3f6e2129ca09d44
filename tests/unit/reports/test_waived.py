"""A finding that somebody answers for counts for nothing, and no report hides it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import jsonschema
import pypdfium2
import pytest
from python_calamine import CalamineWorkbook
from selectolax.lexbor import LexborHTMLParser

from labelwarden.findings.finding import LabelResult, Waived
from labelwarden.reports.checked import Checked
from labelwarden.reports.comma_separated import csv_report
from labelwarden.reports.github import github_report
from labelwarden.reports.html import html_report
from labelwarden.reports.json_v1 import label_json
from labelwarden.reports.junit import junit_report
from labelwarden.reports.layout import as_text
from labelwarden.reports.markdown import markdown_report
from labelwarden.reports.pdf import pdf_report
from labelwarden.reports.sarif import sarif_report
from labelwarden.reports.text import TextOptions, label_lines
from labelwarden.reports.xlsx import xlsx_report
from tests.unit.reports.results import AGE, CLAIM, RESULT
from tests.unit.reports.test_ci import EVIL
from tests.unit.reports.test_html import RUN
from tests.unit.reports.test_sarif import SCHEMA

REASON = "waived by J. Doe until 2027-01-01: It is the name of the band."
WAIVED = replace(RESULT, findings=(AGE,), waived=(Waived(CLAIM, REASON, "waiver"),))


def sarif(result: LabelResult) -> list[dict[str, object]]:
    log = json.loads(sarif_report([Checked(result, ("US",))], RUN))
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    results = log["runs"][0]["results"]
    assert isinstance(results, list)
    return results


def test_sarif_has_it_as_a_suppressed_result_and_says_of_the_others_that_they_are_not() -> None:
    age, claim = sarif(WAIVED)
    assert (age["ruleId"], age["suppressions"]) == ("us-ny.demo.age", [])
    assert (claim["ruleId"], claim["partialFingerprints"]) == ("us.demo.pain", {"labelwarden/v1": "0123456789abcdef"})
    assert claim["suppressions"] == [{"kind": "external", "status": "accepted", "justification": REASON}]


def test_sarif_does_not_speak_of_suppressions_where_nothing_is_waived() -> None:
    assert not [result for result in sarif(RESULT) if "suppressions" in result]


def test_what_is_absent_can_be_waived_and_the_reason_is_data() -> None:
    result = replace(RESULT, findings=(), waived=(Waived(AGE, EVIL, "baseline"),))
    (age,) = sarif(result)
    suppressions = age["suppressions"]
    assert isinstance(suppressions, list)
    assert "\u202e" not in suppressions[0]["justification"]
    assert "<b>" not in markdown_report([Checked(result)], RUN)
    assert "<b>" not in html_report([Checked(result)], RUN)
    lines = github_report([Checked(result)], RUN).splitlines()
    assert not [line for line in lines if line.startswith("::")]


def test_json_has_the_whole_finding_with_the_reason() -> None:
    label = label_json(WAIVED)
    assert [finding["rule"] for finding in label["findings"]] == ["us-ny.demo.age"]
    (waived,) = label["waived"]
    assert (waived["by"], waived["reason"], waived["finding"]["rule"]) == ("waiver", REASON, "us.demo.pain")


@pytest.mark.parametrize("form", ["text", "html", "pdf", "markdown", "github"])
def test_reports_for_people_name_it_with_its_words_and_the_reason(form: str) -> None:
    checked = [Checked(WAIVED, ("US",))]
    if form == "text":
        text = "".join(map(as_text, label_lines(Checked(WAIVED, ("US",)), TextOptions(width=100))))
    elif form == "html":
        body = LexborHTMLParser(html_report(checked, RUN)).body
        text = body.text() if body else ""
    elif form == "pdf":
        document = pypdfium2.PdfDocument(pdf_report(checked, RUN))
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
        document.close()
    else:
        text = (markdown_report if form == "markdown" else github_report)(checked, RUN)
    text = " ".join(text.replace("\\", "").split())
    assert REASON in text
    assert "us.demo.pain" in text
    if form != "github":
        assert "aived (1)" in text
        assert "“Ends back pain”" in text


def test_junit_skips_it_and_tables_count_it_as_no_finding() -> None:
    checked = [Checked(WAIVED, ("US",))]
    root = ET.fromstring(junit_report(checked, RUN))
    assert root.get("failures") == "0"
    assert [skipped for skipped in root.iter("skipped") if (skipped.get("message") or "").startswith(REASON)]

    assert [row["rule"] for row in csv.DictReader(io.StringIO(csv_report(checked, RUN)))] == ["us-ny.demo.age"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_report(checked, RUN)))
    assert len(book.get_sheet_by_name("Findings").to_python()) == 2
    (_, row) = book.get_sheet_by_name("Waived").to_python()
    assert row[2:] == ["us.demo.pain", "Claims to end pain", "critical", "Ends back pain", REASON, "0123456789abcdef"]
