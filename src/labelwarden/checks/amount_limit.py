"""The check `amount-limit`: the stated amount of a substance must stay within limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from labelwarden.checks.base import Check
from labelwarden.checks.phrase_field import GroupField, NumberField
from labelwarden.facts.amounts import Amount
from labelwarden.facts.facts import Facts
from labelwarden.findings.observation import Evidence, Ground, Observation
from labelwarden.findings.scales import Category, Confidence, Outcome
from labelwarden.matching.quantity import Per, Unit
from labelwarden.text.span import Span


class Limit(BaseModel):
    """One limit: at most `at_most` of `unit`, for amounts counted by one of `per` (any, when left out).

    With `share_of` the limit is on the share in per cent that the substance has in these groups together. It is an
    upper estimate: alkaloids that the label does not state would only lower it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    at_most: NumberField
    unit: Literal["mg", "%"]
    per: tuple[Per, ...] = ()
    share_of: tuple[GroupField, ...] = ()

    @model_validator(mode="after")
    def _share_is_in_percent(self) -> Limit:
        if self.share_of and self.unit != "%":
            raise ValueError('a limit with `share_of` has unit "%"')
        return self


class AmountLimit(Check):
    """No stated amount of `substance` may exceed any of `limits`.

    A label that names the substance without an amount leaves the question open and is not blamed for it here.
    """

    category: ClassVar[Category] = Category.AMOUNT

    kind: Literal["amount-limit"]
    substance: GroupField
    limits: tuple[Limit, ...] = Field(min_length=1)

    def groups(self) -> Iterable[str]:
        return (self.substance, *(group for limit in self.limits for group in limit.share_of))

    def triggers(self) -> frozenset[str]:
        return frozenset({self.substance})

    def run(self, facts: Facts) -> Observation:
        stated = [amount for amount in facts.amounts if self._counts(amount)]
        if not stated:
            if self.substance not in facts.named and self.substance not in facts.contained:
                return Observation(Outcome.NOT_APPLICABLE, "the label does not name the substance")
            return Observation(Outcome.NOT_VISIBLE, "no amount of it is stated")
        grounds = tuple(ground for limit in self.limits for ground in self._exceeding(limit, stated, facts))
        if grounds:
            return Observation(Outcome.VIOLATED, grounds=grounds[:1])
        evidence = tuple(_evidence(amount) for amount in stated)
        if not any(limit.share_of or _comparable(limit, amount) for limit in self.limits for amount in stated):
            reason = "its amount is stated in a unit that the limit does not name"
            return Observation(Outcome.NOT_VISIBLE, reason, evidence)
        return Observation(Outcome.MET, "within the limit", evidence)

    def _counts(self, amount: Amount) -> bool:
        mention = amount.mention
        return mention.spared is None and self.substance in mention.hit.term.groups and not amount.quantity.below

    def _exceeding(self, limit: Limit, stated: list[Amount], facts: Facts) -> Iterator[Ground]:
        if limit.share_of:
            yield from self._exceeding_share(limit, stated, facts)
            return
        for amount in stated:
            if _comparable(limit, amount) and amount.quantity.value > limit.at_most:
                yield _ground(limit, amount, amount.quantity.value)

    def _exceeding_share(self, limit: Limit, stated: list[Amount], facts: Facts) -> Iterator[Ground]:
        """The share among amounts counted alike: per serving with per serving.

        "CBD 25 mg and THC 2 mg per gummy" says once for both what they are counted by, and is taken so.
        """
        beside = [
            other
            for other in facts.amounts
            if other.quantity.unit is Unit.MG
            and any(group in other.mention.hit.term.groups for group in limit.share_of)
            and self.substance not in other.mention.hit.term.groups
        ]
        for amount in stated:
            if amount.quantity.unit is not Unit.MG:
                continue
            alike = [other for other in beside if other.quantity.per is amount.quantity.per]
            others = alike or [other for other in beside if _said_at_once(other, amount)]
            total = amount.quantity.value + sum((other.quantity.value for other in others), Decimal(0))
            if others and total:
                share = (100 * amount.quantity.value / total).quantize(Decimal("0.1"))
                if share > limit.at_most:
                    yield _ground(limit, amount, share)


def _said_at_once(other: Amount, amount: Amount) -> bool:
    """Whether two amounts stand in one clause, and only one of them says what it is counted by."""
    return (
        Per.UNSAID in (other.quantity.per, amount.quantity.per)
        and other.mention.panel is amount.mention.panel
        and other.mention.hit.clause == amount.mention.hit.clause
    )


def _comparable(limit: Limit, amount: Amount) -> bool:
    quantity = amount.quantity
    return quantity.unit.value == limit.unit and (not limit.per or quantity.per in limit.per)


def _ground(limit: Limit, amount: Amount, value: Decimal) -> Ground:
    evidence = _evidence(amount)
    values = {
        "quote": evidence.quote or "",
        "amount": f"{_plain(value)} {limit.unit}{_by(limit, amount)}",
        "limit": f"{_plain(limit.at_most)} {limit.unit}{_by(limit, amount)}",
    }
    return Ground((evidence,), Confidence.HIGH, values)


def _by(limit: Limit, amount: Amount) -> str:
    """What both are counted by, where it is not what the label prints: a litre was brought to millilitres."""
    return " per gram or mL" if limit.unit == "mg" and amount.quantity.per is Per.GRAM else ""


def _plain(value: Decimal) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _evidence(amount: Amount) -> Evidence:
    panel, text = amount.mention.panel, amount.mention.panel.panel.text
    name = text.span(amount.mention.hit.start, amount.mention.hit.end)
    number = text.folded_span(amount.quantity.start, amount.quantity.end)
    return panel.evidence_at(Span(min(name.start, number.start), max(name.end, number.end)))
