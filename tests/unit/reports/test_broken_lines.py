"""Lines are as wide as they may be, lose no letter, and break words only where there is no other way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelwarden.reports.broken_lines import Part, broken_lines


def width(text: str, _style: str) -> float:
    return float(len(text))


def broken(*texts: str, room: float = 10) -> list[str]:
    lines = broken_lines([Part(text, str(n)) for n, text in enumerate(texts)], room, width)
    return ["".join(part.text for part in line) for line in lines]


@pytest.mark.parametrize(
    ("texts", "lines"),
    [
        (("take one tablet daily",), ["take one", "tablet", "daily"]),
        (("a\n\nb",), ["a", "", "b"]),
        (("  indented line goes on",), ["  indented", "line goes", "on"]),
        (("a ", "0123456789abc", " b"), ["a", "0123456789", "abc b"]),
        (("pain", "killer", " x"), ["painkiller", "x"]),
        (("pain", "killers", " x"), ["painkiller", "s x"]),
        (("ends   here  ",), ["ends", "here"]),
        (("",), [""]),
    ],
)
def test_where_lines_break(texts: tuple[str, ...], lines: list[str]) -> None:
    assert broken(*texts) == lines


def test_parts_keep_their_style_and_link() -> None:
    parts = [Part("see "), Part("the law of the land", "B", "link", "https://example.com")]
    first, second = broken_lines(parts, 11, width)
    assert first == [Part("see "), Part("the law", "B", "link", "https://example.com")]
    assert second == [Part("of the land", "B", "link", "https://example.com")]


@given(st.lists(st.text(alphabet="ab \n", max_size=30), max_size=6), st.integers(1, 12))
def test_no_letter_is_lost_and_no_line_too_wide(texts: list[str], room: int) -> None:
    lines = broken(*texts, room=room)
    assert "".join("".join(lines).split()) == "".join("".join(texts).split())
    assert all(len(line.strip()) <= room for line in lines)
