"""The bytes of a catalogue: from a file or standard input, as they are or packed as .gz, .zst or .zip."""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from labelwarden.errors import Fault, LabelError, MissingExtra

HEAD = 1 << 16
"""Bytes that are looked at to tell what a file is."""

PACKED = (".gz", ".zst", ".zip")

_GZIP = b"\x1f\x8b"
_ZSTANDARD = b"\x28\xb5\x2f\xfd"
_ZIP = b"PK\x03\x04"


def plain_name(source: str) -> str:
    """The name of the file, in small letters and without the suffix of its packing.

    >>> plain_name("feeds/Shop.CSV.gz")
    'shop.csv'
    """
    name = Path(source).name.lower()
    for suffix in PACKED:
        name = name.removesuffix(suffix)
    return name


@contextmanager
def open_bytes(source: str) -> Iterator[tuple[io.BufferedReader, BinaryIO]]:
    """The unpacked bytes of the file, or of standard input for `-`, and the file as it is.

    Raises:
        LabelError: the file cannot be opened, or holds several files.
        MissingExtra: what unpacks it is not installed.
    """
    if source == "-":
        yield _unpacked(sys.stdin.buffer, source), sys.stdin.buffer
        return
    try:
        file = Path(source).open("rb")  # noqa: SIM115 - closed below; only opening is guarded
    except FileNotFoundError as error:
        raise LabelError((Fault(source, 0, 0, "there is no such file", "Check the path."),)) from error
    except OSError as error:
        message = f"cannot be opened ({error.strerror})"
        raise LabelError((Fault(source, 0, 0, message, "Name a file that you may read."),)) from error
    with file:
        yield _unpacked(file, source), file


def _unpacked(file: BinaryIO, source: str) -> io.BufferedReader:
    buffered = _buffered(file)
    head = buffered.peek(4)[:4]
    if head[:2] == _GZIP:
        return _buffered(cast(BinaryIO, gzip.GzipFile(fileobj=buffered)))
    if head == _ZSTANDARD:
        try:
            import zstandard
        except ImportError as error:
            raise MissingExtra("reading .zst files", "batch") from error
        stream = zstandard.ZstdDecompressor().stream_reader(buffered, read_across_frames=True)
        return _buffered(cast(BinaryIO, stream))
    if head == _ZIP and not plain_name(source).endswith(".xlsx") and buffered.seekable():
        return _only_member(buffered, source)
    return buffered


def _only_member(file: io.BufferedReader, source: str) -> io.BufferedReader:
    """The one file in a zip; workbooks are zips, too, and stay as they are."""
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise LabelError((Fault(source, 0, 0, f"a broken zip file ({error})", "Copy or pack it again."),)) from error
    names = [name for name in archive.namelist() if not name.endswith("/")]
    if "[Content_Types].xml" in names:
        file.seek(0)
        return file
    if len(names) != 1:
        message = f"expected a zip with one catalogue in it, found {len(names)} files"
        raise LabelError((Fault(source, 0, 0, message, "Unpack it and name the file."),))
    return _buffered(cast(BinaryIO, archive.open(names[0])))


def _buffered(file: BinaryIO) -> io.BufferedReader:
    if isinstance(file, io.BufferedReader) and not isinstance(file.raw, (gzip.GzipFile, zipfile.ZipExtFile)):
        return file
    return io.BufferedReader(cast(io.RawIOBase, file), HEAD)
