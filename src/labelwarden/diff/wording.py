"""What was added, removed and put in other words.

Words are compared as the rules compare them: case, width and punctuation around a word make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from labelwarden.diff.panel_pairs import panel_pairs
from labelwarden.label.panel import Panel
from labelwarden.text.fold import fold

_WORD = re.compile(r"\S+")
_AROUND = 4
"""Words shown before and after a change."""

_PUNCTUATION = ".,;:!?\"'()[]*•·-–—"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `before` and `after` are words around it that stayed; `old` or `new` is empty where there is none."""

    kind: Literal["added", "removed", "changed"]
    panel: str
    old: str
    new: str
    before: str = ""
    after: str = ""


def wording_changes(old: Sequence[Panel], new: Sequence[Panel]) -> tuple[Change, ...]:
    """All changes, panel by panel."""
    changes: list[Change] = []
    for before, after in panel_pairs(old, new):
        if before is None and after is not None:
            changes.append(Change("added", after.name, "", after.text.printed))
        elif after is None and before is not None:
            changes.append(Change("removed", before.name, before.text.printed, ""))
        elif before is not None and after is not None:
            changes += _changes_in(before, after)
    return tuple(changes)


def _changes_in(before: Panel, after: Panel) -> Iterator[Change]:
    name = after.name if before.name == after.name else f"{before.name} → {after.name}"
    old, new = _words(before.text.printed), _words(after.text.printed)
    matcher = SequenceMatcher(None, [word.same for word in old], [word.same for word in new])
    for i, j, k, m in _edits(matcher):
        yield Change(
            "added" if i == j else "removed" if k == m else "changed",
            name,
            _text(before, old[i:j]),
            _text(after, new[k:m]),
            _text(after, new[max(0, k - _AROUND) : k]),
            _text(after, new[m : m + _AROUND]),
        )


def _edits(matcher: SequenceMatcher[str]) -> Iterator[tuple[int, int, int, int]]:
    """Ranges of old and new words that differ; one word that stayed between two of them belongs to both."""
    held: tuple[int, int, int, int] | None = None
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            continue
        if held and i - held[1] <= 1:
            held = (held[0], j, held[2], m)
            continue
        if held:
            yield held
        held = (i, j, k, m)
    if held:
        yield held


@dataclass(frozen=True, slots=True)
class _Place:
    """A word by where it stands, and what it is compared by."""

    start: int
    end: int
    same: str


def _words(text: str) -> list[_Place]:
    words = []
    for match in _WORD.finditer(text):
        folded = fold(match.group()).text
        words.append(_Place(match.start(), match.end(), folded.strip(_PUNCTUATION) or folded))
    return [word for word in words if word.same.strip(_PUNCTUATION)]


def _text(panel: Panel, words: Sequence[_Place]) -> str:
    return panel.text.printed[words[0].start : words[-1].end] if words else ""
