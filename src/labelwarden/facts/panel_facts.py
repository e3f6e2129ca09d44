"""One panel as read: its terms, and what is worked out from them only when a rule asks."""

from __future__ import annotations

from functools import cached_property

from labelwarden.findings.observation import Evidence
from labelwarden.label.panel import Panel
from labelwarden.matching.contexts import Kinds
from labelwarden.matching.hits import Hits
from labelwarden.matching.matcher import Matcher, Over, Placed
from labelwarden.matching.quantity import Quantity, find_quantities
from labelwarden.matching.statement import WordLine
from labelwarden.text.span import Span


class PanelFacts:
    """A panel, the terms found on it, and the joins and scopes between them."""

    def __init__(self, panel: Panel, hits: Hits, matcher: Matcher) -> None:
        self.panel = panel
        self.hits = hits
        self._matcher = matcher

    @cached_property
    def claims(self) -> list[Placed]:
        """Every claim on the panel, spared ones included."""
        return list(self._matcher.claims(self.hits, self._kinds))

    @cached_property
    def scopes(self) -> Over:
        """The contexts that hold over single terms."""
        return self._matcher.scopes(self.hits, self._kinds)

    @cached_property
    def _kinds(self) -> Kinds:
        text = self.panel.text
        parts = [(part.kind, text.token_at(part.start), text.token_at(part.end)) for part in self.panel.parts]
        return [(self.panel.kind, 0, self.hits.size), *parts]

    @cached_property
    def word_line(self) -> WordLine:
        return WordLine.of(self.panel.text)

    @cached_property
    def quantities(self) -> list[Quantity]:
        return list(find_quantities(self.panel.text.folded))

    def evidence(self, first: int, last: int) -> Evidence:
        """The printed words of the tokens `first` to `last` (half-open), with their place."""
        return self.evidence_at(self.panel.text.span(first, last))

    def evidence_folded(self, start: int, end: int) -> Evidence:
        """The printed words behind a range of the folded text, with their place."""
        return self.evidence_at(self.panel.text.folded_span(start, end))

    def evidence_at(self, span: Span) -> Evidence:
        panel = self.panel
        return Evidence(
            quote=panel.text.quote(span),
            panel=panel.name,
            start=span.start,
            end=span.end,
            file=panel.file,
            page=panel.page,
            boxes=panel.boxes_of(span) if panel.words else (),
            ocr_confidence=panel.confidence_of(span) if panel.words else None,
            per_point=panel.per_point,
        )
