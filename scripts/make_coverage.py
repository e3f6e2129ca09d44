"""Which rules judge each duty, as docs/coverage.md: python scripts/make_coverage.py [--output FILE].

A duty that has neither a rule nor a reason why it has none is an error, and so is a rule that no duty leads to: name
it in docs/coverage-duties.yaml, or tag it with the duty.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labelwarden.rules.open import open_rulebook
from labelwarden.rules.rule import Rule
from labelwarden.yamlfile.reader import read_yaml

DOCS = Path(__file__).resolve().parents[1] / "docs"
DUTIES = "coverage-duties.yaml"
GAPS = ("coverage-gaps.yaml", "coverage-gaps-ingredients.yaml")


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty or prohibition: the rules that judge it, and why there is none for it or for part of it."""

    section: str
    name: str
    title: str
    rules: tuple[str, ...]
    astray: tuple[str, ...]
    """Selectors that find no rule."""
    reasons: tuple[str, ...]


def duties(rules: Sequence[Rule], folder: Path = DOCS) -> list[Duty]:
    """Every duty that is listed, in the order of the list."""
    gaps = reasons(folder)
    listed = []
    for section, entries in _read(folder / DUTIES).items():
        for name, (title, *selectors) in entries.items():
            wanted = selectors or [name]
            ids = tuple(rule.id for rule in rules if any(rule.matches(selector) for selector in wanted))
            why = tuple(f"{part}{reason}" for part, reason in _of(name, gaps))
            astray = tuple(s for s in selectors if not any(rule.matches(s) for rule in rules))
            listed.append(Duty(section, name, title, ids, astray, why))
    return listed


def reasons(folder: Path = DOCS) -> dict[str, str]:
    """Why something has no rule, by the name of the duty or of a part of it."""
    return {name: str(reason) for file in GAPS for name, reason in _read(folder / file).items()}


def faults(listed: Sequence[Duty], rules: Sequence[Rule], gaps: Mapping[str, str]) -> list[str]:
    """What keeps the table from being complete."""
    found = [f"{duty.name}: no rule and no reason" for duty in listed if not duty.rules and not duty.reasons]
    found += [f'{duty.name}: no rule is "{name}"' for duty in listed if not duty.reasons for name in duty.astray]
    names = [duty.name for duty in listed]
    found += [f"{gap}: a reason for a duty that is not listed" for gap in gaps if not any(_is(gap, n) for n in names)]
    led_to = {rule for duty in listed for rule in duty.rules}
    found += [f"{rule.id}: no duty leads to this rule" for rule in rules if rule.id not in led_to]
    return found + [f"{rule.id}: no source" for rule in rules if not rule.basis]


def page(listed: Sequence[Duty], rules: Sequence[Rule]) -> str:
    """The table as Markdown."""
    judged = sum(bool(duty.rules) for duty in listed)
    lines = [
        "<!-- Written by scripts/make_coverage.py from the rules and docs/coverage-*.yaml; change those. -->",
        "",
        "# Coverage",
        "",
        f"{len(listed)} duties and prohibitions: {judged} have rules, {len(listed) - judged} have none and say why.",
        "",
        "## Rules by pack",
        "",
        "| pack | rules |",
        "| --- | ---: |",
    ]
    packs = sorted({rule.pack.id for rule in rules})
    lines += [f"| {pack} | {sum(rule.pack.id == pack for rule in rules)} |" for pack in packs]
    section = ""
    for duty in listed:
        if duty.section != section:
            section = duty.section
            lines += ["", f"## {section}", "", "| | duty | rules | no rule, or not for all of it |"]
            lines += ["| --- | --- | --- | --- |"]
        ids = ", ".join(f"[{rule}](rules/{rule}.md)" for rule in duty.rules)
        lines.append(f"| {_cell(duty.name)} | {_cell(duty.title)} | {ids} | {_cell('; '.join(duty.reasons))} |")
    return "\n".join(lines) + "\n"


def _of(name: str, gaps: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The reasons for a duty, each with the part of it that it is about."""
    for gap, reason in gaps.items():
        if _is(gap, name):
            part = gap.removeprefix(name).strip()
            yield f"{part}: " if part else "", reason


def _is(gap: str, name: str) -> bool:
    return gap == name or gap.startswith(f"{name} ")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _read(file: Path) -> Any:
    return read_yaml(file.read_text(encoding="utf-8"), file.name)


def main() -> int:
    """Writes the page; the exit code."""
    arguments = argparse.ArgumentParser(description="Which rules judge each duty.")
    arguments.add_argument("--output", type=Path, default=DOCS / "coverage.md")
    output = arguments.parse_args().output
    rules = open_rulebook([]).rules
    listed = duties(rules)
    if wrong := faults(listed, rules, reasons()):
        print("\n".join(wrong), file=sys.stderr)
        return 1
    output.write_text(page(listed, rules), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
