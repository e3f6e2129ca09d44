"""CSV and workbooks: one row a finding, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from labelwarden.findings.finding import LabelResult
from labelwarden.findings.scales import Verdict
from labelwarden.reports.checked import Checked
from labelwarden.reports.comma_separated import csv_report
from labelwarden.reports.table import COLUMNS, harmless
from labelwarden.reports.xlsx import xlsx_report
from tests.unit.reports.results import CLAIM, PAIN, RESULT
from tests.unit.reports.test_html import RUN

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", '"=1', '=HYPERLINK("https://example.com")']


def checked(*results: LabelResult) -> list[Checked]:
    return [Checked(result, ("US",)) for result in results]


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def sheet(book: bytes, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name(name).to_python()


def test_csv_has_a_row_for_each_finding_and_one_for_a_label_without() -> None:
    gone = LabelResult("gone.png", None, None, Verdict.ERROR, error="there is no such file")
    claim, age, nothing = read_csv(csv_report(checked(RESULT, gone), RUN))
    assert (claim["quote"], claim["panel"], claim["law"]) == ("Ends back pain", "front", "21 U.S.C. 355(a)")
    assert claim["boxes"] == "[[10, 20, 300, 40], [10, 70, 90, 40]]"
    assert (age["rule"], age["quote"], age["law"]) == ("us-ny.demo.age", "", "A bill (not confirmed)")
    assert (nothing["verdict"], nothing["error"], nothing["rule"]) == ("error", "there is no such file", "")


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_begins_like_a_formula(formula: str) -> None:
    finding = replace(CLAIM, message=formula, evidence=(replace(PAIN, quote=formula),))
    evil = replace(RESULT, source=formula, product=formula, findings=(finding,))
    (row,) = read_csv(csv_report(checked(evil), RUN))
    found, labels = (
        sheet(xlsx_report(checked(evil), RUN), "Findings")[1],
        sheet(xlsx_report(checked(evil), RUN), "Labels"),
    )
    for cell in (row["quote"], row["product"], row["message"], row["source"], found[0], found[13], labels[1][1]):
        assert cell == harmless(formula)
        assert cell[0] == "'"


@pytest.mark.parametrize("text", ["5 mg", "Vitamin B-12", "100%", "a=b"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_another_library_reads_the_workbook() -> None:
    book = xlsx_report(checked(RESULT), RUN)
    assert CalamineWorkbook.from_filelike(io.BytesIO(book)).sheet_names == [
        "Findings",
        "Labels",
        "Checklist",
        "Considered, not flagged",
        "How it was made",
    ]
    assert sheet(book, "Findings")[0] == list(COLUMNS)
    assert [row[5] for row in sheet(book, "Findings")[1:]] == ["us.demo.pain", "us-ny.demo.age"]
    assert sheet(book, "Considered, not flagged")[1][2:] == [
        "us.demo.pain",
        "back",
        "cure anything",
        "the effect is denied",
    ]
    outcomes = [row[3] for row in sheet(book, "Checklist")[1:]]
    assert outcomes[: len(RESULT.duties)] == ["not met", *["not visible"] * 6]
    assert set(outcomes[len(RESULT.duties) :]) == {"not checked"}
    assert ["SHA-256 of the rule files", RUN.digest] in sheet(book, "How it was made")


def test_a_text_longer_than_a_cell_is_cut() -> None:
    long = replace(RESULT, product="x" * 40_000)
    assert len(sheet(xlsx_report(checked(long), RUN), "Labels")[1][1]) == 32_000
