"""Where in a file that is text the words of a finding stand: tools that read code ask for a line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from labelwarden.findings.finding import Finding
from labelwarden.findings.observation import Evidence

_TEXTS = frozenset({".yaml", ".yml", ".json", ".txt", ".md", ".html", ".htm"})
_MAX_BYTES = 4_000_000


@dataclass(slots=True)
class SourceLines:
    """Finds words in the files that labels were read from; each file is read once."""

    _read: dict[str, str | None] = field(default_factory=dict)

    def file_of(self, source: str, seen: Evidence | None) -> str:
        """The file to point at: the picture that the words stand on, else what the label was read from."""
        return (seen.file if seen else None) or source

    def line_of(self, file: str, quote: str | None) -> int | None:
        """The line on which the words begin, 1 where they are not found as they are, None where there are no lines."""
        text = self._text(file)
        if text is None:
            return None
        words = (quote or "").split()
        if not words:
            return 1
        found = re.search(r"\s+".join(map(re.escape, words)), text) or re.search(re.escape(words[0]), text)
        return 1 + text.count("\n", 0, found.start()) if found else 1

    def _text(self, file: str) -> str | None:
        if file not in self._read:
            self._read[file] = _text_of(Path(file))
        return self._read[file]


def first_evidence(finding: Finding) -> Evidence | None:
    """The words that a finding is shown by, or None for one of something absent."""
    return next((seen for seen in finding.evidence if seen.quote is not None), None)


def _text_of(path: Path) -> str | None:
    if path.suffix.lower() not in _TEXTS or not path.is_file() or path.stat().st_size > _MAX_BYTES:
        return None
    return path.read_text(encoding="utf-8", errors="replace")
