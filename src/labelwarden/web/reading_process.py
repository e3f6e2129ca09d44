"""What a process that reads labels does: it is prepared once, and then told of one label after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from labelwarden.catalog.feeds.record import Product
from labelwarden.catalog.pictures import PictureReader
from labelwarden.errors import LabelError, LabelwardenError, OcrError
from labelwarden.web.catalogue import Found, examine, is_catalogue, products_of
from labelwarden.web.judging import Judge
from labelwarden.web.labeling_json import to_json
from labelwarden.web.reading import Given, Shown, pages_shown, read_label_files, why
from labelwarden.web.store.catalogues import Part
from labelwarden.web.store.items import Outcome

AT_A_TIME = 20
"""Products of a catalogue that come into the queue at once. Each takes some hundredths of a second."""


@dataclass(frozen=True, slots=True)
class Read:
    """What came of a label: its words and result, or why it could not be read."""

    labeling: str = ""
    outcome: Outcome | None = None
    pictures: tuple[Shown, ...] = ()
    error: str = ""


@dataclass(slots=True)
class _Desk:
    judge: Judge
    reader: PictureReader
    products: Iterator[Product] = field(default_factory=lambda: iter(()))


_desks: list[_Desk] = []
"""One, once the process is prepared."""


def prepare(judge: Judge, engine: str) -> None:
    """Once in each process."""
    _desks[:] = [_Desk(judge, PictureReader(engine))]


def read_files(files: tuple[Given, ...], source: str, max_pixels: int) -> Read:
    """The files of one label, read and judged."""
    (desk,) = _desks
    try:
        labeling = replace(read_label_files(files, desk.reader, max_pixels), source=source)
        shown = tuple(pages_shown(files))
    except (LabelError, OcrError) as error:
        return Read(error=why(error))
    except OSError as error:
        return Read(error=_gone(error))
    return Read(to_json(labeling), desk.judge.outcome(labeling), shown)


def open_catalogue(file: Given) -> Found | str | None:
    """What the catalogue is, or why it cannot be read; None where the file is one label."""
    (desk,) = _desks
    try:
        if not is_catalogue(file):
            return None
        found = examine(file)
    except LabelError as error:
        return why(error)
    except LabelwardenError as error:
        return str(error)
    except OSError as error:
        return _gone(error)
    desk.products = products_of(file)
    return found


def next_products(name: str, taken: frozenset[int]) -> tuple[list[Part], str]:
    """The next of the open catalogue but those `taken`, and why it ends early; neither at its end."""
    (desk,) = _desks
    parts: list[Part] = []
    try:
        left = (product for product in desk.products if product.number not in taken)
        for product in islice(left, AT_A_TIME):
            called = f"{name}, row {product.number}"
            if product.labeling is None:
                parts.append(Part(product.number, called, error=product.error or "it has no text"))
            else:
                labeling = replace(product.labeling, source=called)
                parts.append(Part(product.number, called, to_json(labeling), desk.judge.outcome(labeling)))
    except LabelError as error:
        return parts, why(error)
    except OSError as error:
        return parts, _gone(error)
    return parts, ""


def _gone(error: OSError) -> str:
    return f"its files can no longer be opened ({error.strerror}); hand them in again"
