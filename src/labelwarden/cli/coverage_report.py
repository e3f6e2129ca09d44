"""How much of each rule its examples exercise, as a table with what is left out."""

from __future__ import annotations

from collections.abc import Sequence

from labelwarden.engine.coverage import coverage_of
from labelwarden.matching.matcher import Matcher
from labelwarden.rules.rule import Rule


def coverage_text(rules: Sequence[Rule], matcher: Matcher) -> str:
    """A line a rule, and below it the parts that no example exercises."""
    width = max((len(rule.id) for rule in rules), default=0)
    lines: list[str] = []
    parts = exercised = 0
    for rule in rules:
        covered = coverage_of(rule, matcher)
        parts, exercised = parts + len(covered), exercised + sum(covered.values())
        kinds = rule.examples
        counts = f"{len(kinds.violated)} violated, {len(kinds.met)} met, {len(kinds.near_miss)} near miss"
        lines.append(f"{rule.id:<{width}}  {sum(covered.values())} of {len(covered)} parts  ({counts})")
        lines += [f"    no example: {place} {part}".rstrip() for (place, part), seen in covered.items() if not seen]
    share = f"{exercised / parts:.0%}" if parts else "nothing to exercise"
    lines.append(f"parts of rules that an example exercises: {exercised} of {parts} ({share})")
    return "\n".join(lines) + "\n"
