"""What is left of rule files without what is faulty in them: rules whose examples can be run all the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from labelwarden.errors import Fault, FaultyFileError, RuleError
from labelwarden.rules.files import Source, is_pack
from labelwarden.rules.load import compile_rulebook
from labelwarden.rules.read import Reader
from labelwarden.rules.rulebook import Rulebook
from labelwarden.yamlfile.reader import locate, read_yaml


def sound_part(sources: Sequence[Source], faults: Iterable[Fault], reader: Reader) -> Rulebook | None:
    """The rulebook without the rules, or else the packs, of these faults; None where it cannot do without them.

    Without a faulty vocabulary, or relations, the other rules would find something else than they are to find.
    """
    left: tuple[Source, ...] = tuple(sources)
    while True:
        lines: dict[str, list[int]] = {}
        for fault in faults:
            lines.setdefault(fault.file, []).append(fault.line)
        if any(not is_pack(source) for source in left if str(source.path) in lines):
            return None
        kept = (_without(source, lines.get(str(source.path), ())) for source in left)
        before, left = left, tuple(source for source in kept if source is not None)
        if left == before:
            return None
        try:
            return compile_rulebook(left, reader)
        except RuleError as error:
            faults = error.faults  # names that were found wrong only now, or that were left out


def _without(source: Source, lines: Sequence[int]) -> Source | None:
    """The file without the rules that stand on these lines; those that stay keep their places."""
    if not lines:
        return source
    text = source.content.decode("utf-8-sig", "replace")
    try:
        data = read_yaml(text, "", [])
    except FaultyFileError:
        return None
    rules = data.get("rules") if isinstance(data, dict) else None
    begins = [locate(text, ("rules", number)).line for number in range(len(rules) if isinstance(rules, list) else 0)]
    faulty = {_rule_at(line, begins) for line in lines}
    if None in faulty or len(faulty) == len(begins):
        return None
    written = text.split("\n")
    ends = [*begins[1:], len(written) + 1]
    for number in faulty:
        if number is not None:
            written[begins[number] - 1 : ends[number] - 1] = [""] * (ends[number] - begins[number])
    return replace(source, content="\n".join(written).encode("utf-8", "replace"))


def _rule_at(line: int, begins: Sequence[int]) -> int | None:
    """The number of the rule that a line belongs to; None before the first."""
    return max((number for number, begin in enumerate(begins) if begin <= line), default=None)
