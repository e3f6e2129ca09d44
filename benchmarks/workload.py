"""The synthetic workload: labels of about 1 KB and any number of rules, the same for every run.

Half of the rules look for an ingredient phrase, half for a verb at most six words away from a condition, each verb in
four forms. One label in five makes one to five claims.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from labelwarden.findings.scales import Confidence
from labelwarden.matching.matcher import Matcher
from labelwarden.matching.relations import Relation, Side
from labelwarden.matching.term import Form, Plane

SEED = 20261125
_SYLLABLE_TEXT = "ba co di fen ga hol jur kel lom mir nat or pex qui ras sol tar ul ven wex yar zin"
_SYLLABLES = _SYLLABLE_TEXT.split()
_FILLER_TEXT = (
    "take one two capsules daily with water and food or as directed store in a cool dry place away from light natural "
    "flavor cellulose gelatin rice flour silica citric acid made in our own facility quality you can taste every day "
    "for the whole family net contents serving size amount per container sealed for your protection blend of herbs"
)
_FILLER = _FILLER_TEXT.split()


@dataclass(frozen=True, slots=True)
class Workload:
    """Verbs in four forms each, conditions, ingredient phrases, the pairs that rules look for, and labels."""

    verbs: tuple[tuple[str, ...], ...]
    conditions: tuple[str, ...]
    ingredients: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]
    labels: tuple[str, ...]


def workload(rules: int, labels: int) -> Workload:
    """`rules` rules and `labels` labels, always the same ones."""
    draw = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    stems = _words(draw, 60)
    verbs = tuple((stem, stem + "s", stem + "ed", stem + "ing") for stem in stems)
    conditions = tuple(
        f"{a} {b}" if n % 3 == 0 else a for n, (a, b) in enumerate(zip(_words(draw, 80), _words(draw, 80), strict=True))
    )
    ingredients = tuple(f"{a} {b}" for a, b in zip(_words(draw, rules // 2), _words(draw, rules // 2), strict=True))
    every = [(verb, condition) for verb in range(len(verbs)) for condition in range(len(conditions))]
    pairs = tuple(sorted(draw.sample(every, rules - rules // 2)))
    made = tuple(_label(draw, verbs, conditions, ingredients) for _ in range(labels))
    return Workload(verbs, conditions, ingredients, pairs, made)


def matcher(load: Workload) -> Matcher:
    """The workload's rules as terms and relations."""
    forms = [
        Form(
            (phrase.encode(),) if " " not in phrase else tuple(phrase.encode().split()),
            f"ingredient.i{n}",
            Plane.CONTENT,
        )
        for n, phrase in enumerate(load.ingredients)
    ]
    forms += [Form((form.encode(),), f"verb.v{n}", Plane.CONTENT) for n, verb in enumerate(load.verbs) for form in verb]
    forms += [
        Form(tuple(name.encode().split()), f"condition.c{n}", Plane.CONTENT) for n, name in enumerate(load.conditions)
    ]
    relations = [
        Relation(
            f"{verb}-{condition}", "", (f"condition.c{condition}",), Confidence.HIGH, (f"verb.v{verb}",), Side.BEFORE, 6
        )
        for verb, condition in load.pairs
    ]
    return Matcher.build(forms, relations)


def hostile(size: int) -> str:
    """Text of about `size` bytes in which every token is a hit and takes part in relations."""
    load = workload(200, 0)
    once = " ".join(f"{load.verbs[n % 60][n % 4]} {load.conditions[n % 80]}" for n in range(240)) + " "
    return (once * (size // len(once) + 1))[:size]


def plain(size: int) -> str:
    """Ordinary label text of about `size` bytes."""
    draw = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    once = " ".join(_sentence(draw) for _ in range(200)) + " "
    return (once * (size // len(once) + 1))[:size]


def _label(
    draw: random.Random, verbs: tuple[tuple[str, ...], ...], conditions: tuple[str, ...], ingredients: tuple[str, ...]
) -> str:
    sentences = [_sentence(draw) for _ in range(draw.randint(9, 17))]
    sentences.insert(3, "Ingredients: " + ", ".join(draw.sample(ingredients, 5)) + ".")
    if draw.random() < 0.2:
        for _ in range(draw.randint(1, 5)):
            gap = " ".join(draw.choices(_FILLER, k=draw.randint(0, 5)))
            claim = f"It {draw.choice(draw.choice(verbs))} {gap} {draw.choice(conditions)}.".replace("  ", " ")
            sentences.insert(draw.randrange(len(sentences)), claim)
    return " ".join(sentences)


def _sentence(draw: random.Random) -> str:
    return " ".join(draw.choices(_FILLER, k=draw.randint(6, 15))).capitalize() + "."


def _words(draw: random.Random, count: int) -> list[str]:
    words: dict[str, None] = {}
    while len(words) < count:
        words["".join(draw.choices(_SYLLABLES, k=draw.randint(3, 4)))] = None
    return list(words)
