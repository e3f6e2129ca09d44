r"""Annotations that GitHub shows beside the lines of a pull request.

A line that a workflow prints is a command where it begins with `::`. What labels say is escaped, so that it stays data.

>>> _message("100% natural\n::error::x")
'100%25 natural%0A::error::x'
>>> _property("a:b,c%")
'a%3Ab%2Cc%25'
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from labelwarden.findings.finding import Finding, LabelResult
from labelwarden.findings.scales import Severity
from labelwarden.findings.verdict import is_sure
from labelwarden.reports.checked import Checked
from labelwarden.reports.run_info import RunInfo
from labelwarden.reports.source_lines import SourceLines, first_evidence
from labelwarden.reports.visible import visible
from labelwarden.reports.wording import LAW, doubts, headline


def github_report(checked: Sequence[Checked], run: RunInfo) -> str:
    """One command for each finding and each label that could not be read, and a line for each label."""
    lines = SourceLines()
    said = "".join(line + "\n" for item in checked for line in _annotations(item.result, lines))
    return f"{said}Labelwarden, rules of {run.as_of.isoformat()}: {len(checked)} checked\n"


def _annotations(result: LabelResult, lines: SourceLines) -> Iterator[str]:
    if result.error is not None:
        yield _command("error", result.source, None, "could not be read", result.error)
        return
    for finding in result.findings:
        seen = first_evidence(finding)
        file = lines.file_of(result.source, seen)
        title = f"{finding.severity.value}: {finding.title} ({finding.rule})"
        yield _command(_level(finding), file, lines.line_of(file, seen.quote if seen else None), title, _said(finding))
    # Not at the beginning of the line: a file may be called "::error::".
    head = f"Labelwarden: {_message(visible(result.source))}: "
    if not result.findings:
        yield head + headline(result)
    for item in result.waived:
        yield head + _message(visible(f"{item.finding.rule}: {item.reason}"))


def _command(level: str, file: str, line: int | None, title: str, message: str) -> str:
    place = f",line={line}" if line else ""
    return f"::{level} file={_property(visible(file))}{place},title={_property(visible(title))}::{_message(message)}"


def _level(finding: Finding) -> str:
    if finding.severity is Severity.NOTE:
        return "notice"
    return "error" if is_sure(finding) and finding.severity is not Severity.MINOR else "warning"


def _said(finding: Finding) -> str:
    why = doubts(finding)
    law = "; ".join(basis.cite + LAW[basis.source] for basis in finding.basis)
    lines = [finding.message, f"Law: {law}", f"Do: {finding.remedy}"]
    if why:
        lines.append(", ".join(why).capitalize())
    return "\n".join(map(visible, lines))


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
