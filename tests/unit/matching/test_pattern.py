"""The escape hatch: what it finds, and what it refuses."""

from __future__ import annotations

import pytest

from labelwarden.matching.pattern import MAX_LENGTH, compile_pattern


def test_places_are_those_of_the_text_whatever_stands_before() -> None:
    folded = "日本語 é 😀 cures, heals and cure"
    found = [folded[start:end] for start, end in compile_pattern("cures?", "cure").find(folded)]
    assert found == ["cures", "cure"]


def test_without_its_literal_a_pattern_is_not_tried() -> None:
    assert list(compile_pattern("[a-z]+", "zz").find("any words at all")) == []


def test_empty_matches_are_no_matches() -> None:
    assert list(compile_pattern(r"\b", "aa").find("aa bb")) == []


def test_a_pattern_that_would_backtrack_elsewhere_is_matched_in_no_time() -> None:
    assert list(compile_pattern("(a+)+$", "aa").find("a" * 50_000 + "!")) == []


@pytest.mark.parametrize(
    ("written", "literal", "reason"),
    [
        ("(?=a)b", "ab", "linear"),
        (r"(ab)\1", "ab", "linear"),
        ("(", "ab", "linear"),
        ("a{2000}", "aa", "linear"),
        ("(x{100}){100}", "xx", "linear"),
        (r"(\pL{900}){1,2}", "xx", "linear"),
        ("x" * (MAX_LENGTH + 1), "xx", "500 characters"),
        ("a*", "aa", "empty text"),
        ("cure", "", "literal"),
        ("cure", "c", "literal"),
        ("cure", "  ", "literal"),
        ("cure", "Cure", 'write literal "cure"'),
    ],
)
def test_what_is_refused_says_why(written: str, literal: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        compile_pattern(written, literal)
