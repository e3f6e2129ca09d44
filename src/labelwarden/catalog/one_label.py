"""Several inputs that are panels of one product."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from labelwarden.catalog.pictures import told_apart
from labelwarden.label.gtin import as_fourteen
from labelwarden.label.labeling import Labeling, Surface

T = TypeVar("T")


def joined(parts: Sequence[Labeling], *, complete: bool = True) -> Labeling:
    """One labeling with all panels of `parts`, in their order; where parts differ the first to say something counts.

    One part that is a label makes the whole a label. Without `complete` some part could not be read, so that what no
    panel states may stand there: only the panels that were read are shown.
    """
    panels = told_apart(part.panels for part in parts)
    given = [part.shows for part in parts if part.shows is not None]
    shows = frozenset[str]().union(*given) if given else None
    if not complete:
        shows = frozenset(panel.kind for panel in panels)
    return Labeling(
        source=", ".join(part.source for part in parts),
        panels=panels,
        product=_first(part.product for part in parts),
        brand=_first(part.brand for part in parts),
        type=_first(part.type for part in parts),
        form=_first(part.form for part in parts),
        sku=_first(part.sku for part in parts),
        gtin=_first(part.gtin for part in parts),
        surface=Surface.LABEL if any(part.surface is Surface.LABEL for part in parts) else Surface.LISTING,
        shows=shows,
        jurisdictions=tuple(dict.fromkeys(place for part in parts for place in part.jurisdictions)),
        notes=tuple(dict.fromkeys(note for part in parts for note in (*part.notes, *_several(parts)))),
    )


def _several(parts: Sequence[Labeling]) -> Iterator[str]:
    """A remark where the parts are of several products, by their numbers."""
    numbers = dict.fromkeys(as_fourteen(part.gtin) for part in parts if part.gtin)
    if len(numbers) > 1:
        yield f"several products, judged together: their numbers are {', '.join(numbers)}"


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)
