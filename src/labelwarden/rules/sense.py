"""What is well written in a pack and makes no sense: markets that do not exist, dates that contradict, dead rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from labelwarden.errors import Fault
from labelwarden.findings.scales import Status
from labelwarden.matching.relations import Relation
from labelwarden.matching.term import Form
from labelwarden.rules.dead import Words, why_dead
from labelwarden.rules.model import PackModel, RuleModel
from labelwarden.rules.names import RuleFile, find_text
from labelwarden.rules.places import unknown_place
from labelwarden.yamlfile.faults import did_you_mean, fault_at

_Path: TypeAlias = tuple[str | int, ...]


def senseless(files: Iterable[RuleFile], forms: Iterable[Form], relations: Sequence[Relation]) -> Iterator[Fault]:
    """A fault for everything in the packs that cannot be meant."""
    words = Words.of(forms)
    packs = [(file, file.model) for file in files if isinstance(file.model, PackModel)]
    ids = sorted({rule.id for _, pack in packs for rule in pack.rules})
    for file, pack in packs:
        yield from _market(file, pack)
        for number, rule in enumerate(pack.rules):
            yield from _dates(file, ("rules", number), rule)
            yield from _heir(file, ("rules", number), rule, ids)
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


def _heir(file: RuleFile, path: _Path, rule: RuleModel, ids: Sequence[str]) -> Iterator[Fault]:
    if rule.heir is None:
        return
    place = (*path, "heir")
    if rule.status is not Status.DEPRECATED:
        message = f"`heir` names what takes the place of this rule, but its status is {rule.status}"
        yield fault_at(file.text, file.shown, place, message, "Write `status: deprecated`, or remove `heir`.")
    if rule.heir == rule.id or rule.heir not in ids:
        message = f'"{rule.heir}" is no other rule'
        hint = did_you_mean(rule.heir, [id for id in ids if id != rule.id])
        yield fault_at(file.text, file.shown, place, message, hint or "See `labelwarden rules list`.")


def _place(file: RuleFile, path: _Path) -> _Path:
    """The path; where its last step is no key, the place of that text below the rest of the path."""
    value = file.data
    for step in path[:-1]:
        value = value[step]
    last = path[-1]
    if isinstance(value, dict) and last in value:
        return path
    return find_text(file.data, path[:-1], str(last)) or path[:-1]
