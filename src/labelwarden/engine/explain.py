"""Why one rule came out as it did on one label: scope, terms, relations, contexts, and what was missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from labelwarden.checks.amount_limit import AmountLimit
from labelwarden.checks.forbidden_claim import ForbiddenClaim
from labelwarden.engine.check_label import observe
from labelwarden.facts.claims import Claim
from labelwarden.facts.facts import Facts
from labelwarden.facts.kinds import Kind
from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.findings.observation import Evidence, Observation
from labelwarden.label.labeling import Labeling
from labelwarden.matching.matcher import Matcher
from labelwarden.matching.relations import Relation
from labelwarden.matching.term import Hit, Plane
from labelwarden.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was looked at, in two words, and what was seen."""

    what: str
    seen: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The outcome of a rule on a label, and the steps that led there."""

    rule: Rule
    observation: Observation
    steps: tuple[Step, ...]


def explain(rule: Rule, labeling: Labeling, matcher: Matcher) -> Explanation:
    """The rule put to the label, with everything that it went by."""
    facts = Facts(labeling, matcher)
    observation = observe(rule, facts)
    steps = [*_scope(rule, facts), *_terms(rule, facts)]
    if isinstance(rule.check, ForbiddenClaim):
        steps += _claims(rule.check, facts)
    if isinstance(rule.check, AmountLimit):
        steps += _amounts(rule.check, facts)
    steps += _outcome(observation)
    return Explanation(rule, observation, tuple(steps))


def missing_steps(check: ForbiddenClaim, facts: Facts) -> Iterator[Step]:
    """For each term that the check is about and that no relation joins: what it would have needed."""
    claimed = {(id(claim.panel), claim.joined.focus.start) for claim in facts.claims_about(frozenset(check.about))}
    relations = [r for r in facts.matcher.relations.relations if not check.relations or r.id in check.relations]
    for panel in facts.panels:
        for hit in dict.fromkeys(hit for group in check.about for hit in panel.hits.of(group)):
            if (id(panel), hit.start) not in claimed and hit.term.plane is not Plane.PHRASE:
                yield Step("no claim", f"{_named(panel, hit)} stands alone: {_wanted(panel, hit, relations)}")


def _wanted(panel: PanelFacts, hit: Hit, relations: Iterable[Relation]) -> str:
    """Which terms would have made it a claim, and what stands in its clause."""
    about = [relation for relation in relations if any(group in hit.term.groups for group in relation.about)]
    groups = dict.fromkeys(group for relation in about for group in relation.companion)
    needed = ", ".join(list(groups)[:4]) + (" ..." if len(groups) > 4 else "")
    around = f'in "{_clause(panel, hit)}"'
    if not about:
        return f"no relation is about it {around}"
    return (
        f"a claim needs a term of {needed} near it; there is none {around}" if groups else f"nothing joins it {around}"
    )


def _clause(panel: PanelFacts, hit: Hit) -> str:
    breaks = panel.hits.breaks
    first = breaks[hit.clause - 1] + 1 if hit.clause else 0
    last = breaks[hit.clause] if hit.clause < len(breaks) else len(panel.panel.text.tokens)
    return " ".join((panel.evidence(first, last).quote or "").split())


def _scope(rule: Rule, facts: Facts) -> Iterator[Step]:
    surface = facts.labeling.surface.value
    if rule.surface != "both":
        fits = "as it is" if rule.surface == surface else f"but this is a {surface}"
        yield Step("surface", f"the rule is for a {rule.surface}, {fits}")
    yield Step("type", _kind(facts.type))
    if facts.form is not None:
        yield Step("form", _kind(facts.form))
    if facts.contained:
        yield Step("contains", ", ".join(sorted(facts.contained)))
    for number, scope in enumerate(rule.when):
        unmet = scope.unmet(facts)
        head = f"when {number + 1} of {len(rule.when)}" if len(rule.when) > 1 else "when"
        yield Step(head, f"not met: {unmet}" if unmet else "met")
    for number, scope in enumerate(rule.unless):
        unmet = scope.unmet(facts)
        head = f"unless {number + 1} of {len(rule.unless)}" if len(rule.unless) > 1 else "unless"
        yield Step(head, f"does not hold: {unmet}" if unmet else "holds, so the rule does not apply")


def _kind(kind: Kind) -> str:
    if kind.given:
        return f"{kind.value}, as given"
    if kind.evidence is not None:
        return f'{kind.value}, from "{kind.evidence.quote}" in {kind.evidence.panel}'
    return f"{kind.value}, since no words tell"


def _terms(rule: Rule, facts: Facts) -> Iterator[Step]:
    """The terms on the label that belong to groups which the rule names."""
    named = {*rule.check.groups(), *(group for scope in (*rule.when, *rule.unless) for group in scope.groups())}
    for panel in facts.panels:
        hits = panel.hits.all()
        for hit in sorted(dict.fromkeys(hit for hit in hits if named.intersection(hit.term.groups))):
            yield Step("term", _named(panel, hit))


def _named(panel: PanelFacts, hit: Hit) -> str:
    quote = " ".join((panel.evidence(hit.start, hit.end).quote or "").split())
    paths = ", ".join(path for path in hit.term.paths if not path.startswith("="))
    return f'"{quote}" ({paths}) in {panel.panel.name}' if paths else f'"{quote}" in {panel.panel.name}'


def _claims(check: ForbiddenClaim, facts: Facts) -> Iterator[Step]:
    for claim in facts.claims_about(frozenset(check.about)):
        yield Step("relation", _joined(check, claim))
    yield from missing_steps(check, facts)


def _joined(check: ForbiddenClaim, claim: Claim) -> str:
    joined, panel = claim.joined, claim.panel
    parts = [_named(panel, joined.focus)]
    parts += [f"with {_named(panel, hit)}" for hit in (joined.companion, joined.also) if hit is not None]
    text = f"{claim.relation} ({joined.relation.title}): {' '.join(parts)}"
    if check.relations and claim.relation not in check.relations:
        return f"{text}; the rule does not ask for this relation"
    if apart := [group for group in check.not_about if group in claim.about]:
        return f"{text}; left out, since it is about {apart[0]}"
    if claim.spared is not None:
        return f"{text}; spared by {claim.spared.id}: {claim.spared.reason}"
    return f"{text}; confidence {claim.confidence}"


def _amounts(check: AmountLimit, facts: Facts) -> Iterator[Step]:
    for amount in facts.amounts:
        if check.substance in amount.mention.hit.term.groups:
            quantity, mention = amount.quantity, amount.mention
            stated = f"{quantity.value} {quantity.unit.value} ({quantity.per.value})"
            yield Step("amount", f"{stated} of {_named(mention.panel, mention.hit)}")


def _outcome(observation: Observation) -> Iterator[Step]:
    for ground in observation.grounds:
        quotes = [_quoted(evidence) for evidence in ground.evidence]
        yield Step("flagged", f"{'; '.join(quotes)} (confidence {ground.confidence}) {ground.note}".rstrip())
    for evidence in observation.evidence:
        yield Step("shown by", _quoted(evidence))
    for spared in observation.spared:
        yield Step("spared", f"{_quoted(spared.evidence)}: {spared.reason}")
    reason = f": {observation.reason}" if observation.reason else ""
    yield Step("outcome", f"{observation.outcome}{reason}")


def _quoted(evidence: Evidence) -> str:
    if evidence.quote is None:
        return f"not found in {', '.join(evidence.searched) or 'anything given'}"
    return f'"{" ".join(evidence.quote.split())}" in {evidence.panel}'
