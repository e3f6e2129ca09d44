"""A score as bars for a terminal, as data, and its errors as JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from labelwarden.reports.layout import Line, Style, plain
from labelwarden.score.measure import LEVELS, Miss, Score, Share, Yield, ranked
from labelwarden.version import VERSION

SCHEMA = "labelwarden.score/1"

_LEVEL_WORDS = {"any": "at all", "sure": "surely", "high": "with high confidence"}
_CONFIDENCES = ("high", "medium", "low")
_EIGHTHS = " ▏▎▍▌▋▊▉"
_FULL = "█"


def score_json(score: Score, unreadable: int) -> dict[str, Any]:
    """The whole score, in the public schema `labelwarden.score/1`."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "labelwarden", "version": VERSION},
        "cases": score.cases,
        "unreadable": unreadable,
        "recall": _share_json(score.recall),
        "misfires": _share_json(score.misfires),
        "by_expected": {name: _share_json(share) for name, share in sorted(score.by_expected.items())},
        "by_type": {
            type: {"recall": _share_json(recall), "misfires": _share_json(misfires)}
            for type, recall, misfires in _types(score)
        },
        "by_confidence": {
            name: _yield_json(score.by_confidence.get(name, Yield()), with_alone=False) for name in _CONFIDENCES
        },
        "by_tag": {name: _yield_json(given, with_alone=False) for name, given in ranked(score.by_tag)},
        "by_rule": {name: _yield_json(given, with_alone=True) for name, given in ranked(score.by_rule)},
    }


def _share_json(share: Share) -> dict[str, Any]:
    counts = {level: getattr(share, level) for level in LEVELS}
    return {"of": share.of, **counts, **{f"{level}_share": _rounded(share.at(level)) for level in LEVELS}}


def _yield_json(given: Yield, *, with_alone: bool) -> dict[str, Any]:
    alone = {"alone": given.alone} if with_alone else {}
    return {"right": given.right, **alone, "misfired": given.wrong, "precision": _rounded(given.precision)}


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _types(score: Score) -> Iterator[tuple[str, Share, Share]]:
    for type in sorted({*score.recall_by_type, *score.misfires_by_type}):
        yield type, score.recall_by_type.get(type, Share()), score.misfires_by_type.get(type, Share())


def miss_line(miss: Miss, score: Score) -> str:
    """One case that came out otherwise than expected, as a line of JSON."""
    fields = {
        "row": miss.case.row,
        "id": miss.case.id,
        "kind": miss.kind,
        "product_type": miss.type,
        "expected": list(miss.expected),
        "findings": [
            {
                "rule": finding.rule,
                "confidence": score.level(finding).value,
                "quotes": [piece.quote for piece in finding.evidence if piece.quote is not None],
            }
            for finding in miss.findings
        ],
        "text": "\n".join(panel.text.printed for panel in miss.case.labeling.panels),
    }
    return json.dumps(fields, ensure_ascii=False) + "\n"


def score_lines(score: Score, width: int) -> Iterator[Line]:
    """The score as bar charts, in lines of at most `width` cells."""
    if score.recall.of:
        yield plain(f"Found, of {score.recall.of:,} expected", Style.STRONG)
        yield from _bars({_LEVEL_WORDS[level]: _of(score.recall, level) for level in LEVELS}, width)
    if score.misfires.of:
        yield plain(f"Misfires, of {score.misfires.of:,} cases in which nothing may be found", Style.STRONG)
        yield from _bars({_LEVEL_WORDS[level]: _of(score.misfires, level) for level in LEVELS}, width)
    if score.by_confidence:
        yield plain("Right, of the cases whose surest finding has this confidence", Style.STRONG)
        of_levels = {name: score.by_confidence[name] for name in _CONFIDENCES if name in score.by_confidence}
        yield from _bars({name: _right(given) for name, given in of_levels.items()}, width)
    if len(score.by_expected) > 1:
        yield plain("Surely found, by what is expected", Style.STRONG)
        yield from _bars({name: _of(share, "sure") for name, share in sorted(score.by_expected.items())}, width)
    if score.recall_by_type:
        yield plain("Surely found, by type of product", Style.STRONG)
        yield from _bars({name: _of(share, "sure") for name, share in sorted(score.recall_by_type.items())}, width)
    if score.misfires_by_type:
        yield plain("Sure misfires, by type of product", Style.STRONG)
        yield from _bars({name: _of(share, "sure") for name, share in sorted(score.misfires_by_type.items())}, width)
    if score.by_tag:
        yield plain("Right, by tag", Style.STRONG)
        yield from _bars({name: _right(given) for name, given in ranked(score.by_tag)}, width)
    if score.by_rule:
        yield plain("Right, by rule; alone: cases that no other rule finds", Style.STRONG)
        yield from _bars({name: _kept(given) for name, given in ranked(score.by_rule)}, width)


def _of(share: Share, level: str) -> tuple[float | None, str]:
    return share.at(level), f"{getattr(share, level):,} of {share.of:,}"


def _right(given: Yield) -> tuple[float | None, str]:
    return given.precision, f"{given.right:,} right, {given.wrong:,} wrong"


def _kept(given: Yield) -> tuple[float | None, str]:
    return given.precision, f"{given.right:,} right, {given.alone:,} alone, {given.wrong:,} wrong"


def _bars(rows: Mapping[str, tuple[float | None, str]], width: int) -> Iterator[Line]:
    """A bar for each row: its name, the bar, the share, the counts behind it."""
    names = max(map(len, rows))
    counts = max(len(text) for _, text in rows.values())
    room = max(10, min(40, width - names - counts - 14))
    for name, (share, text) in rows.items():
        said = "" if share is None else f"{share:.1%}"
        yield [
            (f"  {name:<{names}}  ", Style.PLAIN),
            (f"{bar(share or 0, room):<{room}}", Style.MINOR),
            (f" {said:>6}  ", Style.STRONG),
            (text, Style.FAINT),
        ]
    yield []


def bar(share: float, cells: int) -> str:
    """A bar over that share of so many cells, in steps of an eighth; what is not nothing is seen.

    >>> bar(0.5, 8), bar(0.001, 8), bar(1, 4)
    ('████', '▏', '████')
    """
    eighths = round(share * cells * 8)
    if share > 0:
        eighths = max(1, eighths)
    full, rest = divmod(eighths, 8)
    return _FULL * full + (_EIGHTHS[rest] if rest else "")
