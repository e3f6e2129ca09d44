"""A new rule as the text of its file, with a remark at each part that the author has to think about."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from labelwarden.errors import UsageError
from labelwarden.matching.term import Form, paths_above
from labelwarden.rules.rule import Example
from labelwarden.yamlfile.faults import did_you_mean

Answers: TypeAlias = Mapping[str, str]

KINDS: dict[str, tuple[tuple[str, str], ...]] = {
    "forbidden-claim": (("about", "Groups of terms that must not be claimed about, such as condition.liver"),),
    "forbidden-phrase": (("phrase", 'Words that must not be used; "..." stands for up to 8 words between'),),
    "forbidden-substance": (("substance", "Group of substances that must not be in it, such as substance.kava"),),
    "required-statement": (("statement", "The words that must be printed"),),
    "required-field": (("field", "What must be shown, as messages call it"), ("shown_by", "Group of terms showing it")),
    "age-restriction": (("minimum", "Least age of buyers, in years"),),
    "amount-limit": (
        ("substance", "Group of substances, such as substance.7oh"),
        ("at_most", "Limit, as 15 mg"),
    ),
    "presentation": (("phrase", "Words that must be printed in capitals"),),
}
"""The kinds of check, and what each asks of the author."""

_TITLES = {
    "forbidden-claim": "Makes a claim that is not allowed",
    "forbidden-phrase": "Uses words that are not allowed",
    "forbidden-substance": "Contains a substance that is not allowed",
    "required-statement": "A required statement is missing",
    "required-field": "A required item is missing",
    "age-restriction": "The age limit is missing or too low",
    "amount-limit": "States more than is allowed",
    "presentation": "A statement is not printed in capitals",
}

_MESSAGES = {
    "forbidden-claim": '"{quote}" is a claim about {about}, which {product} may not make',
    "forbidden-phrase": '"{quote}" may not be said of {product}',
    "forbidden-substance": "{product} contains {names}",
    "required-statement": '{product} does not print "{missing}"',
    "required-field": "{product} does not show the {field}",
    "age-restriction": "{product} is not restricted to people of {minimum} years or more",
    "amount-limit": '"{quote}" is more than {limit}',
    "presentation": '"{quote}" is not printed as required',
}


@dataclass(frozen=True, slots=True)
class NewRule:
    """What the author said of the new rule."""

    id: str
    kind: str
    answers: Answers
    types: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    title: str = ""
    severity: str = "major"
    cite: str = ""
    url: str = ""
    source: str = "unconfirmed"
    today: date = field(default_factory=date.today)

    @property
    def pack(self) -> str:
        return self.id.rpartition(".")[0]

    @property
    def jurisdiction(self) -> str:
        return self.pack.partition(".")[0].upper()


def pack_text(rule: NewRule, rules: str, schema: str) -> str:
    """A file that holds one new rule."""
    authority = "FDA" if rule.jurisdiction == "US" else "the authority there"
    topic = rule.pack.rpartition(".")[2].replace("-", " ")
    return (
        f"# yaml-language-server: $schema={schema}\n"
        "# A pack of rules: one topic of one market. The tutorial is docs/writing-rules.md.\n"
        f"pack: {rule.pack} # the path of this file, with dots\n"
        f"title: {_quoted(topic.capitalize())}\n"
        f"version: {rule.today.year}.{rule.today.month}.1 # year, month, number; raise it with every change\n"
        f"jurisdiction: {rule.jurisdiction}\n"
        f"authority: {authority} # who enforces it\n"
        f"rules:\n{rules}"
    )


def rule_text(rule: NewRule, examples: Mapping[str, Sequence[Example]]) -> str:
    """The rule alone, as an entry of `rules`."""
    check = {"kind": rule.kind, **_check(rule)}
    scope = {key: list(names) for key, names in (("type", rule.types), ("contains", rule.contains)) if names}
    status = "stable" if rule.source != "unconfirmed" else "experimental"
    basis: dict[str, str] = {"cite": rule.cite or "to be looked up"}
    basis |= {"url": rule.url} if rule.url else {}
    basis |= {"source": rule.source, "as_of": rule.today.isoformat()}
    lines = [
        f"  - id: {rule.id} # for ever: a renamed rule lists this under `replaces:`",
        f"    title: {_quoted(rule.title or _TITLES[rule.kind])}",
        "    rationale: >- # why it matters, for the person who has to change the label",
        "      Say here what goes wrong when a label breaks this rule, and for whom.",
        f"    severity: {rule.severity} # critical, major, minor or note",
        f"    status: {status} # stable once the law is confirmed; an experimental rule leads to review at most",
    ]
    if scope:
        lines.append(f"    when: {_flow(scope)} # where the rule applies; all of it must hold")
    else:
        lines.append("    # when: {type: [dietary_supplement]} # where the rule applies; everywhere when left out")
    lines += [
        f"    check: {_flow(check)}",
        f"    message: {_quoted(_MESSAGES[rule.kind])} # {{quote}} and the like are filled in",
        "    remedy: >-",
        "      Say here what to print, change or do instead.",
        "    basis: # the law; source is verified, secondary or unconfirmed",
        *(f"{'      - ' if key == 'cite' else '        '}{key}: {_flow(value)}" for key, value in basis.items()),
        "    examples: # they run as tests: labelwarden rules test",
        "      violated: # must be flagged",
        *_entries(examples["violated"]),
        "      met: # must not be flagged",
        *_entries(examples["met"]),
        "      near_miss: # looks like it and is lawful; add what you fear to be flagged wrongly",
        *_entries(examples["near_miss"]),
    ]
    return "\n".join(lines) + "\n"


def candidates(rule: NewRule, terms: Mapping[str, Sequence[str]]) -> dict[str, list[Example]]:
    """Examples that may hold, the most telling first; `terms` are some spellings of each group that is named."""
    return _MAKERS[rule.kind](rule, terms)


def _check(rule: NewRule) -> dict[str, Any]:
    answers = rule.answers
    if rule.kind == "amount-limit":
        value, unit = amount_of(answers["at_most"])
        return {"substance": answers["substance"], "limits": [{"at_most": value, "unit": unit}]}
    if rule.kind == "required-field":
        return {"field": answers["field"], "shown_by": [answers["shown_by"]]}
    key, value = next(
        (key, answers[asked])
        for asked, key in (
            ("about", "about"),
            ("substance", "any_of"),
            ("statement", "verbatim"),
            ("minimum", "minimum"),
            ("phrase", "of" if rule.kind == "presentation" else "any_of"),
        )
        if asked in answers
    )
    if rule.kind == "age-restriction":
        return {key: int(value)}
    return {key: [value], **({"capitals": True} if rule.kind == "presentation" else {})}


def groups_named(rule: NewRule) -> tuple[str, ...]:
    """The groups of terms that the author named."""
    named = [*rule.contains, *(rule.answers.get(key, "") for key in ("about", "substance", "shown_by"))]
    named += re.findall(r"\{([a-z0-9_.-]+)\}", rule.answers.get("phrase", ""))
    return tuple(dict.fromkeys(group for group in named if group))


def spellings(groups: Iterable[str], forms: Iterable[Form]) -> dict[str, list[str]]:
    """Some spellings of each group, plain ones first.

    Raises:
        UsageError: a group is in no vocabulary; says the nearest name.
    """
    terms: dict[str, list[str]] = {group: [] for group in groups}
    every: set[str] = set()
    for form in forms:
        above = paths_above(form.path)
        every.update(above)
        if not form.upper and not form.only_with:
            for group in terms.keys() & above:
                terms[group].append(b" ".join(form.words).decode())
    for group in terms.keys() - every:
        ends = [name for name in sorted(every) if name.endswith(f".{group}")]
        hint = f"Did you mean {ends[0]}?" if ends else did_you_mean(group, sorted(every))
        raise UsageError(f'there is no group of terms "{group}". {hint}'.rstrip())
    # "kava" tells more for substance.kava than "awa".
    return {
        group: sorted(words, key=lambda word: (word not in group, word.count(" "), len(word), word))[:6]
        for group, words in terms.items()
    }


def amount_of(text: str) -> tuple[str, str]:
    """A limit as number and unit.

    Raises:
        ValueError: it is not written as 15 mg or 2 %.
    """
    number, unit = text.strip().removesuffix("mg").removesuffix("%").strip(), text.strip()[-1:]
    Decimal(number)
    if unit not in ("g", "%") or not text.strip().endswith(("mg", "%")):
        raise ValueError(text)
    return number, "mg" if unit == "g" else "%"


def _label(rule: NewRule, terms: Mapping[str, Sequence[str]], **fields: Any) -> dict[str, Any]:
    """A label to which the rule applies."""
    label: dict[str, Any] = {"product": "Example"}
    if rule.types:
        label["type"] = rule.types[0]
    held = [terms[group][0] for group in rule.contains if terms.get(group)]
    if held:
        label["ingredients"] = held
    return label | fields


def _claim_examples(rule: NewRule, terms: Mapping[str, Sequence[str]]) -> dict[str, list[Example]]:
    words = terms.get(rule.answers["about"], ())
    claims = [f"{verb} {word}" for word in words for verb in ("Treats", "Relieves", "Helps with")]
    harmless = ["Made from whole oats", "Roasted in small batches"]
    denial = "This product is not intended to diagnose, treat, cure or prevent any disease."
    return {
        "violated": [_label(rule, terms, claims=[claim]) for claim in claims],
        "met": [_label(rule, terms, claims=[claim]) for claim in harmless],
        "near_miss": [_label(rule, terms, claims=[claim]) for claim in (denial, *harmless)],
    }


def _phrase_examples(rule: NewRule, terms: Mapping[str, Sequence[str]]) -> dict[str, list[Example]]:
    said = _spoken(rule.answers["phrase"], terms)
    first = said.split(" ")[0]
    return {
        "violated": [_label(rule, terms, claims=[said.capitalize()])],
        "met": [_label(rule, terms, claims=[claim]) for claim in ("Made from whole oats", "Roasted in small batches")],
        "near_miss": [_label(rule, terms, claims=[claim]) for claim in (first.capitalize(), "In small batches")],
    }


def _substance_examples(rule: NewRule, terms: Mapping[str, Sequence[str]]) -> dict[str, list[Example]]:
    words = terms.get(rule.answers["substance"], ())
    others = [terms[group][0] for group in rule.contains if terms.get(group)]
    denials = [*(f"Contains no {word}" for word in words), "Made from whole oats"]
    return {
        "violated": [_label(rule, terms, ingredients=[*others, word]) for word in words],
        "met": [_label(rule, terms, ingredients=[*others, "oats"])],
        "near_miss": [_label(rule, terms, claims=[claim]) for claim in denials],
    }


def _statement_examples(rule: NewRule, terms: Mapping[str, Sequence[str]]) -> dict[str, list[Example]]:
    words = rule.answers["statement"]
    return {
        "violated": [_label(rule, terms)],
        "met": [_label(rule, terms, warnings=[words])],
        "near_miss": [_label(rule, terms, warnings=[words.upper()]), _label(rule, terms, shows=["front"])],
    }


def _field_examples(rule: NewRule, terms: Mapping[str, Sequence[str]]) -> dict[str, list[Example]]:
    words = terms.get(rule.answers["shown_by"], ())
    return {
        "violated": [_label(rule, terms)],
        "met": [_label(rule, terms, panels={"back": f"{word.capitalize()} 12"}) for word in words],
        "near_miss": [_label(rule, terms, shows=["front"])],
    }


def _age_examples(rule: NewRule, terms: Mapping[str, Sequence[str]]) -> dict[str, list[Example]]:
    least = int(rule.answers["minimum"])
    return {
        "violated": [_label(rule, terms), _label(rule, terms, age_restriction=f"{least - 1}+")],
        "met": [_label(rule, terms, age_restriction=f"{least}+")],
        "near_miss": [_label(rule, terms, warnings=[f"Must be {least} or older to buy."])],
    }


def _amount_examples(rule: NewRule, terms: Mapping[str, Sequence[str]]) -> dict[str, list[Example]]:
    value, unit = amount_of(rule.answers["at_most"])
    words = terms.get(rule.answers["substance"], ())

    def holding(word: str, amount: str = "") -> dict[str, Any]:
        entry: Any = {"name": word, "amount": amount} if amount else word
        return _label(rule, terms, ingredients=[entry])

    more = Decimal(value) * 2 + 1
    return {
        "violated": [holding(word, f"{more} {unit}") for word in words],
        "met": [holding(word, f"{value} {unit}") for word in words],
        # Without an amount nothing can be said; that is no finding.
        "near_miss": [holding(word) for word in words],
    }


def _capital_examples(rule: NewRule, terms: Mapping[str, Sequence[str]]) -> dict[str, list[Example]]:
    said = _spoken(rule.answers["phrase"], terms)
    return {
        "violated": [_label(rule, terms, warnings=[said.capitalize()])],
        "met": [_label(rule, terms, warnings=[said.upper()])],
        "near_miss": [_label(rule, terms)],
    }


_MAKERS = {
    "forbidden-claim": _claim_examples,
    "forbidden-phrase": _phrase_examples,
    "forbidden-substance": _substance_examples,
    "required-statement": _statement_examples,
    "required-field": _field_examples,
    "age-restriction": _age_examples,
    "amount-limit": _amount_examples,
    "presentation": _capital_examples,
}


def _spoken(phrase: str, terms: Mapping[str, Sequence[str]]) -> str:
    """A text in which the phrase stands."""
    said = phrase.replace("…", "...").replace("...", " really ")
    for group, words in terms.items():
        said = said.replace(f"{{{group}}}", words[0] if words else "")
    return " ".join(said.split())


def _entries(examples: Sequence[Example]) -> list[str]:
    return [f"        - {_quoted(entry) if isinstance(entry, str) else _flow(entry)}" for entry in examples]


def _flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return text if text.replace(".", "").replace("-", "").replace("_", "").isalnum() else _quoted(text)


def _quoted(text: str) -> str:
    """Text in quotes; those of JSON are those of YAML."""
    return json.dumps(text, ensure_ascii=False)
