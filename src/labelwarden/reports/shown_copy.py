"""A copy of a picture as a browser can show it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from PIL import Image

Kind: TypeAlias = Literal["png", "jpeg"]

_OPTIONS: dict[Kind, dict[str, int]] = {"png": {"optimize": True}, "jpeg": {"quality": 85}}


def shown_copy(image: Image.Image, max_side: int) -> tuple[Kind, bytes]:
    """A copy of at most `max_side` pixels a side, as whichever of PNG and JPEG is shorter."""
    from PIL import Image

    copy = image.convert("RGB")
    copy.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    saved = {kind: _saved(copy, kind) for kind in _OPTIONS}
    shortest = min(saved, key=lambda kind: len(saved[kind]))
    return shortest, saved[shortest]


def _saved(image: Image.Image, kind: Kind) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **_OPTIONS[kind])
    return buffer.getvalue()
