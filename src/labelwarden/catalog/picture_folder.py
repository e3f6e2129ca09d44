"""The pictures that a catalogue names, in the one folder where they may lie."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path

from labelwarden.catalog.label_file import wrong_with
from labelwarden.catalog.one_label import joined
from labelwarden.catalog.pictures import Pictured, PictureReader, told_apart
from labelwarden.errors import Fault, LabelError
from labelwarden.label.labeling import Labeling
from labelwarden.label.model import Label


@dataclass(frozen=True, slots=True)
class Seen:
    """A product with what its pictures say. `faults` says which could not be read, and why."""

    labeling: Labeling
    faults: tuple[str, ...] = ()


@dataclass(slots=True)
class PictureFolder:
    """Reads pictures of one folder. It is sent to workers before the first one is read."""

    folder: Path
    reader: PictureReader = field(default_factory=PictureReader)

    def __reduce__(self) -> tuple[type[PictureFolder], tuple[Path]]:
        """A worker starts an engine of its own."""
        return PictureFolder, (self.folder,)

    def reads_by(self) -> str:
        """What the reading depends on beside the pictures."""
        return "with RapidOCR" if find_spec("rapidocr") else "without RapidOCR"

    def state(self) -> list[tuple[str, int, int]]:
        """Names, sizes and times of all files: what tells whether any of them has changed."""
        files = (Path(place, name) for place, _, names in os.walk(self.folder) for name in names)
        facts = ((file, file.lstat()) for file in files)
        return sorted(
            (file.relative_to(self.folder).as_posix(), fact.st_size, fact.st_mtime_ns) for file, fact in facts
        )

    def digests(self, names: Sequence[str]) -> list[str]:
        """A hash of each picture; of one that cannot be read nothing is known."""
        return [self._digest(name) for name in names]

    def add(self, labeling: Labeling, names: Sequence[str], label: Label | None = None) -> Seen:
        """The product with the panels of its pictures; what can be read is read.

        To a `label` that was typed out they belong as they do where it is checked by itself.
        """
        found: list[Pictured] = []
        faults: list[str] = []
        for name in names:
            try:
                pictured = self.reader.look_at(self._path(name))
            except LabelError as error:
                faults += [_in_words(name, fault) for fault in error.faults]
            else:
                # As the catalogue names it: where the folder lies on this machine is nobody's business.
                found.append(replace(pictured, panels=tuple(replace(panel, file=name) for panel in pictured.panels)))
        if not found and not faults:
            return Seen(labeling)
        notes = tuple(dict.fromkeys(note for pictured in found for note in pictured.notes))
        if label is not None:
            typed = label.typed_panels()
            panels = told_apart([typed, *(pictured.panels for pictured in found)])[len(typed) :]
            whole = label.labeling(panels, notes)
            if faults:
                whole = replace(whole, shows=frozenset(panel.kind for panel in whole.panels))
            return Seen(whole, tuple(faults))
        parts = [Labeling(labeling.source, pictured.panels, gtin=pictured.gtin) for pictured in found]
        whole = joined([labeling, *parts], complete=not faults)
        whole = replace(whole, source=labeling.source, notes=(*labeling.notes, *notes))
        return Seen(whole, tuple(faults))

    def _path(self, name: str) -> Path:
        """Where the picture is.

        Raises:
            LabelError: it is not in the folder.
        """
        path = self.folder / name
        message, help = wrong_with(name, path, self.folder, "--images-dir", "the folder of --images-dir", _HELP)
        if message:
            raise LabelError((Fault(name, 0, 0, message, help),))
        return path

    def _digest(self, name: str) -> str:
        try:
            with self._path(name).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except (LabelError, OSError):
            return ""


_HELP = "Name it as it lies in that folder."


def _in_words(name: str, fault: Fault) -> str:
    return fault.message if name in fault.message else f'image "{name}": {fault.message}'


def is_address(name: str) -> bool:
    """Whether a picture is named by an address.

    >>> is_address("https://cdn.example/a.png"), is_address("//cdn.example/a.png"), is_address("front/a.png")
    (True, True, False)
    """
    return name.startswith("//") or "://" in name[:16] or name[:5].lower() == "data:"
