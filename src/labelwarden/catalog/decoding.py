"""Bytes into text: UTF-8, UTF-16 where it says so, and for bare text Latin-1 rather than nothing."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from labelwarden.errors import Fault, LabelError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

LATIN_1_NOTE = "the file is not UTF-8 and was read as Latin-1; some letters may be wrong"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and a note where its letters are a guess."""

    text: str
    note: str | None = None


def decode_strictly(data: bytes, file: str) -> str:
    """The text of `data`, which has to be UTF-8, or UTF-16 with its mark.

    Raises:
        LabelError: it is neither; with the line and column where it stops being that.
    """
    encoding, body = marked(data)
    try:
        text = body.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        before = body[: error.start].decode(encoding or "utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        message = f"not {(encoding or 'utf-8').upper()}: expected text, found the byte 0x{body[error.start]:02X}"
        raise LabelError((Fault(file, line, column, message, "Save the file as UTF-8."),)) from error
    return text


def decode_leniently(data: bytes, file: str) -> Decoded:
    """The text of `data`; where it is no Unicode it is taken for Latin-1, with a note.

    Raises:
        LabelError: it is no text at all.
    """
    encoding, body = marked(data)
    try:
        decoded = Decoded(body.decode(encoding or "utf-8"))
    except UnicodeDecodeError:
        # cp1252 is what is called Latin-1 in practice; it leaves five bytes open, Latin-1 none.
        decoded = Decoded(body.decode("latin-1" if _open_in_cp1252(body) else "cp1252"), LATIN_1_NOTE)
    if "\0" in decoded.text:
        message = "expected text, found NUL bytes: this is no text file"
        raise LabelError((Fault(file, 0, 0, message, "Save it as UTF-8 text, or as a picture if it is one."),))
    return decoded


def marked(data: bytes) -> tuple[str | None, bytes]:
    """The encoding that the mark at the beginning names, and what follows the mark."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, data[len(mark) :]
    return None, data


def _open_in_cp1252(data: bytes) -> bool:
    return any(byte in data for byte in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"))
