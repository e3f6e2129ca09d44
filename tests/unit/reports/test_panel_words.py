"""People read the names of panels as words; data formats keep the names that contracts promise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from labelwarden.reports.checked import Checked
from labelwarden.reports.html import html_report
from labelwarden.reports.json_v1 import label_json
from labelwarden.reports.junit import junit_report
from labelwarden.reports.layout import as_text
from labelwarden.reports.markdown import markdown_report
from labelwarden.reports.text import TextOptions, label_lines
from tests.unit.reports.results import CLAIM, PAIN, RESULT, VIEW
from tests.unit.reports.test_html import RUN

SEEN = replace(RESULT, findings=(replace(CLAIM, evidence=(replace(PAIN, panel=VIEW.name),)),))
CHECKED = [Checked(SEEN, ("US",))]


@pytest.mark.parametrize(
    "said",
    [
        "".join(map(as_text, label_lines(CHECKED[0], TextOptions()))),
        html_report(CHECKED, RUN),
        markdown_report(CHECKED, RUN),
        junit_report(CHECKED, RUN),
    ],
    ids=["text", "html", "markdown", "junit"],
)
def test_reports_for_people_say_which_reading(said: str) -> None:
    assert "front, reading 2" in said
    assert VIEW.name not in said


def test_json_keeps_the_name() -> None:
    label = label_json(SEEN)
    assert label["findings"][0]["evidence"][0]["panel"] == VIEW.name
    assert VIEW.name in {panel["name"] for panel in label["panels"]}
