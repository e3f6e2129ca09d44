"""What an earlier report found already: findings that are accepted because they were there."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

from labelwarden.errors import UsageError, in_words

Known: TypeAlias = frozenset[tuple[str, str]]
"""A label and the fingerprint of a finding on it."""


def load_baseline(path: Path) -> Known:
    """The findings of an earlier report, as `json` or `jsonl`, or of the rows of `batch`.

    Raises:
        UsageError: the file cannot be read or is no such report; says how to make one.
    """
    name = "baseline.json" if path.exists() else path  # what is there may be anything, and is not to be overwritten
    how = f"make one by: labelwarden check PATH... --format json --output {name}"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--baseline: cannot read {path}: {in_words(error)}; {how}") from error
    try:
        return frozenset(
            (_key_of(label), finding["fingerprint"]) for label in _labels(text) for finding in _accepted(label)
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"--baseline: {path} is no report of labelwarden; {how}") from error


def _accepted(label: Any) -> Iterable[Any]:
    """What the earlier report found, and what it had accepted by a baseline of its own.

    A waiver ends on its day, so what one let pass does not become part of a baseline.
    """
    yield from label["findings"]
    yield from (item["finding"] for item in label.get("waived", ()) if item["by"] == "baseline")


def is_known(known: Known, product: str | None, source: str, fingerprint: str) -> bool:
    """Whether the label had the finding then; `source` is its file, or its id in a catalogue."""
    return (_name_of(product, source), fingerprint) in known or (_id_of(source), fingerprint) in known


def _key_of(label: Any) -> str:
    """What it is known by from run to run. Products of a catalogue may share a name, but not an id."""
    if "source" not in label and label.get("id"):
        return _id_of(label["id"])
    return _name_of(label.get("product"), label.get("source"))


def _id_of(id: str) -> str:
    return f"id {id}"


def _name_of(product: str | None, source: str | None) -> str:
    return product or Path(source or "").name


def _labels(text: str) -> Iterable[Any]:
    """The labels of one document, or of one line each."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    return list(document.get("labels", [document]))
