"""Words that were misread, put right by a person: in the text and in all other readings of the same place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from labelwarden.label.labeling import Labeling
from labelwarden.label.panel import Panel, Word
from labelwarden.text.printed import Text
from labelwarden.text.span import Box


def corrected(labeling: Labeling, panel_name: str, place: tuple[int, int], was: str, right: str, who: str) -> Labeling:
    """The labeling with `right` in the place of the word `was`. A note of it goes into every report.

    An empty `right` takes the word out: an engine may see words in a pattern.

    Raises:
        ValueError: there is no such word there, as after another correction.
    """
    panel = next((panel for panel in labeling.panels if panel.name == panel_name), None)
    word = None if panel is None else next((w for w in panel.words if (w.start, w.end) == place), None)
    if panel is None or word is None or panel.text.printed[word.start : word.end] != was:
        raise ValueError(f"“{was}” no longer stands there: load the page again.")
    if right == was:
        raise ValueError(f"“{was}” is what was read already.")
    if "\n" in right or "\r" in right:
        raise ValueError("Expected one word, or words of one line.")
    panels = tuple(
        _replaced(other, _same_place(other, word.box) if other is not panel else (word,), right)
        if other.file == panel.file and other.page == panel.page
        else other
        for other in labeling.panels
    )
    now = datetime.now(UTC).strftime("%Y-%m-%d")
    note = f'{who} put "{right}" for "{was}" on {panel.file or panel.name} ({now})'
    return replace(labeling, panels=panels, notes=(*labeling.notes, note))


def without_words_in(panel: Panel, box: Box) -> Panel:
    """The panel without the words that lie mostly in the box."""
    for word in reversed(_same_place(panel, box)):
        panel = _with_word(panel, word, "")
    return panel


def _same_place(panel: Panel, box: Box) -> tuple[Word, ...]:
    """The words of another reading that lie mostly in the box."""
    return tuple(word for word in panel.words if _share_inside(word.box, box) > 0.5)


def _share_inside(inner: Box, outer: Box) -> float:
    width = min(inner.right, outer.right) - max(inner.x, outer.x)
    height = min(inner.bottom, outer.bottom) - max(inner.y, outer.y)
    return width * height / (inner.width * inner.height) if width > 0 and height > 0 else 0.0


def _replaced(panel: Panel, words: Iterable[Word], right: str) -> Panel:
    """The panel with `right` in the place of the first of these words, and nothing in that of the others."""
    changes = [(word, right if number == 0 else "") for number, word in enumerate(words)]
    for word, text in reversed(changes):
        panel = _with_word(panel, word, text)
    return panel


def _with_word(panel: Panel, word: Word, text: str) -> Panel:
    printed = panel.text.printed[: word.start] + text + panel.text.printed[word.end :]
    shift = len(text) - (word.end - word.start)
    words = []
    for other in panel.words:
        if other == word:
            if text:
                words.append(replace(other, end=other.start + len(text), confidence=1.0))
        elif other.start >= word.end:
            words.append(replace(other, start=other.start + shift, end=other.end + shift))
        else:
            words.append(other)
    return replace(panel, text=Text(printed, wrapped=panel.text.wrapped), words=tuple(words))
