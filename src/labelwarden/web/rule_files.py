"""The files of rules that a server was started with, under names of their own: those that ship and those of --rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from labelwarden.rules.files import Source, builtin_folder, find_sources

_PACK = re.compile(r"^pack:\s*[\"']?([\w.-]+)", re.MULTILINE)
_RULE = re.compile(r"^\s*-\s+id:\s*[\"']?([\w.-]+)")


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One file. `pack` is empty where it holds words, relations or letters and no rules."""

    name: str
    path: Path
    text: str
    pack: str
    is_own: bool

    def line_of(self, rule: str) -> int:
        """The line on which a rule begins, from 1; 0 where it is not in this file."""
        lines = enumerate(self.text.splitlines(), start=1)
        return next((number for number, line in lines if (m := _RULE.match(line)) and m.group(1) == rule), 0)


@dataclass(frozen=True, slots=True)
class RuleFiles:
    """All of them, as they were when the server was started."""

    files: tuple[RuleFile, ...]

    def named(self, name: str) -> RuleFile | None:
        """The file of that name: what people ask for is looked up, and never a path."""
        return next((file for file in self.files if file.name == name), None)

    def of_pack(self, pack: str) -> RuleFile | None:
        return next((file for file in self.files if file.pack == pack), None)

    def at(self, path: str) -> RuleFile | None:
        """The file that a pack says it was read from."""
        return next((file for file in self.files if str(file.path) == path), None)


def read_rule_files(paths: Sequence[Path], *, builtin: bool) -> RuleFiles:
    """The built-in files and those of `paths` (files or folders).

    Raises:
        RuleError: one cannot be read.
    """
    return RuleFiles(tuple(_named(find_sources(paths, builtin=builtin))))


def _named(sources: Iterable[Source]) -> Iterable[RuleFile]:
    taken: set[str] = set()
    shipped = builtin_folder()
    for source in sources:
        inside = source.path.relative_to(source.folder) if source.path != source.folder else Path(source.path.name)
        plain = name = inside.with_suffix("").as_posix()
        number = 1
        while name in taken:
            number += 1
            name = f"{plain} ({number})"
        taken.add(name)
        text = source.content.decode("utf-8-sig")
        pack = _PACK.search(text)
        yield RuleFile(name, source.path, text, pack.group(1) if pack else "", source.folder != shipped)
