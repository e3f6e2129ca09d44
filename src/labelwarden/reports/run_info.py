"""What a report says of the run as a whole: by which rules, of which day and places, set how, and from which files."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from labelwarden.checker import Checker
from labelwarden.findings.finding import LabelResult


@dataclass(frozen=True, slots=True)
class RunInfo:
    """The day, the jurisdictions and the packs behind some results; `rule_count` counts the rules put to labels.

    `digest` is the SHA-256 of all rule files that were read, `pack_digests` has that of each pack's file by its id.
    `settings` are the options that were given, `engines` what read pictures; `rationales` say why each rule that was
    put to labels exists.
    """

    as_of: date
    jurisdictions: tuple[str, ...]
    packs: tuple[tuple[str, str], ...]
    rule_count: int
    digest: str = ""
    settings: tuple[tuple[str, str], ...] = ()
    engines: tuple[str, ...] = ()
    rationales: Mapping[str, str] = field(default_factory=dict)
    pack_digests: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that a label was read from, with its SHA-256 when the report was written."""

    name: str
    sha256: str
    size: int


def run_info(
    checker: Checker,
    jurisdictions: Iterable[str],
    *,
    settings: Iterable[tuple[str, str]] = (),
    engines: Iterable[str] = (),
) -> RunInfo:
    """The run of `checker` over labels that were checked for `jurisdictions`."""
    places = tuple(sorted(set(jurisdictions)))
    rules = checker.rules_for(places)
    packs = {rule.pack.id: rule.pack for rule in rules}
    return RunInfo(
        checker.as_of,
        places,
        tuple(sorted((pack.id, pack.version) for pack in packs.values())),
        len(rules),
        checker.rulebook.digest,
        tuple(settings),
        tuple(engines),
        {rule.id: rule.rationale for rule in rules},
        {pack.id: _input_file(Path(pack.file)).sha256 for pack in packs.values() if Path(pack.file).is_file()},
    )


def left_out(checker: Checker, places: Collection[str]) -> tuple[str, ...]:
    """The ids of the rules in force in these places that the options of the run left out."""
    if not (checker.selected or checker.ignored):
        return ()
    put = {rule.id for rule in checker.rules_for(places)}
    return tuple(rule.id for rule in checker.rulebook.select(places, checker.as_of) if rule.id not in put)


def python_version() -> str:
    """Of the interpreter, and the system it runs on."""
    return f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"


def input_files(result: LabelResult) -> tuple[InputFile, ...]:
    """The files behind a result that are still there; standard input is none."""
    whole = [result.source] if Path(result.source).is_file() else result.source.split(", ")
    names = dict.fromkeys([*whole, *(panel.file for panel in result.panels if panel.file)])
    return tuple(_input_file(Path(name)) for name in names if Path(name).is_file())


def _input_file(path: Path) -> InputFile:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return InputFile(str(path), digest.hexdigest(), file.tell())
