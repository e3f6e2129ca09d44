"""A label typed into a YAML or JSON file, with every fault of it shown at its line and column."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from pydantic import ValidationError

from labelwarden.catalog.decoding import decode_strictly
from labelwarden.catalog.json_text import as_yaml, read_json
from labelwarden.catalog.label_faults import label_faults, place_of, unknown_key
from labelwarden.errors import Fault, FaultyFileError, LabelError
from labelwarden.label.model import Label
from labelwarden.yamlfile.reader import MAX_BYTES, read_yaml


@dataclass(frozen=True, slots=True)
class LabelFile:
    """A label with the text that it was read from, in a form that a YAML reader takes, for the places of faults."""

    label: Label
    file: str
    text: str

    def pictures(self, folder: Path) -> tuple[Path, ...]:
        """The files of the pictures that the label names; they lie in `folder` or below.

        Raises:
            LabelError: a name leads out of the folder, or there is no such file; carries all faults.
        """
        faults = []
        paths = []
        for n, name in enumerate(self.label.images):
            path = folder / name
            message, help = wrong_with(name, path, folder)
            if message:
                faults.append(place_of(self.text, ("images", n)).fault(self.file, message, help))
            paths.append(path)
        if faults:
            raise LabelError(tuple(faults))
        return tuple(paths)


def read_label(data: bytes, file: str, *, is_json: bool = False) -> LabelFile:
    """The label in `data`.

    Raises:
        LabelError: it cannot be taken as given; carries all faults.
    """
    text = decode_strictly(data, file)
    if is_json:
        if len(text) > MAX_BYTES:
            message = f"expected a label of at most {MAX_BYTES:,} characters, found {len(text):,}"
            raise LabelError((Fault(file, 1, 1, message),))
        value, text = read_json(text, file), as_yaml(text)
    else:
        try:
            value = read_yaml(text, file)
        except FaultyFileError as error:
            raise LabelError(error.faults) from error
    return LabelFile(label_from(value, text, file), file, text)


def label_from(value: Any, text: str, file: str) -> Label:
    """The label in `value`, which was read from the YAML `text`.

    Raises:
        LabelError: it cannot be taken as given; carries all faults.
    """
    if not isinstance(value, dict):
        raise LabelError((_no_mapping(value, file),))
    ours = (unknown_key("source", text, file),) if "source" in value else ()
    try:
        label = Label.model_validate({**value, "source": file})
    except ValidationError as error:
        raise LabelError((*ours, *label_faults(error, value, text, file))) from error
    if ours:
        raise LabelError(ours)
    return label


def wrong_with(
    name: str, path: Path, folder: Path, base: str = "this file", home: str = "the folder of this file", help: str = ""
) -> tuple[str, str]:
    """What is wrong with a picture's name and what to do; nothing when it may be read.

    `base`, `home` and `help` are the words for what the name is relative to, for its folder, and for what to do.
    """
    help = help or _BESIDE
    # Both notations on every system: a label written on Windows is refused on Linux for the same reason.
    windows = PureWindowsPath(name)
    if "\0" in name or not name.strip():
        return "expected the name of a picture, found none", "Name a file beside this one, as front.jpg."
    if PurePosixPath(name).is_absolute() or windows.drive or windows.root:
        return f'image "{name}": expected a path relative to {base}, found an absolute one', help
    if ".." in windows.parts:
        return f'image "{name}" leads out of {home}', help
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        return f'image "{name}": there is no such file', f"Check the spelling. {help}"
    if not target.is_relative_to(folder.resolve()):
        return f'image "{name}" is a link that leads out of {home}', help
    return "", ""


_BESIDE = "Put the picture beside this file, or in a folder below it, and name it from there."


def _no_mapping(value: Any, file: str) -> Fault:
    if value is None:
        return Fault(file, 1, 1, "an empty file: expected a label", "Write at least `product:` and what it says.")
    found = "a list" if isinstance(value, list) else "plain text"
    help = (
        "For many labels write one a line and call `labelwarden batch`."
        if isinstance(value, list)
        else "Save bare text as .txt, or put a field such as `text:` before it."
    )
    return Fault(file, 1, 1, f"expected a label with fields such as `product:`, found {found}", help)
