"""The matcher against what everybody else would take: a loop over `re`, RE2 one by one, yara-x, spaCy's Matcher.

All in one process, one after the other in each round, on the same labels with the same 3,000 rules. Each is given what
it is built for: compiled patterns, one automaton, tokens. What is measured is finding, not compiling.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.table import reach
from benchmarks.workload import Workload, matcher, workload
from labelwarden.text.printed import Text

PACKAGES = Path(__file__).parents[1] / ".rivals"
"""Where `make bench` installs yara-x and spaCy: apart from the environment, which does not need them."""

RULES = 3_000
LABELS = 400
ROUNDS = 3
_FEW = {"a loop over `re`": 2, "RE2, pattern by pattern": 6, "yara-x": 60, "spaCy's Matcher": 4}
_AIMS = {"a loop over `re`": 1_000, "RE2, pattern by pattern": 300, "yara-x": 10, "spaCy's Matcher": 1_000}
"""How many labels each is given in a round, and how many times faster the matcher is meant to be."""

Find = Callable[[str], set[str]]


def run() -> None:
    """Prints the time a label of each, and how many of the same rules they find."""
    sys.path.append(str(PACKAGES))  # behind all else: only what is not there already comes from it
    load = workload(RULES, LABELS)
    ours = _ours(load)
    rivals = {}
    for name, build in _BUILDS.items():
        try:
            rivals[name] = build(load)
        except ImportError as error:
            print(f"!! {name} is SKIPPED: {error}. `make bench` installs it where the package index is in reach")
    _compare(load, ours, rivals)
    mine: list[float] = []
    theirs: dict[str, list[float]] = {name: [] for name in rivals}
    for _ in range(ROUNDS):
        mine.append(_cpu(ours, load.labels))
        for name, find in rivals.items():
            theirs[name].append(_cpu(find, load.labels[: _FEW[name]]))
    each = median(mine)
    print(f"{RULES:,} rules, labels of about 1 KB: the matcher takes {each * 1e6:.1f} us of CPU")
    for name, times in theirs.items():
        ratio = median(a / b for a, b in zip(times, mine, strict=True))
        print(f"{name}: {median(times) * 1e6:,.0f} us, {ratio:,.0f} x")
        what = f"the matcher alone, {RULES:,} rules, against {name}"
        reach(what, f"{_AIMS[name]:,} x", f"{ratio:,.0f} x", is_reached=ratio >= _AIMS[name])


def _cpu(find: Find, labels: tuple[str, ...]) -> float:
    begun = time.process_time()
    for label in labels:
        find(label)
    return (time.process_time() - begun) / len(labels)


def _compare(load: Workload, ours: Find, rivals: dict[str, Find]) -> None:
    """The same work is compared: how many of the rules that they find we find, and the other way round."""
    for name, find in rivals.items():
        labels = [label for label in load.labels[:40] if len(ours(label)) > 0][: _FEW[name]]
        mine = {(n, rule) for n, label in enumerate(labels) for rule in ours(label)}
        found = {(n, rule) for n, label in enumerate(labels) for rule in find(label)}
        print(
            f"{name}: {len(mine & found)} rules found by both on {len(labels)} labels, {len(mine ^ found)} by one only"
        )


def _ours(load: Workload) -> Find:
    compiled = matcher(load)

    def find(label: str) -> set[str]:
        hits = compiled.scan(Text(label))
        found = {joined.relation.id for joined in compiled.join(hits)}
        found.update(group for group in hits.groups if group.startswith("ingredient."))
        return found

    return find


def _patterns(load: Workload, gap: str = r"(?:\W+\w+){0,6}?\W+") -> dict[str, str]:
    """Each rule as a pattern."""
    patterns = {f"ingredient.i{n}": rf"\b{re.escape(phrase)}\b" for n, phrase in enumerate(load.ingredients)}
    for verb, condition in load.pairs:
        forms = "|".join(load.verbs[verb])
        patterns[f"{verb}-{condition}"] = rf"\b(?:{forms})\b{gap}{re.escape(load.conditions[condition])}\b"
    return patterns


def _loop(load: Workload) -> Find:
    compiled = [(rule, re.compile(pattern)) for rule, pattern in _patterns(load).items()]

    def find(label: str) -> set[str]:
        low = label.lower()
        return {rule for rule, pattern in compiled if pattern.search(low)}

    return find


def _re2(load: Workload) -> Find:
    import re2

    compiled = [(rule, re2.compile(pattern)) for rule, pattern in _patterns(load).items()]

    def find(label: str) -> set[str]:
        low = label.lower()
        return {rule for rule, pattern in compiled if pattern.search(low)}

    return find


def _yara(load: Workload) -> Find:
    import yara_x

    compiler = yara_x.Compiler()
    names = {}
    for n, (rule, pattern) in enumerate(_patterns(load, r"(\W+\w+){0,6}\W+").items()):
        names[f"r{n}"] = rule
        pattern = pattern.replace("(?:", "(").replace("\\ ", " ")  # noqa: PLW2901 - as YARA writes it
        compiler.add_source(f"rule r{n} {{ strings: $a = /{pattern}/ nocase condition: $a }}")
    scanner: Any = yara_x.Scanner(compiler.build())

    def find(label: str) -> set[str]:
        return {names[rule.identifier] for rule in scanner.scan(label.encode()).matching_rules}

    return find


def _spacy(load: Workload) -> Find:
    import spacy
    from spacy.matcher import Matcher

    language = spacy.blank("en")
    compiled = Matcher(language.vocab)
    for n, phrase in enumerate(load.ingredients):
        compiled.add(f"ingredient.i{n}", [[{"LOWER": word} for word in phrase.split()]])
    for verb, condition in load.pairs:
        pattern: list[dict[str, Any]] = [{"LOWER": {"IN": list(load.verbs[verb])}}]
        pattern += [{"OP": "?"}] * 6
        pattern += [{"LOWER": word} for word in load.conditions[condition].split()]
        compiled.add(f"{verb}-{condition}", [pattern])

    def find(label: str) -> set[str]:
        return {language.vocab.strings[match] for match, _, _ in compiled(language(label))}

    return find


_BUILDS: dict[str, Callable[[Workload], Find]] = {
    "a loop over `re`": _loop,
    "RE2, pattern by pattern": _re2,
    "yara-x": _yara,
    "spaCy's Matcher": _spacy,
}
