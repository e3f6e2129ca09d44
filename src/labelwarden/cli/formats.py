"""The forms that a report of `check` can take, which outputs get which, and how each is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeAlias, TypeVar, cast

from labelwarden.cli.output import bytes_to, results_to
from labelwarden.errors import MissingExtra, UsageError

if TYPE_CHECKING:
    from labelwarden.checker import Checker
    from labelwarden.findings.finding import LabelResult
    from labelwarden.ocr.engine import EngineName
    from labelwarden.reports.checked import Checked
    from labelwarden.reports.run_info import RunInfo

Places: TypeAlias = tuple[str, ...]
Written = TypeVar("Written", str, bytes)
Render: TypeAlias = "Callable[[Sequence[Checked], RunInfo], Written]"


class Report(Protocol):
    """A report in the making: results come one by one, as pictures take their time."""

    def add(self, result: LabelResult, places: Places) -> None:
        """Takes the result for one label, checked for the jurisdictions `places`."""
        ...

    def finish(self) -> None:
        """Writes what could not be written before."""
        ...


FORMATS = ("text", "json", "jsonl", "html", "sarif", "junit", "github", "markdown", "csv", "xlsx", "pdf", "png")

SUFFIXES = {
    ".txt": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".sarif": "sarif",
    ".xml": "junit",
    ".md": "markdown",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".pdf": "pdf",
    ".png": "png",
}

STDOUT = Path("-")


@dataclass(frozen=True, slots=True)
class Target:
    """One output: its form, and its file, or None for standard output."""

    format: str
    file: Path | None


@dataclass(frozen=True, slots=True)
class Style:
    """What the options say of all reports of a run."""

    checklist: bool
    considered: bool
    quiet: bool
    settings: tuple[tuple[str, str], ...]
    engine: str


def targets(report_format: str | None, outputs: Sequence[Path]) -> tuple[Target, ...]:
    """Which form goes where.

    One output takes the form that was asked for. Of several each takes that of its suffix; the form asked for is that
    of standard output (`-`) and of names whose suffix says nothing.

    Raises:
        UsageError: two outputs are the same.
    """
    if len(set(outputs)) < len(outputs):
        raise UsageError("--output: the same file is named twice; each report needs its own")
    if not outputs:
        return (Target(report_format or "text", None),)
    if len(outputs) == 1 and report_format:
        return (_target(report_format, outputs[0]),)
    return tuple(_target(_by_suffix(output) or report_format or "text", output) for output in outputs)


def needs_checklist(chosen: Sequence[Target], *, asked: bool) -> bool:
    """Whether some report tells how every rule came out; the text names the duties that are not visible."""
    return asked or any(target.format not in ("json", "jsonl", "csv", "github", "sarif", "png") for target in chosen)


@contextmanager
def reports_to(chosen: Sequence[Target], checker: Checker, style: Style) -> Iterator[Report]:
    """A report that is all that were chosen at once; files are opened now, so that a closed one is told at once.

    Raises:
        UsageError: a file cannot be written.
        MissingExtra: a form needs what is not installed.
    """
    for target in chosen:
        _require(target.format)
    with ExitStack() as stack:
        yield _Several([_opened(target, checker, style, stack) for target in chosen])


def _target(report_format: str, output: Path) -> Target:
    return Target(report_format, None if output == STDOUT else output)


def _by_suffix(output: Path) -> str | None:
    return SUFFIXES.get(output.suffix.lower())


_EXTRAS = {"xlsx": "xlsxwriter", "pdf": "fpdf"}
"""What is not installed with the rest."""


def _require(name: str) -> None:
    """Tells now, not after an hour of reading, that a form cannot be written."""
    if name in _EXTRAS and find_spec(_EXTRAS[name]) is None:
        raise MissingExtra(f"a report as .{name}", "reports")


def _opened(target: Target, checker: Checker, style: Style, stack: ExitStack) -> Report:
    # Each is imported where it is wanted: JSON needs no layout, text no template.
    name, file = target.format, target.file
    if name == "png":
        from labelwarden.cli.picture_report import PictureReport

        return PictureReport(file)
    if name in _BINARY:
        return _Whole(checker, style, _BINARY[name](), stack.enter_context(bytes_to(file)))
    write = stack.enter_context(results_to(file))
    if name in _TEXT:
        return _Whole(checker, style, _TEXT[name](), write)
    if name == "text":
        from labelwarden.cli.text_report import TextReport

        return TextReport(
            checker,
            write,
            to_file=file is not None,
            checklist=style.checklist,
            considered=style.considered,
            quiet=style.quiet,
        )
    from labelwarden.cli.json_report import JsonLinesReport, JsonReport

    return (JsonReport if name == "json" else JsonLinesReport)(checker, write, checklist=style.checklist)


def _html() -> Render[str]:
    from labelwarden.reports.html import html_report

    return html_report


def _sarif() -> Render[str]:
    from labelwarden.reports.sarif import sarif_report

    return sarif_report


def _junit() -> Render[str]:
    from labelwarden.reports.junit import junit_report

    return junit_report


def _github() -> Render[str]:
    from labelwarden.reports.github import github_report

    return github_report


def _markdown() -> Render[str]:
    from labelwarden.reports.markdown import markdown_report

    return markdown_report


def _csv() -> Render[str]:
    from labelwarden.reports.comma_separated import csv_report

    return csv_report


def _xlsx() -> Render[bytes]:
    from labelwarden.reports.xlsx import xlsx_report

    return xlsx_report


def _pdf() -> Render[bytes]:
    from labelwarden.reports.pdf import pdf_report

    return pdf_report


_TEXT: dict[str, Callable[[], Render[str]]] = {
    "html": _html,
    "sarif": _sarif,
    "junit": _junit,
    "github": _github,
    "markdown": _markdown,
    "csv": _csv,
}
_BINARY: dict[str, Callable[[], Render[bytes]]] = {"xlsx": _xlsx, "pdf": _pdf}


class _Several:
    """Several reports as one."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._reports = reports

    def add(self, result: LabelResult, places: Places) -> None:
        for report in self._reports:
            report.add(result, places)

    def finish(self) -> None:
        for report in self._reports:
            report.finish()


class _Whole(Generic[Written]):
    """A report that is written at the end, from all results."""

    def __init__(
        self,
        checker: Checker,
        style: Style,
        render: Render[Written],
        write: Callable[[Written], None],
    ) -> None:
        self._checker = checker
        self._style = style
        self._render: Render[Written] = render
        self._write: Callable[[Written], None] = write
        self._checked: list[Checked] = []
        self._left_out: dict[Places, tuple[str, ...]] = {}

    def add(self, result: LabelResult, places: Places) -> None:
        from labelwarden.reports.checked import Checked
        from labelwarden.reports.run_info import left_out

        if places not in self._left_out:
            self._left_out[places] = left_out(self._checker, places)
        self._checked.append(Checked(result, places, self._left_out[places]))

    def finish(self) -> None:
        from labelwarden.reports.run_info import run_info

        places = {place for item in self._checked for place in item.places} or self._checker.places()
        run = run_info(self._checker, places, settings=self._style.settings, engines=self._engines())
        self._write(self._render(self._checked, run))

    def _engines(self) -> tuple[str, ...]:
        """Names and versions of what read the pictures, if there were any."""
        if not any(panel.words for item in self._checked for panel in item.result.panels):
            return ()
        from labelwarden.ocr.engine import load_engine, names_of

        return names_of(load_engine(cast("EngineName", self._style.engine)))
