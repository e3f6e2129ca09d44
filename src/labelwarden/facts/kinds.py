"""What kind of product a label describes: its regulatory class and its form, as given or as its words tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.findings.observation import Evidence
from labelwarden.matching.term import Hit

CLASSES = (
    "otc_drug",
    "rx_drug",
    "homeopathic",
    "animal",
    "dietary_supplement",
    "tobacco",
    "alcohol",
    "beverage",
    "food",
    "cosmetic",
    "device",
)
"""Regulatory classes in the order in which their words decide: a Drug Facts box outranks the word "cream"."""

_DRUGS = CLASSES[:3]
"""Classes whose words decide wherever they stand."""

_NAMES = frozenset({"product", "title"})
"""Kinds of panel that name the product, which say what it is better than a page that speaks of it."""

_SHELVES = frozenset({"categories"})
"""Kinds of panel that say where a shop puts it."""

CONTAINS = {"kratom": "substance.kratom", "cannabis": "substance.cannabis"}
"""Types that name a content and no class; the class is then inferred."""

_FORM_CLASSES = {
    "drink-mix": "beverage",
    "shot": "beverage",
    "drink": "beverage",
    "gummy": "food",
    "candy": "food",
    "bar": "food",
    "ice-cream": "food",
    "tablet": "dietary_supplement",
    "capsule": "dietary_supplement",
}
"""The class that a form suggests where no words of the label do."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A class or a form. `hit` is the word that told it; None where it was given, or where nothing told."""

    value: str
    given: bool
    panel: PanelFacts | None = None
    hit: Hit | None = None

    @property
    def evidence(self) -> Evidence | None:
        """The printed word that told it. Looked up when asked for: few ask."""
        return None if self.panel is None or self.hit is None else self.panel.evidence(self.hit.start, self.hit.end)


def product_type(given: str | None, form: Kind | None, panels: Iterable[PanelFacts]) -> Kind:
    """The regulatory class; `other` where nothing tells.

    A supplement whose page advises smokers is no tobacco: its name decides, then the shelf it stands on, then the page.
    """
    if given and given not in CONTAINS:
        return Kind(given, given=True)
    names: list[PanelFacts] = []
    shelves: list[PanelFacts] = []
    others: list[PanelFacts] = []
    for panel in panels:
        kind = panel.panel.kind
        (names if kind in _NAMES else shelves if kind in _SHELVES else others).append(panel)
    return (
        _told(_DRUGS, ("type",), (*names, *others))
        or _told(CLASSES, ("type", "titled"), names)
        or _told(CLASSES, ("shelf",), shelves)
        or _told(CLASSES, ("type",), others)
        or _told_by(form)
        or Kind("other", given=False)
    )


def _told(classes: Iterable[str], vocabularies: Iterable[str], panels: Iterable[PanelFacts]) -> Kind | None:
    """The first class that a word of these vocabularies tells."""
    telling = [(panel, words) for panel in panels for words in vocabularies if words in panel.hits.groups]
    if not telling:
        return None
    for name in classes:
        for panel, words in telling:
            for hit in panel.hits.of(f"{words}.{name}"):
                return Kind(name, given=False, panel=panel, hit=hit)
    return None


def _told_by(form: Kind | None) -> Kind | None:
    if form is None or form.value not in _FORM_CLASSES:
        return None
    return Kind(_FORM_CLASSES[form.value], given=False, panel=form.panel, hit=form.hit)


def product_form(given: str | None, panels: Iterable[PanelFacts]) -> Kind | None:
    """The form (tablet, gummy, shot ...), as given or as the first word for one says."""
    if given:
        return Kind(given.strip().lower().replace(" ", "-").replace("_", "-"), given=True)
    for panel in panels:
        if hits := panel.hits.of("form"):
            path = next(path for path in hits[0].term.paths if path.startswith("form."))
            return Kind(path.removeprefix("form."), given=False, panel=panel, hit=hits[0])
    return None
