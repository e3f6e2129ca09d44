"""What an input is: told by its first bytes where they are unmistakable, else by its suffix, else by what it holds."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import PurePath

from labelwarden.catalog.label_faults import FIELDS


class InputKind(Enum):
    """The kinds of input, and those that are told apart only to say what to do with them.

    PDF and HEIC are read like pictures, by what the extra `inputs` brings.
    """

    YAML_LABEL = "label.yaml"
    JSON_LABEL = "label.json"
    TEXT = "text"
    PICTURE = "picture"
    PAGE = "web page"
    PDF = "PDF"
    HEIC = "HEIC"
    CATALOGUE = "catalogue"
    UNKNOWN = "unknown"


ACCEPTED = (
    "labels (.yaml, .yml, .json), text (.txt, .md), pictures (.png, .jpg, .jpeg, .webp, .tif, .tiff, .bmp, .gif, "
    ".avif, .heic), .pdf and web pages (.html, .htm)"
)

READ_LIKE_PICTURES = frozenset({InputKind.PICTURE, InputKind.PDF, InputKind.HEIC})

_SUFFIXES = {
    **dict.fromkeys((".yaml", ".yml"), InputKind.YAML_LABEL),
    ".json": InputKind.JSON_LABEL,
    **dict.fromkeys((".txt", ".md"), InputKind.TEXT),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif", ".avif"), InputKind.PICTURE),
    **dict.fromkeys((".html", ".htm"), InputKind.PAGE),
    ".pdf": InputKind.PDF,
    **dict.fromkeys((".heic", ".heif"), InputKind.HEIC),
    **dict.fromkeys((".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".xlsx"), InputKind.CATALOGUE),
}

HEAD_BYTES = 4096

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
_PAGE = re.compile(
    rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_LABEL = re.compile(rf"(?:\s*(?:#[^\n]*|---)?\n)*(?:{'|'.join(FIELDS)})\s*:(?:\s|$)".encode())
_JSON_OBJECT = re.compile(rb'\s*\{\s*(?:"|\})')


def kind_of(name: str, head: bytes) -> InputKind:
    """The kind of the file `name` that begins with `head`.

    >>> kind_of("scan.txt", b"%PDF-1.7"), kind_of("label", b"product: Oats")
    (<InputKind.PDF: 'PDF'>, <InputKind.YAML_LABEL: 'label.yaml'>)
    """
    known = _SUFFIXES.get(PurePath(name).suffix.lower())
    return _unmistakable(head) or known or _by_content(head)


def _unmistakable(head: bytes) -> InputKind | None:
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return InputKind.PICTURE
    if head.startswith(b"%PDF-"):
        return InputKind.PDF
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return InputKind.HEIC
    if head[4:12] == b"ftypavif":
        return InputKind.PICTURE
    return None


def _by_content(head: bytes) -> InputKind:
    """For standard input and for names without a suffix that we know."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return InputKind.TEXT
    if b"\0" in head:
        return InputKind.PICTURE if head.startswith(b"BM") else InputKind.UNKNOWN
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _PAGE.match(head):
        return InputKind.PAGE
    if _JSON_OBJECT.match(head):
        return InputKind.JSON_LABEL
    return InputKind.YAML_LABEL if _LABEL.match(head) else InputKind.TEXT
