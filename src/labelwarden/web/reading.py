"""The files of one label into what it says, and its pages as a browser can show them. Runs in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from labelwarden.catalog.input_kind import ACCEPTED, HEAD_BYTES, READ_LIKE_PICTURES, InputKind, kind_of
from labelwarden.catalog.label_file import LabelFile, read_label
from labelwarden.catalog.one_label import joined
from labelwarden.catalog.pictures import PictureReader, told_apart
from labelwarden.catalog.text_file import read_text
from labelwarden.errors import Fault, LabelError, OcrError
from labelwarden.label.labeling import Labeling, Surface
from labelwarden.label.panel import Panel
from labelwarden.reports.shown_copy import shown_copy

if TYPE_CHECKING:
    from PIL import Image

MAX_SIDE = 2400
"""Pixels of the copy that is shown. Boxes keep the pixels of the original."""

_LABELS = (InputKind.YAML_LABEL, InputKind.JSON_LABEL)


@dataclass(frozen=True, slots=True)
class Given:
    """A file of a label: what people call it, and where its content lies."""

    name: str
    path: Path

    def kind(self) -> InputKind:
        with self.path.open("rb") as file:
            return kind_of(self.name, file.read(HEAD_BYTES))


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as a browser can show it; `width` and `height` are those of the original."""

    file: str
    page: int
    width: int
    height: int
    data: bytes
    kind: str


def read_label_files(files: Sequence[Given], reader: PictureReader, max_pixels: int) -> Labeling:
    """What the files, all of one label, say.

    Raises:
        LabelError: one of them cannot be read; names it as people call it.
    """
    typed = [(file, _typed(file)) for file in files if file.kind() in _LABELS]
    named = {name for _, label in typed for name in label.label.images}
    pictures = {file.name: file for file in files if file.kind() in READ_LIKE_PICTURES}
    parts = []
    for file, label in typed:
        parts.append(_with_pictures(file, label, pictures, reader, max_pixels))
    for file in files:
        if file.kind() in _LABELS or file.name in named:
            continue
        parts.append(_untyped(file, reader, max_pixels))
    return parts[0] if len(parts) == 1 else joined(parts)


def pages_shown(files: Sequence[Given]) -> Iterator[Shown]:
    """Every page of every picture and PDF, in their order.

    Raises:
        OcrError: one cannot be opened.
    """
    from labelwarden.ocr.source_pages import pages_of

    for file in files:
        if file.kind() in READ_LIKE_PICTURES:
            for number, page in enumerate(pages_of(file.path), start=1):
                yield _shown(file.name, number, page.image)


def _typed(file: Given) -> LabelFile:
    return read_label(file.path.read_bytes(), file.name, is_json=file.kind() is InputKind.JSON_LABEL)


def _with_pictures(
    file: Given, typed: LabelFile, pictures: dict[str, Given], reader: PictureReader, max_pixels: int
) -> Labeling:
    label = typed.label
    groups = [label.typed_panels()]
    notes: list[str] = []
    for name in label.images:
        picture = pictures.get(PurePosixPath(name).name)
        if picture is None:
            message = f'it names the picture "{name}", which was not handed in with it'
            raise LabelError((Fault(file.name, 0, 0, message, "Drop the label and its pictures together."),))
        panels, remarks = _read_picture(picture, reader, max_pixels)
        groups.append(panels)
        notes += remarks
    pictured = told_apart(groups)[len(groups[0]) :]
    return label.labeling(pictured, tuple(dict.fromkeys(notes)))


def _untyped(file: Given, reader: PictureReader, max_pixels: int) -> Labeling:
    kind = file.kind()
    if kind in READ_LIKE_PICTURES:
        panels, notes = _read_picture(file, reader, max_pixels)
        return Labeling(source=file.name, panels=panels, surface=Surface.LABEL, notes=notes)
    if kind is InputKind.TEXT:
        return read_text(file.path.read_bytes(), file.name)
    if kind is InputKind.PAGE:
        from labelwarden.catalog.web_page import read_page

        return read_page(file.path.read_bytes(), file.name)
    if kind is InputKind.CATALOGUE:
        message = "a catalogue of many products is no panel of one label"
        raise LabelError((Fault(file.name, 0, 0, message, "Drop it by itself: each product becomes a label."),))
    raise LabelError((Fault(file.name, 0, 0, f"expected {ACCEPTED}; found a file of another kind"),))


def _read_picture(file: Given, reader: PictureReader, max_pixels: int) -> tuple[tuple[Panel, ...], tuple[str, ...]]:
    from labelwarden.ocr.panels import panel_name

    _refuse_large(file, max_pixels)
    try:
        panels, notes = reader.read(file.path)
    except LabelError as error:
        faults = (Fault(file.name, 0, 0, fault.message, fault.help) for fault in error.faults)
        raise LabelError(tuple(faults)) from error
    # The content lies under its hash, which tells no surface; the name that people gave may tell one.
    plain, called = panel_name(str(file.path)), panel_name(file.name)
    renamed = (
        replace(
            panel,
            name=_renamed(panel.name, plain, called),
            view_of=None if panel.view_of is None else _renamed(panel.view_of, plain, called),
            file=file.name,
        )
        for panel in panels
    )
    return tuple(renamed), tuple(note.replace(str(file.path), file.name) for note in notes)


def _renamed(name: str, plain: str, called: str) -> str:
    return called + name.removeprefix(plain) if name.startswith(plain) else name


def _refuse_large(file: Given, max_pixels: int) -> None:
    from PIL import Image, UnidentifiedImageError

    if file.kind() is not InputKind.PICTURE:
        return  # pages of a PDF are drawn by us, with an end to their size
    kept, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        with Image.open(file.path) as image:  # reads the head alone
            width, height = image.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return  # the reader says better what is wrong
    finally:
        Image.MAX_IMAGE_PIXELS = kept
    if width * height > max_pixels:
        message = f"expected at most {max_pixels / 1e6:.0f} megapixels, found {width * height / 1e6:.0f}"
        raise LabelError((Fault(file.name, 0, 0, message, "Make the picture smaller, or raise --max-megapixels."),))


def _shown(name: str, number: int, image: Image.Image) -> Shown:
    kind, data = shown_copy(image, MAX_SIDE)
    return Shown(name, number, image.width, image.height, data, kind)


def why(error: LabelError | OcrError) -> str:
    """What is wrong with the files, for the person who handed them in."""
    if isinstance(error, LabelError):
        return "; ".join(
            f"{fault.file}{f':{fault.line}:{fault.column}' if fault.line else ''}: {fault.message}"
            + (f". {fault.help}" if fault.help else "")
            for fault in error.faults
        )
    return str(error)
