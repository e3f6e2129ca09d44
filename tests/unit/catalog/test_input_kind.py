from __future__ import annotations

import pytest

from labelwarden.catalog.input_kind import InputKind, kind_of


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.YAML", b"x", InputKind.YAML_LABEL),
        ("a.json", b"x", InputKind.JSON_LABEL),
        ("a.md", b"<html>", InputKind.TEXT),
        ("a.htm", b"product: x", InputKind.PAGE),
        ("a.gif", b"", InputKind.PICTURE),
        ("a.heic", b"", InputKind.HEIC),
        ("a.jpg", b"\0\0\0\x18ftypheic", InputKind.HEIC),
        ("a.jpg", b"%PDF-1.7", InputKind.PDF),
        ("a", b"\0\0\0\x1cftypavif", InputKind.PICTURE),
        ("a.txt", b"\x89PNG\r\n\x1a\n", InputKind.PICTURE),
        ("a.jsonl", b'{"text": 1}', InputKind.CATALOGUE),
        ("a", b"RIFF\0\0\0\0WEBPVP8 ", InputKind.PICTURE),
        ("a", b"BM\x36\0\0\0", InputKind.PICTURE),
        ("a", b"BMX bikes", InputKind.TEXT),
        ("a.dat", b"\0\1\2", InputKind.UNKNOWN),
        ("", b"\n<!-- saved -->\n<!DOCTYPE html>", InputKind.PAGE),
        ("", b"<htmlish", InputKind.TEXT),
        ("", b'\xef\xbb\xbf {"product": 1}', InputKind.JSON_LABEL),
        ("", b"{curly} text", InputKind.TEXT),
        ("", b"# mine\n---\nproduct: x", InputKind.YAML_LABEL),
        ("", b"claims:\n- x", InputKind.YAML_LABEL),
        ("", b"Claims: cures cancer", InputKind.TEXT),
        ("", b"product:x", InputKind.TEXT),
        ("", "product: x".encode("utf-16"), InputKind.TEXT),
        ("", b"", InputKind.TEXT),
    ],
)
def test_kinds(name: str, head: bytes, kind: InputKind) -> None:
    assert kind_of(name, head) is kind
