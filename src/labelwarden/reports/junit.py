"""Results as JUnit XML, which build servers show: a suite for each label, a case for each finding and each duty met.

XML 1.0 cannot hold controls, escaped or not; `visible` shows all of them by their number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from labelwarden.findings.finding import Finding, LabelResult
from labelwarden.findings.scales import Outcome, Severity
from labelwarden.findings.verdict import is_sure
from labelwarden.reports.checked import Checked
from labelwarden.reports.run_info import RunInfo
from labelwarden.reports.source_lines import first_evidence
from labelwarden.reports.visible import visible
from labelwarden.reports.wording import LAW, doubts, panel_words


def junit_report(checked: Sequence[Checked], run: RunInfo) -> str:
    """All labels."""
    root = ET.Element("testsuites", name=f"Labelwarden, rules of {run.as_of.isoformat()}")
    for item in checked:
        root.append(_suite(item.result))
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(result: LabelResult) -> ET.Element:
    suite = ET.Element("testsuite", name=visible(result.source))
    suite.extend(_cases(result))
    suite.set("tests", str(len(suite)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(len(suite.findall(f"testcase/{tag}"))))
    return suite


def _cases(result: LabelResult) -> Iterator[ET.Element]:
    source = visible(result.source)
    if result.error is not None:
        case = ET.Element("testcase", classname=source, name="the label can be read")
        ET.SubElement(case, "error", message=visible(result.error), type="unreadable")
        yield case
        return
    for finding in result.findings:
        yield _finding(finding, source)
    for item in result.waived:
        case = ET.Element("testcase", classname=source, name=_name(item.finding))
        ET.SubElement(case, "skipped", message=visible(f"{item.reason}: {item.finding.message}"))
        yield case
    for duty in result.duties:
        if duty.outcome in (Outcome.MET, Outcome.NOT_VISIBLE):
            case = ET.Element("testcase", classname=source, name=f"{duty.rule}: {visible(duty.title)}")
            if duty.outcome is Outcome.NOT_VISIBLE:
                ET.SubElement(case, "skipped", message=visible(f"not visible on what was given: {duty.reason}"))
            yield case


def _finding(finding: Finding, source: str) -> ET.Element:
    """A violation fails; what a person has to judge, and a note, is skipped with what it says."""
    seen = first_evidence(finding)
    case = ET.Element("testcase", classname=source, name=_name(finding))
    if is_sure(finding) and finding.severity is not Severity.NOTE:
        failure = ET.SubElement(case, "failure", message=visible(finding.message), type=finding.severity.value)
        law = "; ".join(basis.cite + LAW[basis.source] for basis in finding.basis)
        place = f"panel {panel_words(seen.panel or 'text')}" if seen else "found nowhere"
        failure.text = visible(f"{place}. Law: {law}. Do: {finding.remedy}")
    else:
        why = ", ".join(doubts(finding)) or finding.severity.value
        ET.SubElement(case, "skipped", message=visible(f"{why}: {finding.message}"))
    return case


def _name(finding: Finding) -> str:
    seen = first_evidence(finding)
    quote = f' "{seen.quote}"' if seen else ""
    return visible(f"{finding.rule}: {finding.title}{quote}")
