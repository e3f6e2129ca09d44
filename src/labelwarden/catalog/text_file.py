"""Bare text of a product: one panel, and a listing, since nobody says that it is a whole label."""

from __future__ import annotations

from labelwarden.catalog.decoding import decode_leniently
from labelwarden.errors import Fault, LabelError
from labelwarden.label.labeling import Labeling, Surface
from labelwarden.label.panel import Panel
from labelwarden.text.printed import Text


def read_text(data: bytes, source: str) -> Labeling:
    """What the text in `data` says.

    Raises:
        LabelError: it is no text, or there is none.
    """
    decoded = decode_leniently(data, source)
    if not decoded.text.strip():
        message = "nothing to check: expected the text of a label, found an empty file"
        raise LabelError((Fault(source, 0, 0, message),))
    notes = (decoded.note,) if decoded.note else ()
    return text_listing(decoded.text, source, notes=notes)


def text_listing(text: str, source: str, product_type: str | None = None, notes: tuple[str, ...] = ()) -> Labeling:
    """A listing whose one panel `text` is this text."""
    return Labeling(
        source=source, panels=(Panel("text", Text(text)),), type=product_type, surface=Surface.LISTING, notes=notes
    )
