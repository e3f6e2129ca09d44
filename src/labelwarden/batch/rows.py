"""One line of JSON Lines into a product: flat (`id`, `text`, `product_type`), or a label as it is typed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, get_args

from labelwarden.batch.source import Line
from labelwarden.catalog.label_file import label_from
from labelwarden.catalog.text_file import text_listing
from labelwarden.errors import LabelError
from labelwarden.label.labeling import Labeling
from labelwarden.label.model import ClassName
from labelwarden.yamlfile.faults import did_you_mean

CLASSES = frozenset(get_args(ClassName))

_FLAT = frozenset({"id", "text", "product_type", "expect"})
_BESIDE_A_LABEL = ("id", "expect")
"""Keys of a row that are no part of the label: `expect` is what `score` compares with."""


@dataclass(frozen=True, slots=True)
class Row:
    """One product of a catalogue: what it says, or why that cannot be told."""

    number: int
    id: str | None = None
    labeling: Labeling | None = None
    error: str | None = None


class RowError(ValueError):
    """What is wrong with a row: what was expected, what was found."""


def read_row(line: Line, source: str) -> Row:
    """The product on this line; a faulty line gives a row with its error."""
    if line.error is not None:
        return Row(line.number, error=line.error)
    id: str | None = None
    try:
        fields = _object(line.data)
        id = _id(fields.get("id"))
        name = f"{source}:{line.number}"
        labeling = _flat(fields, name) if fields.keys() <= _FLAT else _typed(fields, name)
        return Row(line.number, id or labeling.sku or labeling.gtin, labeling)
    except RowError as error:
        return Row(line.number, id, error=str(error))


def _object(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data.decode("utf-8"), parse_int=str, parse_float=str, parse_constant=str)
    except UnicodeDecodeError as error:
        raise RowError(f"expected UTF-8, found the byte 0x{data[error.start]:02X} at {error.start + 1}") from error
    except json.JSONDecodeError as error:
        raise RowError(
            f"expected one JSON object a line, found {_beginning(data)}: {error.msg} at {error.pos + 1}"
        ) from error
    except RecursionError as error:
        raise RowError("expected one JSON object a line, found one nested too deeply") from error
    if not isinstance(value, dict):
        raise RowError(f"expected one JSON object a line, found {_beginning(data)}")
    return value


def _flat(fields: dict[str, Any], name: str) -> Labeling:
    text = fields.get("text")
    if not isinstance(text, str):
        found = "none" if text is None else json.dumps(text, ensure_ascii=False)[:40]
        raise RowError(f'expected the label\'s text under "text", or a label with "product" and more; found {found}')
    if not text.strip():
        raise RowError('expected the label\'s text under "text", found it empty')
    return text_listing(text, name, _product_type(fields.get("product_type")))


def _typed(fields: dict[str, Any], name: str) -> Labeling:
    label = {key: value for key, value in fields.items() if key not in _BESIDE_A_LABEL}
    if "product_type" in label:
        given = _product_type(label.pop("product_type"))
        label.setdefault("type", given)
    if label.get("images"):
        raise RowError('"images": pictures are not read in a catalogue; check them by `labelwarden check`')
    try:
        return label_from(label, "", name).labeling()
    except LabelError as error:
        faults = (f"{fault.message}. {fault.help}".rstrip(". ") for fault in error.faults)
        raise RowError("; ".join(faults)) from error


def _product_type(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, str) and value in CLASSES:
        return value
    near = did_you_mean(str(value), CLASSES)
    found = json.dumps(value, ensure_ascii=False)[:40]
    raise RowError(f'"product_type": expected {", ".join(get_args(ClassName))}; found {found}. {near}'.rstrip())


def _id(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    found = json.dumps(value, ensure_ascii=False)[:40]
    raise RowError(f'"id": expected text or a number, found {found}')


def _beginning(data: bytes) -> str:
    text = data[:60].decode("utf-8", "replace").strip()
    return f"{text[:40]!r}"
