"""The inputs of `check`: each path into what it says, or into one line that says why not."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from labelwarden.catalog.input_kind import ACCEPTED, HEAD_BYTES, READ_LIKE_PICTURES, InputKind, kind_of
from labelwarden.catalog.label_file import read_label
from labelwarden.catalog.one_label import joined
from labelwarden.catalog.pictures import PictureReader, told_apart
from labelwarden.catalog.text_file import read_text
from labelwarden.errors import Fault, LabelError
from labelwarden.label.labeling import Labeling, Surface

MAX_BYTES = 64_000_000
"""Of one label, text or page. The largest saved shop page we know of has 6 MB."""

STDIN = "standard input"
LABEL_NAMES = ("label.yaml", "label.yml", "label.json")

_OTHERS = {
    InputKind.CATALOGUE: "a catalogue: expected one label. Check it by `labelwarden batch {source} --out FILE`.",
    InputKind.UNKNOWN: "expected {accepted}; found a file of another kind. Save it as one of these.",
}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An input that could not be read, and why, in one line for the report."""

    source: str
    error: str


def read_inputs(
    paths: Sequence[str],
    *,
    one_label: bool = False,
    product_type: str | None = None,
    shows: tuple[str, ...] = (),
    engine: str = "auto",
) -> Iterator[Labeling | Unreadable]:
    """What each input says, in the order given; `-` is standard input, a folder stands for its files.

    With `one_label` all that can be read is one product, given after whatever could not. `product_type` and `shows`
    outrank what the inputs say.
    """
    reader = PictureReader(engine)
    inputs = (item for path in paths for item in _read_path(path, reader))
    for item in _as_one(inputs) if one_label else inputs:
        if isinstance(item, Labeling):
            yield replace(item, type=product_type or item.type, shows=frozenset(shows) if shows else item.shows)
        else:
            yield item


def _as_one(inputs: Iterator[Labeling | Unreadable]) -> Iterator[Labeling | Unreadable]:
    parts = []
    complete = True
    for item in inputs:
        if isinstance(item, Labeling):
            parts.append(item)
        else:
            complete = False
            yield item
    if parts:
        yield joined(parts, complete=complete)


def _read_path(path: str, reader: PictureReader) -> Iterator[Labeling | Unreadable]:
    if path == "-":
        yield _attempt(None, reader)
    elif Path(path).is_dir():
        closed: list[OSError] = []
        files = list(_files_in(Path(path), closed))
        yield from (_attempt(file, reader) for file in files)
        for error in closed:
            yield Unreadable(str(error.filename), f"cannot be opened ({error.strerror}). Check that you may read it.")
        if not files and not closed:
            yield Unreadable(path, f"an empty folder: expected {ACCEPTED}")
    else:
        yield _attempt(Path(path), reader)


def _files_in(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    """The files of a folder and the folders in it, sorted; of one that holds a label only the label.

    Folders that cannot be opened go to `closed`.

    Hidden files are no inputs, and links to folders are not followed, as they may lead in a circle.
    """
    for place, folders, names in os.walk(folder, onerror=closed.append):
        label = next((name for name in LABEL_NAMES if name in names), None)
        if label is not None:
            folders.clear()
            yield Path(place, label)
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith("."))


def _attempt(path: Path | None, reader: PictureReader) -> Labeling | Unreadable:
    """What the file says (standard input for None), or why that cannot be told."""
    source = STDIN if path is None else str(path)
    try:
        return _read_stdin(reader) if path is None else _read_file(path, reader)
    except LabelError as error:
        return Unreadable(source, "; ".join(_in_one_line(fault, source) for fault in error.faults))


def _read_stdin(reader: PictureReader) -> Labeling:
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    kind = kind_of("", data[:HEAD_BYTES])
    if kind in READ_LIKE_PICTURES:
        raise LabelError((Fault(STDIN, 0, 0, "a picture: expected text or a label here. Save it and name the file."),))
    return _read_data(data, kind, STDIN, Path(), reader)


def _read_file(path: Path, reader: PictureReader) -> Labeling:
    try:
        # Opened once: what comes through a pipe cannot be read again.
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
            kind = kind_of(path.name, head)
            data = head if kind in READ_LIKE_PICTURES else head + file.read(MAX_BYTES + 1 - len(head))
    except FileNotFoundError as error:
        raise LabelError((Fault(str(path), 0, 0, "there is no such file. Check the path."),)) from error
    except OSError as error:
        message = f"cannot be opened ({error.strerror}). Check that it is a file you may read."
        raise LabelError((Fault(str(path), 0, 0, message),)) from error
    if kind in READ_LIKE_PICTURES:
        seen = reader.look_at(path)
        return Labeling(str(path), seen.panels, gtin=seen.gtin, surface=Surface.LABEL, notes=seen.notes)
    return _read_data(data, kind, str(path), path.parent, reader)


def _read_data(data: bytes, kind: InputKind, source: str, folder: Path, reader: PictureReader) -> Labeling:
    if kind in _OTHERS:
        raise LabelError((Fault(source, 0, 0, _OTHERS[kind].format(accepted=ACCEPTED, source=source)),))
    if len(data) > MAX_BYTES:
        message = f"expected at most {MAX_BYTES // 1_000_000} MB, found more. Give the text of one product alone."
        raise LabelError((Fault(source, 0, 0, message),))
    if kind is InputKind.TEXT:
        return read_text(data, source)
    if kind is InputKind.PAGE:
        from labelwarden.catalog.web_page import read_page

        return read_page(data, source)
    return _typed(data, kind, source, folder, reader)


def _typed(data: bytes, kind: InputKind, source: str, folder: Path, reader: PictureReader) -> Labeling:
    typed = read_label(data, source, is_json=kind is InputKind.JSON_LABEL)
    label = typed.label
    if not label.images:
        return label.labeling()
    groups = [label.typed_panels()]
    notes: list[str] = []
    faults: list[Fault] = []
    articles: list[str] = []
    for picture in typed.pictures(folder):
        try:
            seen = reader.look_at(picture)
        except LabelError as error:
            faults += error.faults
        else:
            groups.append(seen.panels)
            notes += seen.notes
            articles += [seen.gtin] if seen.gtin else []
    if faults:
        # What stands on an unread picture may be the very thing that the rest lacks, or says.
        raise LabelError(tuple(faults))
    pictured = told_apart(groups)[len(groups[0]) :]
    return label.labeling(pictured, tuple(dict.fromkeys(notes)), tuple(dict.fromkeys(articles)))


def _in_one_line(fault: Fault, source: str) -> str:
    place = f"{fault.file}:{fault.line}:{fault.column} " if fault.line else ""
    if not place and fault.file != source:
        place = f"{fault.file}: "
    return f"{place}{fault.message}" + (f". {fault.help}" if fault.help else "")
