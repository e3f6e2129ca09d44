"""Messages and what stands in their braces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from labelwarden.rules.message import PLACEHOLDERS, fill


@given(st.text(max_size=30))
def test_text_of_a_label_goes_in_as_it_is(text: str) -> None:
    assert fill("[{quote}]", {"quote": text}) == f"[{' '.join(text.split())}]"


def test_what_is_not_known_is_left_out() -> None:
    assert fill("{product}: {quote}{limit}", {"product": "Relax", "quote": "{product}"}) == "Relax: {product}"
    assert fill("{{quote}}", {"quote": "x"}) == "{quote}"


def test_every_placeholder_can_be_filled() -> None:
    for name in PLACEHOLDERS:
        assert fill("{" + name + "}", {name: "x"}) == "x"
