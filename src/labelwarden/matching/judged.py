"""What contexts leave of the claims of a text: each with its confidence or, where it is spared, the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from labelwarden.findings.scales import Confidence
from labelwarden.matching.contexts import Context, Effect, Part
from labelwarden.matching.relations import Joined


class Judged(NamedTuple):
    """A relation that holds. `spared` is the context that excuses it, or None."""

    joined: Joined
    confidence: Confidence
    spared: Context | None


def judge(joined: Iterable[Joined], over: Callable[[Joined], Iterable[Context]]) -> Iterator[Judged]:
    """Each relation with what the contexts `over` it make of it, in the order of the text."""
    for _, of_focus in groupby(joined, key=_focus):
        yield from _with_denials([_judged(each, over(each)) for each in of_focus])


def _focus(joined: Joined) -> int:
    return joined.focus.start


def _judged(joined: Joined, held: Iterable[Context]) -> Judged:
    confidence = joined.relation.confidence
    for context in held:
        if context.effect is Effect.SPARE:
            return Judged(joined, confidence, context)
        confidence = Confidence.LOW if context.effect is Effect.LOWEST else confidence.lowered()
    return Judged(joined, confidence, None)


def _with_denials(claims: list[Judged]) -> list[Judged]:
    """The claims about one term; where all that is said to happen to it is denied, merely naming it is no claim.

    "Does not treat or cure arthritis" names arthritis, too far behind the "not" to be denied itself.
    """
    denied = None
    for claim in claims:
        if claim.joined.companion is not None:
            if claim.spared is None:
                return claims
            if claim.spared.part is Part.COMPANION:
                denied = claim.spared
    if denied is None:
        return claims
    return [claim._replace(spared=denied) if claim.spared is None else claim for claim in claims]
