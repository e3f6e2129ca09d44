"""The check `forbidden-substance`: a product must not contain certain substances."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

from pydantic import Field

from labelwarden.checks.base import Check
from labelwarden.checks.phrase_field import GroupField
from labelwarden.facts.facts import Facts
from labelwarden.facts.substances import Mention
from labelwarden.findings.observation import Evidence, Ground, Observation, Spared
from labelwarden.findings.scales import Category, Confidence, Outcome


class ForbiddenSubstance(Check):
    """The product must not contain any substance of the groups `any_of`.

    A name in the ingredient list or facts panel, in a field of the label, or beside an amount is a sure sign; a name
    anywhere else counts as `elsewhere` says. "Contains no ..." and laboratory results below a limit are spared.
    """

    category: ClassVar[Category] = Category.INGREDIENT

    kind: Literal["forbidden-substance"]
    any_of: tuple[GroupField, ...] = Field(min_length=1)
    elsewhere: Confidence = Confidence.HIGH
    """How sure a name outside the ingredient list makes it."""

    def groups(self) -> Iterable[str]:
        return self.any_of

    def triggers(self) -> frozenset[str]:
        return frozenset(self.any_of)

    def run(self, facts: Facts) -> Observation:
        if facts.named.isdisjoint(self.any_of) and facts.contained.isdisjoint(self.any_of):
            return _NOT_NAMED
        mentions = [m for m in facts.mentions if any(group in m.hit.term.groups for group in self.any_of)]
        standing = [mention for mention in mentions if mention.spared is None]
        spared = tuple(
            Spared(_evidence(mention), mention.spared.reason) for mention in mentions if mention.spared is not None
        )
        if standing:
            return Observation(Outcome.VIOLATED, grounds=(self._ground(standing, facts),), spared=spared)
        declared = facts.contained.intersection(self.any_of)
        if declared and not mentions:
            # The type of the label says it ("kratom"), though no text of it does.
            ground = Ground((facts.searched(),), self.elsewhere, {"quote": facts.labeling.type or ""})
            return Observation(Outcome.VIOLATED, grounds=(ground,))
        return Observation(Outcome.MET, "no such substance", spared=spared)

    def _ground(self, standing: list[Mention], facts: Facts) -> Ground:
        with_amount = {id(amount.mention) for amount in facts.amounts}
        sure = any(mention.panel.panel.kind in _LISTS or id(mention) in with_amount for mention in standing)
        first: dict[bytes, Mention] = {}
        for mention in standing:
            first.setdefault(b" ".join(mention.hit.term.words), mention)
        evidence = tuple(_evidence(mention) for mention in list(first.values())[:_MOST_SHOWN])
        values = {"quote": evidence[0].quote or "", "names": ", ".join(e.quote or "" for e in evidence)}
        return Ground(evidence, Confidence.HIGH if sure else self.elsewhere, values)


_NOT_NAMED = Observation(Outcome.MET, "no such substance")
_LISTS = frozenset({"ingredients", "facts", "product"})
_MOST_SHOWN = 5


def _evidence(mention: Mention) -> Evidence:
    return mention.panel.evidence(mention.hit.start, mention.hit.end)
