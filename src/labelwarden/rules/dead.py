"""Rules that can never fire, and the place in their file that is why.

A dead rule is worse than none: it is counted, cited and believed, and lets everything pass. What can be told from the
rule and the vocabularies alone is refused when rules are loaded; the rest shows when the examples of the rule fail.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from labelwarden.checks.amount_limit import AmountLimit
from labelwarden.checks.forbidden_claim import ForbiddenClaim
from labelwarden.checks.forbidden_phrase import ForbiddenPhrase
from labelwarden.checks.forbidden_substance import ForbiddenSubstance
from labelwarden.checks.presentation import Presentation
from labelwarden.checks.required_field import RequiredField
from labelwarden.facts.substances import SUBSTANCE
from labelwarden.matching.phrases import GAP, Phrase
from labelwarden.matching.relations import Relation
from labelwarden.matching.term import Form, Plane, paths_above
from labelwarden.rules.model import RuleModel
from labelwarden.rules.scope import Scope
from labelwarden.yamlfile.faults import did_you_mean

_Path: TypeAlias = tuple[str | int, ...]
Dead: TypeAlias = tuple[_Path, str, str]
"""Where in the rule, what is wrong, what to do."""

PANELS = (
    *("product", "brand", "text", "claims", "ingredients", "directions", "warnings", "age_restriction"),
    *("front", "back", "left", "right", "side", "top", "bottom", "inside", "facts", "insert", "box", "lid"),
    *("web", "title", "meta", "json-ld", "body", "tags", "categories", "seo", "alt", "metafields", "testimonial"),
)
"""Kinds of panel that labels, pictures and listings have. Others are taken where an example of the rule shows one."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the vocabularies hold, as far as it matters here: the groups that some form belongs to, together."""

    kinds: frozenset[tuple[frozenset[str], bool]]
    """The groups of a form with those above them, and whether relations can join it."""
    groups: frozenset[str]
    substances: frozenset[str]
    """The groups some term of which is a substance."""

    @classmethod
    def of(cls, forms: Iterable[Form]) -> Words:
        paths: dict[tuple[tuple[bytes, ...], Plane], set[str]] = {}
        for form in forms:
            paths.setdefault((form.words, form.plane), set()).add(form.path)
        above = {path: frozenset(paths_above(path)) for listed in paths.values() for path in listed}
        kinds = frozenset(
            (frozenset().union(*(above[path] for path in listed)), plane is not Plane.PHRASE)
            for (_, plane), listed in paths.items()
        )
        substances = frozenset().union(*(groups for groups, _ in kinds if SUBSTANCE in groups))
        return cls(kinds, frozenset().union(*above.values()), substances)


def why_dead(rule: RuleModel, words: Words, relations: Sequence[Relation]) -> Iterator[Dead]:
    """Every reason that can be told why the rule, or a part of it, can never fire."""
    yield from _scopes(rule, words)
    yield from _substances(rule, words)
    yield from _panels(rule)
    if isinstance(rule.check, ForbiddenClaim):
        yield from _claims(rule.check, words, relations)
    if isinstance(rule.check, ForbiddenPhrase):
        yield from _phrases(rule.check)


def _scopes(rule: RuleModel, words: Words) -> Iterator[Dead]:
    known = {group.removeprefix("form.") for group in words.groups if group.startswith("form.")}
    for key, scopes in (("when", rule.when), ("unless", rule.unless)):
        for scope in scopes:
            for form in scope.form:
                if known and form not in known:
                    hint = did_you_mean(form, sorted(known)) or f"The forms are {', '.join(sorted(known))}."
                    yield (key, form), f'unknown form of product "{form}"', hint
    if rule.when and all(any(_covers(wide, narrow) for wide in rule.unless) for narrow in rule.when):
        help = "Narrow `unless`, or widen `when`."
        yield ("unless",), "the rule can never fire: `unless` holds wherever `when` does", help


def _covers(wide: Scope, narrow: Scope) -> bool:
    """Whether `wide` holds wherever `narrow` does."""
    if wide.amount is not None and wide.amount != narrow.amount:
        return False
    if wide.says and not (narrow.says and {p.written for p in narrow.says} <= {p.written for p in wide.says}):
        return False
    if not {p.written for p in wide.says_all} <= {p.written for p in narrow.says_all}:
        return False
    for key in ("type", "form", "contains", "claims"):
        asked, given = getattr(wide, key), getattr(narrow, key)
        if asked and not (given and all(_is_below(name, asked) for name in given)):
            return False
    return True


def _is_below(name: str, groups: Collection[str]) -> bool:
    return any(group in groups for group in paths_above(name))


