"""Large documents are walked through, and give what reading them whole gives."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelwarden.catalog.feeds import json_document
from labelwarden.catalog.feeds.json_document import read_document
from labelwarden.catalog.feeds.record import Record
from labelwarden.errors import LabelError


def is_product(value: dict[str, Any]) -> bool:
    return "id" in value


products = st.fixed_dictionaries({"id": st.text("ab", max_size=5), "tags": st.lists(st.integers(0, 99), max_size=3)})
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | products,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=2), inner, max_size=4),
    max_leaves=30,
)


@given(values, st.sampled_from([None, 1]))
def test_walking_finds_what_decoding_finds(value: Any, indent: int | None) -> None:
    data = json.dumps({"x": value, "last": {"id": "z"}}, indent=indent).encode()
    whole = list(read_document(io.BytesIO(data), "a.json", is_product))
    with pytest.MonkeyPatch.context() as small:
        # A product is decoded at once; 100 characters hold any of those above.
        small.setattr(json_document, "WHOLE", 100)
        small.setattr(json_document, "_PIECE", 7)
        walked = list(read_document(io.BytesIO(data), "a.json", is_product))
    assert walked == whole


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    ("tail", "said"),
    [
        ("]", "Expecting ',' or '}'"),
        (', {"id": "x"', "breaks off at character"),
        (', {"id": }]}', "Expecting value"),
        ("]} more", "Extra data"),
    ],
)
def test_a_broken_one_keeps_what_stands_before(
    monkeypatch: pytest.MonkeyPatch, encoding: str, tail: str, said: str
) -> None:
    monkeypatch.setattr(json_document, "WHOLE", 200)
    text = '{"shop": [' + ", ".join(f'{{"id": "{n}é"}}' for n in range(50)) + tail
    *records, last = read_document(io.BytesIO(text.encode(encoding)), "a.json", is_product)
    assert [record.data["id"] for record in records] == [f"{n}é" for n in range(50)]
    assert last.number == 51
    assert said in (last.error or "")


def test_a_product_that_is_too_large_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_document, "WHOLE", 200)
    monkeypatch.setattr(json_document, "_PIECE", 20)
    text = json.dumps([{"id": "a"}, {"id": "b", "tags": ["a tag of thirty characters, yes"] * 20}, {"id": "c"}])
    records = list(read_document(io.BytesIO(text.encode()), "a.json", is_product))
    assert [(record.data or {}).get("id") for record in records] == ["a", None, "c"]
    assert "found a larger one" in (records[1].error or "")
    with pytest.raises(LabelError, match="without one in it"):
        read_document(io.BytesIO(b"[" + b"1," * 400 + b"1]"), "a.json", is_product)


class Endless(io.RawIOBase):
    """A document of any size that is nowhere whole."""

    def __init__(self, count: int) -> None:
        self._pieces = iter([b'{"products": [', *([b'{"id": "a", "text": "' + b"x" * 1000 + b'"},'] * count), b"1]}"])
        self._held = b""

    def read(self, size: int = -1) -> bytes:
        while len(self._held) < size and (piece := next(self._pieces, b"")):
            self._held += piece
        data, self._held = self._held[:size], self._held[size:]
        return data


def test_memory_does_not_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_document, "WHOLE", 100_000)
    monkeypatch.setattr(json_document, "_PIECE", 10_000)

    def peak(count: int) -> int:
        tracemalloc.start()
        read: Iterator[Record] = read_document(Endless(count), "a.json", is_product)  # type: ignore[arg-type]
        assert sum(1 for _ in read) == count
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(4_000) < 1.2 * peak(1_000)
