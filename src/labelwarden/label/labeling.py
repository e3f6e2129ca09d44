"""Everything that one product says about itself, as plain data for the engine.

"Labeling" is the statute's word (21 U.S.C. 321(m)): the label and all written, printed or graphic matter that
accompanies the product.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from labelwarden.label.panel import Panel

TITLES = frozenset({"product", "brand"})
"""Kinds of panel that name a product and do not print its label."""


class Surface(StrEnum):
    """What was given: a label, on which duties of a label can be missing, or a listing, which is no label."""

    LABEL = "label"
    LISTING = "listing"


@dataclass(frozen=True, slots=True)
class Labeling:
    """One product's panels with the facts that were given beside them.

    `shows` names the panels that were given; None means that the label is whole, so that what no panel states is
    missing. `type`, `form` and `jurisdictions` are as given, and None or empty where they have to be inferred.
    """

    source: str
    panels: tuple[Panel, ...]
    product: str | None = None
    brand: str | None = None
    type: str | None = None
    form: str | None = None
    sku: str | None = None
    gtin: str | None = None
    surface: Surface = Surface.LABEL
    shows: frozenset[str] | None = None
    jurisdictions: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())
    """Remarks of the reader that the report has to pass on, such as several products on one page."""
