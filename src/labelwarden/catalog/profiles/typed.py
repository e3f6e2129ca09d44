"""An object of JSON Lines that is a flat row (`id`, `text`, `product_type`) or a label as it is typed."""

from __future__ import annotations

import json
from typing import Any, get_args

from labelwarden.catalog.feeds.record import Product, RecordError
from labelwarden.catalog.label_file import label_from
from labelwarden.catalog.profiles.table import CLASSES
from labelwarden.catalog.text_file import text_listing
from labelwarden.errors import LabelError
from labelwarden.label.labeling import Labeling
from labelwarden.label.model import ClassName, Label
from labelwarden.yamlfile.faults import did_you_mean

_decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)

FLAT = frozenset({"id", "text", "product_type", "expect"})
_BESIDE_A_LABEL = ("id", "expect")
"""Keys of a row that are no part of the label: `expect` is what `score` compares with."""


def read_typed(fields: dict[str, Any], id: str | None, number: int, source: str, *, pictures: bool = False) -> Product:
    """The product that the object types out; its pictures are named, if they can be read.

    Raises:
        RecordError: it cannot be taken as given.
    """
    name = f"{source}:{number}"
    if fields.keys() <= FLAT:
        return Product(number, id, _flat(fields, name))
    label = _typed(fields, name)
    if label.images and not pictures:
        raise RecordError('"images": pictures are not read in a catalogue unless --images-dir names their folder')
    labeling = label.labeling()
    id = id or labeling.sku or labeling.gtin
    return Product(number, id, labeling, supplier=labeling.brand, pictures=label.images, label=label)


def object_of(data: bytes) -> dict[str, Any]:
    """The object on a line. Numbers stay text, so that identifiers keep their digits.

    Raises:
        RecordError: it is none.
    """
    try:
        value = _decoder.decode(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise RecordError(f"expected UTF-8, found the byte 0x{data[error.start]:02X} at {error.start + 1}") from error
    except json.JSONDecodeError as error:
        raise RecordError(
            f"expected one JSON object a line, found {_beginning(data)}: {error.msg} at {error.pos + 1}"
        ) from error
    except RecursionError as error:
        raise RecordError("expected one JSON object a line, found one nested too deeply") from error
    if not isinstance(value, dict):
        raise RecordError(f"expected one JSON object a line, found {_beginning(data)}")
    return value


def id_of(value: Any) -> str | None:
    """The id of a row.

    Raises:
        RecordError: it is neither text nor a number.
    """
    if value is None or isinstance(value, str):
        return value
    found = json.dumps(value, ensure_ascii=False)[:40]
    raise RecordError(f'"id": expected text or a number, found {found}')


def _flat(fields: dict[str, Any], name: str) -> Labeling:
    text = fields.get("text")
    if not isinstance(text, str):
        found = "none" if text is None else json.dumps(text, ensure_ascii=False)[:40]
        raise RecordError(f'expected the label\'s text under "text", or a label with "product" and more; found {found}')
    if not text.strip():
        raise RecordError('expected the label\'s text under "text", found it empty')
    return text_listing(text, name, _product_type(fields.get("product_type")))


def _typed(fields: dict[str, Any], name: str) -> Label:
    label = {key: value for key, value in fields.items() if key not in _BESIDE_A_LABEL}
    if "product_type" in label:
        given = _product_type(label.pop("product_type"))
        label.setdefault("type", given)
    try:
        return label_from(label, "", name)
    except LabelError as error:
        faults = (f"{fault.message}. {fault.help}".rstrip(". ") for fault in error.faults)
        raise RecordError("; ".join(faults)) from error


def _product_type(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, str) and value in CLASSES:
        return value
    near = did_you_mean(str(value), CLASSES)
    found = json.dumps(value, ensure_ascii=False)[:40]
    raise RecordError(f'"product_type": expected {", ".join(get_args(ClassName))}; found {found}. {near}'.rstrip())


def _beginning(data: bytes) -> str:
    text = data[:60].decode("utf-8", "replace").strip()
    return f"{text[:40]!r}"
