"""Files that are handed in, told apart into labels, and their contents put away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath, PureWindowsPath

from labelwarden.catalog.input_kind import HEAD_BYTES, InputKind, kind_of
from labelwarden.catalog.label_file import read_label
from labelwarden.errors import LabelError
from labelwarden.reports.visible import visible
from labelwarden.web.site import Site
from labelwarden.web.store.items import StoredFile

_MOST_NAME = 120
_LABELS = (InputKind.YAML_LABEL, InputKind.JSON_LABEL)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file as it came in."""

    name: str
    data: bytes


def take_in(site: Site, dropped: Sequence[Dropped], who: str, *, one_label: bool, origin: str = "") -> list[int]:
    """Puts the files into the queue: as one label, or each as its own; a typed label takes the pictures it names."""
    named = _told_apart([replace(file, name=shown_name(file.name)) for file in dropped])
    groups = [list(named)] if one_label else _groups(named)
    numbers = []
    for group in groups:
        files = [StoredFile(file.name, site.blobs.put(file.data), len(file.data)) for file in group]
        numbers.append(site.items.add(", ".join(file.name for file in group), files, who, origin))
    site.background.wake()
    return numbers


def shown_name(name: str) -> str:
    r"""The last part of what a browser calls a file, in one line.

    >>> shown_name("C:\\labels\\front.png"), shown_name("../../etc/passwd"), shown_name("")
    ('front.png', 'passwd', 'unnamed')
    """
    last = visible(PurePosixPath(PureWindowsPath(name).name).name).strip()
    return last[-_MOST_NAME:] or "unnamed"


def _told_apart(files: Sequence[Dropped]) -> list[Dropped]:
    """The second `front.png` of a request is `2-front.png`: a finding names its file."""
    seen: set[str] = set()
    apart = []
    for file in files:
        name, number = file.name, 1
        while name in seen:
            number += 1
            name = f"{number}-{file.name}"
        seen.add(name)
        apart.append(replace(file, name=name))
    return apart


def _groups(files: Sequence[Dropped]) -> list[list[Dropped]]:
    by_name = {file.name: file for file in files}
    taken: set[str] = set()
    groups = []
    for file in files:
        names = [PurePosixPath(image).name for image in _images(file)]
        pictures = [by_name[name] for name in dict.fromkeys(names) if name in by_name and name not in taken]
        if pictures:
            taken.update(picture.name for picture in pictures)
            groups.append([file, *pictures])
            taken.add(file.name)
    return [*groups, *([file] for file in files if file.name not in taken)]


def _images(file: Dropped) -> tuple[str, ...]:
    """The pictures that a typed label names. What is wrong with a faulty one is told when it is read."""
    kind = kind_of(file.name, file.data[:HEAD_BYTES])
    if kind not in _LABELS:
        return ()
    try:
        return read_label(file.data, file.name, is_json=kind is InputKind.JSON_LABEL).label.images
    except LabelError:
        return ()
