"""What annotated pictures are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from labelwarden.reports.pages import PicturePage

_SAYS_NOTHING = frozenset({"label"})
"""Names that every label file has: the folder says which label it is."""


def picture_names(source: str, pages: Sequence[PicturePage], taken: set[str]) -> Iterator[str]:
    """A name for each picture of the label `source`; none of `taken`, to which they are added.

    >>> list(picture_names("samples/oats/label.yaml", [PicturePage("samples/oats/front.png", 1, ())], set()))
    ['oats-front-annotated.png']
    """
    for page in pages:
        stem = "-".join(dict.fromkeys((_stem(source.partition(", ")[0]), PurePath(page.file).stem)))
        name, number = f"{stem}-annotated.png", 2
        while name in taken:
            name, number = f"{stem}-{number}-annotated.png", number + 1
        taken.add(name)
        yield name


def _stem(source: str) -> str:
    path = PurePath(source)
    return path.parent.name if path.stem in _SAYS_NOTHING and path.parent.name else path.stem
