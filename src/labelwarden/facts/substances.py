"""The substances that a label says the product holds, and the amounts it states of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.matching.contexts import Context, Effect, Target
from labelwarden.matching.quantity import Quantity
from labelwarden.matching.term import Hit

SUBSTANCE = "substance"
"""The vocabulary whose groups are substances."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A substance named on a panel. `spared` is the context that says it is not in the product, or None."""

    panel: PanelFacts
    hit: Hit
    spared: Context | None


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount stated of a substance, on one panel."""

    mention: Mention
    quantity: Quantity


def find_mentions(panels: Iterable[PanelFacts]) -> Iterator[Mention]:
    """Every substance named, in the order of the label; those said not to be in it with the reason."""
    for panel in panels:
        for hit in panel.hits.of(SUBSTANCE):
            held = panel.scopes.over(Target.SUBSTANCE, hit)
            yield Mention(panel, hit, next((context for context in held if context.effect is Effect.SPARE), None))


def find_amounts(mentions: Iterable[Mention]) -> Iterator[Amount]:
    """Each amount with the substance it is stated of.

    Inside a clause names and amounts alternate. A clause that begins with an amount states amounts first
    ("15 mg of 7-OH"), else names come first ("7-OH 15 mg").
    """
    by_panel: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_panel.setdefault(id(mention.panel), []).append(mention)
    for of_panel in by_panel.values():
        yield from _pair(of_panel)


def _pair(mentions: list[Mention]) -> Iterator[Amount]:
    panel = mentions[0].panel
    text, breaks = panel.panel.text, panel.hits.breaks
    items: list[tuple[int, int, Mention | Quantity]] = []
    for mention in mentions:
        items.append((text.span(mention.hit.start, mention.hit.end).start, mention.hit.clause, mention))
    for quantity in panel.quantities:
        place = text.folded_span(quantity.start, quantity.end).start
        items.append((place, _clause_of(text.token_at(place), breaks), quantity))
    items.sort(key=lambda item: item[0])
    for clause in _by_clause(items):
        amounts_first = isinstance(clause[0], Quantity)
        previous: Mention | Quantity | None = None
        for item in clause:
            if amounts_first:
                if isinstance(item, Mention) and isinstance(previous, Quantity):
                    yield Amount(item, previous)
            elif isinstance(item, Quantity) and isinstance(previous, Mention):
                yield Amount(previous, item)
            # "7-hydroxymitragynine (7-OH) 15 mg": of two names in a row the last one carries the amount,
            # of two amounts in a row ("15 mg per tablet, 450 mg per bottle") each belongs to the name.
            if not (isinstance(item, Quantity) and isinstance(previous, Mention) and not amounts_first):
                previous = item


def _by_clause(items: list[tuple[int, int, Mention | Quantity]]) -> Iterator[list[Mention | Quantity]]:
    current: list[Mention | Quantity] = []
    clause = -1
    for _, number, item in items:
        if number != clause and current:
            yield current
            current = []
        clause = number
        current.append(item)
    if current:
        yield current


def _clause_of(token: int, breaks: list[int]) -> int:
    from bisect import bisect_left

    return bisect_left(breaks, token)
