"""To which labels a rule applies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from labelwarden.checks.phrase_field import GroupField, NumberField, PhraseField
from labelwarden.facts.facts import Facts
from labelwarden.facts.names import spoken
from labelwarden.matching.phrases import Phrase, find_phrase
from labelwarden.matching.quantity import Per
from labelwarden.matching.term import Form

_GROUP = re.compile(r"\{([\w.-]+)\}")

ProductType = Literal[
    "dietary_supplement",
    "food",
    "beverage",
    "cosmetic",
    "otc_drug",
    "rx_drug",
    "homeopathic",
    "tobacco",
    "alcohol",
    "device",
    "animal",
    "other",
]


class StatedAmount(BaseModel):
    """Holds where amounts of `of` are stated, and none exceeds `at_most` of `unit`, or one is `more_than` that."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    of: GroupField
    at_most: NumberField | None = None
    more_than: NumberField | None = None
    unit: Literal["mg", "%"]
    per: tuple[Per, ...] = ()

    @model_validator(mode="after")
    def _has_one_bound(self) -> StatedAmount:
        if (self.at_most is None) == (self.more_than is None):
            raise ValueError("expected either `at_most` or `more_than`")
        return self

    def holds(self, facts: Facts) -> bool:
        """Whether the amounts that are counted as asked lie on the right side of the bound, and there is one."""
        stated = [
            amount.quantity.value
            for amount in facts.amounts
            if self.of in amount.mention.hit.term.groups
            and amount.quantity.unit.value == self.unit
            and (not self.per or amount.quantity.per in self.per)
        ]
        if self.more_than is not None:
            return any(value > self.more_than for value in stated)
        return bool(stated) and all(value <= (self.at_most or 0) for value in stated)


class Scope(BaseModel):
    """Conditions that must all hold; a list under one of them holds when any entry does."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    type: tuple[ProductType, ...] = ()
    """Regulatory classes."""
    form: tuple[str, ...] = ()
    """Product forms, such as gummy or drink-mix."""
    contains: tuple[GroupField, ...] = ()
    """Groups of substances that the label says the product holds."""
    claims: tuple[str, ...] = ()
    """Groups that a claim of the label is about, or relations that it makes."""
    says: tuple[PhraseField, ...] = ()
    """Phrases of which one stands on the label."""
    says_all: tuple[PhraseField, ...] = ()
    """Phrases that all stand on the label."""
    amount: StatedAmount | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Scope:
        if not any((self.type, self.form, self.contains, self.claims, self.says, self.says_all, self.amount)):
            raise ValueError("expected at least one condition: type, form, contains, claims, says, says_all or amount")
        return self

    def forms(self) -> Iterable[Form]:
        """The phrases that it looks for."""
        return (form for phrase in (*self.says, *self.says_all) for form in phrase.forms)

    def groups(self) -> Iterable[str]:
        """The groups of the vocabulary that it names."""
        inside = (
            group for phrase in (*self.says, *self.says_all) for group, _ in phrase.parts if not group.startswith("=")
        )
        amount = () if self.amount is None else (self.amount.of,)
        return (*self.contains, *inside, *amount)

    def unmet(self, facts: Facts) -> str | None:
        """Why the scope does not hold, in plain words; None where it holds."""
        if self.type and facts.type.value not in self.type:
            return self._reasons["type"]
        if self.contains and facts.contained.isdisjoint(self.contains):
            return self._reasons["contains"]
        if self.form and (facts.form is None or facts.form.value not in self.form):
            return self._reasons["form"]
        if self.claims and facts.claimed.isdisjoint(self.claims):
            return self._reasons["claims"]
        if self.says and not self._says(facts):
            return self._reasons["says"]
        for phrase in self.says_all:
            if not _stands(phrase, facts):
                return f'it does not say "{_plain(phrase.written)}"'
        if self.amount is not None and not self.amount.holds(facts):
            return self._reasons["amount"]
        return None

    def _says(self, facts: Facts) -> bool:
        return not self._beginnings.isdisjoint(facts.present) and any(
            find_phrase(panel.hits, phrase) for panel in facts.panels for phrase in self.says
        )

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(phrase.parts[0][0] for phrase in self.says)

    @cached_property
    def _reasons(self) -> dict[str, str]:
        # Worked out once: most rules are out of scope on most labels, and the words never change.
        return {
            "type": f"its type is not {_either(self.type)}",
            "contains": f"it does not say that it contains {_either(self.contains)}",
            "form": f"its form is not {_either(self.form)}",
            "claims": f"it makes no claim about {_either(self.claims)}",
            "says": f'it does not say "{_plain(self.says[0].written) if self.says else ""}"',
            "amount": "the amount stated is not within that limit",
        }


def _stands(phrase: Phrase, facts: Facts) -> bool:
    return any(find_phrase(panel.hits, phrase) for panel in facts.panels)


def _either(names: Iterable[str]) -> str:
    words = [spoken(name) for name in names]
    return " or ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


@cache
def _plain(written: str) -> str:
    """A phrase as a person reads it: a group in braces is said by its name."""
    return _GROUP.sub(lambda group: spoken(group[1]), written)
