"""What is well written in a pack and makes no sense: markets that do not exist, dates that contradict, dead rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from labelwarden.errors import Fault
from labelwarden.matching.relations import Relation
from labelwarden.matching.term import Form
from labelwarden.rules.dead import Words, why_dead
from labelwarden.rules.model import PackModel, RuleModel
from labelwarden.rules.names import RuleFile, find_text
from labelwarden.rules.places import unknown_place
from labelwarden.yamlfile.faults import fault_at

_Path: TypeAlias = tuple[str | int, ...]


def senseless(files: Iterable[RuleFile], forms: Iterable[Form], relations: Sequence[Relation]) -> Iterator[Fault]:
    """A fault for everything in the packs that cannot be meant."""
    words = Words.of(forms)
    for file in files:
        if not isinstance(file.model, PackModel):
            continue
        yield from _market(file, file.model)
        for number, rule in enumerate(file.model.rules):
            yield from _dates(file, ("rules", number), rule)
            for path, message, help in why_dead(rule, words, relations):
                yield fault_at(file.text, file.shown, _place(file, ("rules", number, *path)), message, help)


def _market(file: RuleFile, pack: PackModel) -> Iterator[Fault]:
    unknown = unknown_place(pack.jurisdiction)
    if unknown is not None:
        yield fault_at(file.text, file.shown, ("jurisdiction",), *unknown)
    # A pack named by a market (us-ny.kratom) is for that market; names such as shop.house-rules mean none.
    head = pack.pack.partition(".")[0].upper()
    if head != pack.jurisdiction and unknown is None and unknown_place(head) is None:
        message = f'the pack is named for {head}, but its jurisdiction is "{pack.jurisdiction}"'
        yield fault_at(file.text, file.shown, ("jurisdiction",), message, f"Write `jurisdiction: {head}`.")


def _dates(file: RuleFile, path: _Path, rule: RuleModel) -> Iterator[Fault]:
    looked = max(basis.as_of for basis in rule.basis)
    if rule.review_by is not None and rule.review_by < looked:
        message = f"the law is to be looked at again by {rule.review_by}, before {looked}, when it was looked at"
        yield fault_at(file.text, file.shown, (*path, "review_by"), message, "Write a later day.")
    for number, letter in enumerate(rule.precedents):
        if letter.date > looked:
            message = f"the letter is of {letter.date}, after {looked}, the last day on which the law was looked at"
            place = (*path, "precedents", number, "date")
            yield fault_at(file.text, file.shown, place, message, "Look at the law again, or correct one of the two.")


def _place(file: RuleFile, path: _Path) -> _Path:
    """The path; where its last step is no key, the place of that text below the rest of the path."""
    value = file.data
    for step in path[:-1]:
        value = value[step]
    last = path[-1]
    if isinstance(value, dict) and last in value:
        return path
    return find_text(file.data, path[:-1], str(last)) or path[:-1]