def _substances(rule: RuleModel, words: Words) -> Iterator[Dead]:
    named: list[tuple[str, str]] = []
    check = rule.check
    if isinstance(check, ForbiddenSubstance):
        named += [("check", group) for group in check.any_of]
    elif isinstance(check, AmountLimit):
        named += [
            ("check", group) for group in (check.substance, *(g for limit in check.limits for g in limit.share_of))
        ]
    elif isinstance(check, RequiredField):
        named += [("check", group) for group in check.amounts_of]
    for key, scopes in (("when", rule.when), ("unless", rule.unless)):
        named += [(key, group) for scope in scopes for group in scope.contains]
        named += [(key, scope.amount.of) for scope in scopes if scope.amount is not None]
    for key, group in named:
        # A group that is not there at all is reported as unknown.
        if group in words.groups and group not in words.substances:
            message = f'"{group}" has no substances: no product can contain it'
            yield (key, group), message, "Name a group below substance."


def _panels(rule: RuleModel) -> Iterator[Dead]:
    check = rule.check
    if not isinstance(check, (ForbiddenPhrase, Presentation, RequiredField)):
        return
    examples = [example for kind in type(rule.examples).model_fields for example in getattr(rule.examples, kind)]
    shown = {name for example in examples if isinstance(example, dict) for name in example.get("panels") or ()}
    for panel in check.panels:
        if panel not in PANELS and panel not in shown:
            hint = did_you_mean(panel, PANELS) or "Give an example that has one under `panels:`."
            yield ("check", panel), f'unknown kind of panel "{panel}"', hint


def _claims(check: ForbiddenClaim, words: Words, relations: Sequence[Relation]) -> Iterator[Dead]:
    wanted = [relation for relation in relations if not check.relations or relation.id in check.relations]
    about, apart = set(check.about), set(check.not_about)
    if not about <= words.groups or (check.relations and not wanted):
        return  # reported as unknown
    joined = [
        groups
        for groups, can_join in words.kinds
        if can_join and groups & about and any(groups.intersection(relation.about) for relation in wanted)
    ]
    if not joined:
        which = f"relation of {', '.join(check.relations)}" if check.relations else "relation"
        message = f"the rule can never fire: no {which} is about any term of `about`"
        yield ("check", check.about[0]), message, "Name other groups, or add a relation about these."
    elif all(groups & apart for groups in joined):
        message = "the rule can never fire: `not_about` leaves nothing of `about`"
        yield ("check", "not_about"), message, "Take the wider group out of `not_about`."


def _phrases(check: ForbiddenPhrase) -> Iterator[Dead]:
    for phrase in check.any_of:
        if any(_swallows(exception, phrase) for exception in check.except_in):
            message = f'"{phrase.written}" is never flagged: an exception covers it wherever it stands'
            yield ("check", phrase.written), message, "Make the phrase under `except_in` longer than this."
    if check.pattern is not None and (capital := re.search(r"[A-Z]", re.sub(r"\\.|\(\?[^)]*\)", "", check.pattern))):
        message = f'the pattern never matches: it asks for the capital "{capital.group()}"'
        yield ("check", check.pattern), message, "Patterns see lower-case text: write small letters."


def _swallows(exception: Phrase, phrase: Phrase) -> bool:
    """Whether the exception stands, from end to end, wherever the phrase does.

    >>> _swallows(Phrase.parse("cures ... cancer"), Phrase.parse("cures all cancer"))
    True
    >>> _swallows(Phrase.parse("cures cancer"), Phrase.parse("cures all cancer"))
    False
    """
    outer, inner = _atoms(exception), _atoms(phrase)
    if outer[0][0] != inner[0][0]:
        return False
    at = 0
    for word, gap in outer[1:]:
        following = range(at + 1, min(at + 2 + (GAP if gap else 0), len(inner)))
        place = next(
            (n for n in following if inner[n][0] == word and _is_certain(inner[at + 1 : n + 1], gap=gap)), None
        )
        if place is None:
            return False
        at = place
    return at == len(inner) - 1


def _is_certain(skipped: Sequence[tuple[str, bool]], *, gap: bool) -> bool:
    """Whether it is known how many words stand between; a gap of the phrase itself fits only a gap in its place."""
    return not any(before for _, before in skipped) or (gap and len(skipped) == 1)


def _atoms(phrase: Phrase) -> list[tuple[str, bool]]:
    """The words and groups of a phrase, each with whether a gap stands before it."""
    atoms: list[tuple[str, bool]] = []
    for group, gap in phrase.parts:
        words = group[1:].split(" ") if group.startswith("=") else ["{" + group]
        atoms += [(word, bool(gap) and n == 0) for n, word in enumerate(words)]
    return atoms
